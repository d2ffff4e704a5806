import WebSocketEngine
import WebSocketWire

extension FrameDraft {
    /// What makes a frame again that was seen: as text where it reads as one, otherwise in hex.
    ///
    /// - Parameter isMasked: whether the copy is masked too; ours to a client is not.
    init(header: FrameHeader, payload: [UInt8], isMasked: Bool) {
        opcode = header.opcodeBits
        isFinal = header.fin
        reserved = header.reservedBits
        key = header.masked && isMasked ? header.maskingKey : nil
        if header.payloadLength != UInt64(payload.count) { claimed = header.payloadLength }
        let shortest: UInt8 =
            header.payloadLength <= 125 ? 0 : header.payloadLength <= 0xFFFF ? 2 : 8
        if header.lengthBytes != shortest {
            form = header.lengthBytes == 0 ? .bits7 : header.lengthBytes == 2 ? .bits16 : .bits64
        }
        var rest = payload[...]
        if isClose, payload.count >= 2 {
            code = UInt16(payload[0]) << 8 | UInt16(payload[1])
            rest = payload[2...]
        }
        if let text = HexText.line(rest) {
            self.payload = text
        } else {
            source = .hex
            self.payload = Spell.hex(rest)
        }
    }
}

/// Bytes as they are typed in hex.
enum HexText {
    /// Pairs of digits; blanks, commas and `0x` between them count for nothing.
    static func bytes(_ text: String) throws(CommandError) -> [UInt8] {
        var bytes: [UInt8] = []
        var high: UInt8?
        let characters = Array(text)
        for (place, character) in characters.enumerated() {
            let isPrefix =
                character == "0" && high == nil && place + 1 < characters.count
                && characters[place + 1] == "x"
            if " ,\t\n\r".contains(character) || isPrefix || (character == "x" && high == nil) {
                guard high == nil else { throw CommandError("a digit is missing", at: place) }
                continue
            }
            guard character.isASCII, let digit = character.hexDigitValue.map({ UInt8($0) }) else {
                throw CommandError("not a hex digit", at: place)
            }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        guard high == nil else {
            throw CommandError.unfinished("a digit is missing", at: characters.count)
        }
        return bytes
    }

    /// The bytes as a text of one line that can be typed; nil where they are none.
    static func line(_ bytes: some Sequence<UInt8>) -> String? {
        guard let text = String(validating: Array(bytes), as: UTF8.self),
            !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
        else { return nil }
        return text
    }
}
