import WebSocketEngine
import WebSocketWire

/// A frame as text for a clipboard: its bytes, or code that makes them again.
enum FrameCopy {
    enum Part: CaseIterable, Sendable {
        case frame, header, payload, json, api, array, swift, python

        /// The key after `y`.
        var key: Character {
            switch self {
            case .frame: "f"
            case .header: "h"
            case .payload: "p"
            case .json: "j"
            case .api: "c"
            case .array: "a"
            case .swift: "s"
            case .python: "y"
            }
        }

        /// The word of `:copy`.
        var word: String {
            switch self {
            case .frame: "frame"
            case .header: "header"
            case .payload: "payload"
            case .json: "json"
            case .api: "call"
            case .array: "array"
            case .swift: "swift"
            case .python: "python"
            }
        }

        /// In the line that shows the choices.
        var hint: String {
            switch self {
            case .frame: "frame"
            case .header: "header"
            case .payload: "payload"
            case .json: "JSON"
            case .api: "call"
            case .array: "array"
            case .swift: "Swift"
            case .python: "Python"
            }
        }

        /// What was copied.
        var name: String {
            switch self {
            case .frame: "whole frame, hex"
            case .header: "header, hex"
            case .payload: "payload"
            case .json: "frame as JSON"
            case .api: "the call that sends it"
            case .array: "frame as a C array"
            case .swift: "a Swift test of it"
            case .python: "a Python client that sends it"
            }
        }
    }

    /// What terminals take by OSC 52, as base64 with room to spare.
    static let limit = 74_994

    /// - Parameter payload: unmasked, as much as is kept.
    static func text(_ part: Part, of record: FrameRecord, payload: [UInt8], url: String) -> String
    {
        let frame = BitFields(
            header: record.header, payload: payload, isCut: false, breach: nil,
            messageOpcode: record.messageOpcode, isCompressed: record.isCompressed)
        switch part {
        case .frame: return Spell.hex(frame.wire)
        case .header: return Spell.hex(record.header.bytes)
        case .payload: return FrameCode.text(payload, frame.showsText) ?? Spell.hex(payload)
        case .json: return FrameCode.json(record, payload, showsText: frame.showsText)
        case .api: return FrameCode.call(record, payload, showsText: frame.showsText)
        case .array: return FrameCode.array("frame_\(record.sequence)", frame.wire)
        case .swift: return FrameCode.swiftTest(record, frame.wire, payload)
        case .python: return FrameCode.python(record, frame.wire, payload, frame.showsText, url)
        }
    }
}
