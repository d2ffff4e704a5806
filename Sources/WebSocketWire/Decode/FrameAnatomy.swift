/// Takes a header apart into the fields of the RFC's grid. RFC 6455 §5.2.
public enum FrameAnatomy {
    /// The fields that the header has, in the order of the wire, the payload last.
    ///
    /// - Parameter isCompressed: whether the frame belongs to a compressed message, which its own
    ///   RSV1 tells only where permessage-deflate was agreed on. RFC 7692 §6.
    public static func fields(of header: FrameHeader, isCompressed: Bool = false) -> [FrameField] {
        var fields = firstByte(of: header, isCompressed)
        let short: UInt64 =
            header.lengthBytes == 0
            ? header.payloadLength : header.lengthBytes == 2 ? 126 : 127
        fields.append(
            FrameField(
                kind: .mask, bitOffset: 8, bitWidth: 1, value: header.masked ? 1 : 0,
                meaning: header.masked
                    ? "masked: a masking key follows" : "not masked: no masking key"))
        fields.append(
            FrameField(
                kind: .payloadLength, bitOffset: 9, bitWidth: 7, value: short,
                meaning: lengthMeaning(of: header)))
        var offset = 16
        if header.lengthBytes != 0 {
            let width = 8 * Int(header.lengthBytes)
            fields.append(
                FrameField(
                    kind: .extendedLength, bitOffset: offset, bitWidth: width,
                    value: header.payloadLength, meaning: extendedMeaning(of: header)))
            offset += width
        }
        if header.masked {
            fields.append(
                FrameField(
                    kind: .maskingKey, bitOffset: offset, bitWidth: 32,
                    value: UInt64(header.maskingKey.byteSwapped),
                    meaning: "payload byte i is XORed with byte i mod 4 of the key"))
            offset += 32
        }
        let room = (Int.max - offset) / 8
        let count = Int(min(header.payloadLength, UInt64(room)))
        fields.append(
            FrameField(
                kind: .payload, bitOffset: offset, bitWidth: count * 8,
                value: header.payloadLength, meaning: payloadMeaning(of: header, isCompressed)))
        return fields
    }

    private static func firstByte(of header: FrameHeader, _ isCompressed: Bool) -> [FrameField] {
        let reserved: [(FrameField.Kind, UInt8, Int)] = [
            (.rsv1, 4, 1), (.rsv2, 2, 2), (.rsv3, 1, 3),
        ]
        let fin = FrameField(
            kind: .fin, bitOffset: 0, bitWidth: 1, value: header.fin ? 1 : 0,
            meaning: header.fin
                ? "last fragment of its message" : "more fragments of the message follow")
        let bits = reserved.map { kind, bit, offset in
            let isSet = header.reservedBits & bit != 0
            return FrameField(
                kind: kind, bitOffset: offset, bitWidth: 1, value: isSet ? 1 : 0,
                meaning: isCompressed && kind == .rsv1
                    ? compressedMeaning(isSet) : reservedMeaning(isSet))
        }
        let opcode = FrameField(
            kind: .opcode, bitOffset: 4, bitWidth: 4, value: UInt64(header.opcodeBits),
            meaning: opcodeMeaning(of: header))
        return [fin] + bits + [opcode]
    }

    private static func reservedMeaning(_ isSet: Bool) -> String {
        isSet ? "set: only an extension gives it a meaning" : "clear: no extension uses it"
    }

    /// RFC 7692 §6.
    private static func compressedMeaning(_ isSet: Bool) -> String {
        isSet
            ? "set: the message is compressed with permessage-deflate"
            : "clear: the first frame says that the message is compressed"
    }

    private static func opcodeMeaning(of header: FrameHeader) -> String {
        switch header.opcode {
        case .continuation: "CONTINUATION: the next fragment of a message"
        case .text: "TEXT: UTF-8 data"
        case .binary: "BINARY: data of the application's own"
        case .close: "CLOSE: no more frames follow from this side"
        case .ping: "PING: asks for a pong with the same payload"
        case .pong: "PONG: answers a ping, or keeps the connection alive"
        case nil:
            header.opcodeBits & 0x8 == 0
                ? "reserved for further data frames" : "reserved for further control frames"
        }
    }

    private static func lengthMeaning(of header: FrameHeader) -> String {
        switch header.lengthBytes {
        case 0: "length <=125, no extended length"
        case 2: "126: the length is in the next 16 bits"
        default: "127: the length is in the next 64 bits"
        }
    }

    private static func extendedMeaning(of header: FrameHeader) -> String {
        switch FrameLaw.breachOfLength(of: header, maximumPayload: .max) {
        case .lengthTopBitSet: "the top bit must be 0"
        case .nonMinimalLength: "\(header.payloadLength) bytes, which a shorter form can hold"
        default: "\(header.payloadLength) bytes of payload, most significant byte first"
        }
    }

    private static func payloadMeaning(of header: FrameHeader, _ isCompressed: Bool) -> String {
        guard header.payloadLength != 0 else { return "no payload" }
        let unit = header.payloadLength == 1 ? "byte" : "bytes"
        let size = "\(header.payloadLength) \(unit)"
        if isCompressed { return "\(size) of a compressed message" }
        return switch header.opcode {
        case .close: "\(size): a code of two bytes, then a reason in UTF-8"
        case .ping, .pong: "\(size) of the sender's own"
        case .text: "\(size) of UTF-8"
        default: "\(size) of application data"
        }
    }
}
