import TerminalCanvas
import WebSocketEngine
import WebSocketWire

/// The payload of the inspected frame in words and bytes.
enum PayloadText {
    /// `payload "Hello"  utf-8 ok  unmask: 7f^37=48 9f^fa=65`, in so many columns: a long payload
    /// is cut before the verdict is.
    static func line(_ record: FrameRecord, _ frame: BitFields, columns: Int) -> Phrase {
        var phrase = Phrase(record.inflated == nil ? "payload " : "inflated ", Look.dim)
        guard !frame.payload.isEmpty else {
            phrase.add(record.header.payloadLength == 0 ? "empty" : "not kept", Look.dim)
            return phrase
        }
        let payload = FrameText.payload(record)
        var verdict = Phrase()
        if let text = utf8Verdict(record, frame) {
            verdict.add("  ")
            verdict.add(text)
        }
        let fixed = phrase.columns + verdict.columns
        // The steps get what is left, but a payload of half a line is shown whole before that.
        let wanted = min(payload.columns, max(leastPayload, columns / 2 - fixed))
        let steps = unmasking(frame, columns: columns - fixed - wanted - 2)
        let room = columns - fixed - (steps.columns > 0 ? steps.columns + 2 : 0)
        phrase.add(payload.shortened(to: max(leastPayload, room)))
        phrase.add(verdict)
        if steps.columns > 0 { phrase.add("  ") }
        phrase.add(steps)
        return phrase
    }

    /// Columns of the payload that are shown whatever else there is.
    private static let leastPayload = 16

    /// The first steps of RFC 6455 §5.3 that fit: wire byte, key byte, payload byte.
    static func unmasking(_ frame: BitFields, columns: Int) -> Phrase {
        guard frame.header.masked else {
            return columns >= 10 ? Phrase("not masked", Look.dim) : Phrase()
        }
        let count = min(frame.payload.count, max(0, (columns - 7) / 9), 8)
        guard count > 0 else { return Phrase() }
        let steps = (0..<count).map { index in
            let wire = Spell.hex(frame.wire[frame.header.byteCount + index])
            return "\(wire)^\(Spell.hex(frame.keyByte(index)))=\(Spell.hex(frame.payload[index]))"
        }
        var phrase = Phrase("unmask: ", Look.dim)
        phrase.add(steps.joined(separator: " "), Look.hexByte)
        return phrase
    }

    /// Whether the text is UTF-8, as far as this frame and what is kept of it can tell.
    static func utf8Verdict(_ record: FrameRecord, _ frame: BitFields) -> Phrase? {
        let isText =
            record.header.opcode == .text
            || (record.header.opcode == .continuation && record.messageOpcode == .text)
        guard isText else { return nil }
        if record.isCompressed { return inflatedVerdict(record) }
        if record.breach == .invalidText { return Phrase("not utf-8", Look.levelError) }
        // A continuation may begin inside a sequence: only the whole message can be judged.
        guard record.header.opcode == .text else { return Phrase("part of a text", Look.dim) }
        var validator = UTF8Validator()
        if let place = frame.payload.withUnsafeBytes({ validator.validate($0) }) {
            return Phrase("not utf-8 at byte \(place)", Look.levelError)
        }
        if !record.header.fin || frame.isCut { return Phrase("utf-8 ok so far", Look.levelOK) }
        return validator.isComplete
            ? Phrase("utf-8 ok", Look.levelOK) : Phrase("utf-8 torn at its end", Look.levelError)
    }

    /// A compressed text is judged once it is inflated. RFC 7692 §6.2.
    private static func inflatedVerdict(_ record: FrameRecord) -> Phrase? {
        guard record.inflated != nil else { return Phrase("compressed", Look.dim) }
        return record.breach == .invalidText
            ? Phrase("not utf-8", Look.levelError) : Phrase("utf-8 ok", Look.levelOK)
    }

    /// Bytes in a row of the hex view.
    static let bytesPerRow = 8

    static func hexRowCount(_ frame: BitFields) -> Int {
        (frame.payload.count + bytesPerRow - 1) / bytesPerRow
    }

    static var hexHeader: Phrase {
        Phrase(
            "offset  " + "wire".padded(23) + "  " + "payload".padded(23) + "  text",
            Look.header)
    }

    /// Offset, the bytes on the wire, the bytes unmasked, and as text.
    static func hexRow(_ row: Int, _ frame: BitFields) -> Phrase {
        let start = row * bytesPerRow
        let payload = frame.payload.dropFirst(start).prefix(bytesPerRow)
        let wire = frame.wire.dropFirst(frame.header.byteCount + start).prefix(bytesPerRow)
        var phrase = Phrase("\(start)".aligned(6) + "  ", Look.hexOffset)
        phrase.add(Spell.hex(wire).padded(23), Look.dim)
        phrase.add("  ")
        phrase.add(Spell.hex(payload).padded(23), Look.hexByte)
        phrase.add("  ")
        phrase.add(asText(payload), Look.hexText)
        return phrase
    }

    static func asText(_ bytes: some Sequence<UInt8>) -> String {
        String(
            bytes.map { byte in
                (0x20..<0x7F).contains(byte) ? Character(Unicode.Scalar(byte)) : "."
            })
    }
}
