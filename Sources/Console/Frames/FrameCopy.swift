import WebSocketEngine
import WebSocketWire

/// Parts of a frame as text for a clipboard.
enum FrameCopy {
    enum Part: CaseIterable {
        case frame, header, payload

        var key: Character {
            switch self {
            case .frame: "f"
            case .header: "h"
            case .payload: "p"
            }
        }

        var name: String {
            switch self {
            case .frame: "whole frame, hex"
            case .header: "header, hex"
            case .payload: "payload"
            }
        }
    }

    /// Hex of the wire, or the payload: as it is where it is UTF-8 text, otherwise in hex.
    static func text(_ part: Part, of record: FrameRecord) -> String {
        let frame = BitFields(record)
        switch part {
        case .frame: return Spell.hex(frame.wire)
        case .header: return Spell.hex(frame.header.bytes)
        case .payload:
            guard frame.showsText, let text = String(validating: frame.payload, as: UTF8.self)
            else { return Spell.hex(frame.payload) }
            return text
        }
    }
}
