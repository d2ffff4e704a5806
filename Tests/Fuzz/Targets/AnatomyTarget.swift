@testable import WebSocketEngine
@testable import WebSocketWire

extension FuzzTarget {
    /// What people are told of a header: it agrees with the bytes, and has words for all of them.
    static let anatomy = FuzzTarget(name: "anatomy") { input in
        var choices = Choices(input)
        let header = FrameHeader(&choices)
        let bytes = header.bytes
        check(bytes.count == header.byteCount, "a header of \(bytes.count) bytes")
        let parsed = bytes.withUnsafeBytes { memory in
            memory.baseAddress.flatMap { FrameHeader.parse($0, count: memory.count) }
        }
        check(parsed == header, "\(header) was read as \(String(describing: parsed))")
        for isCompressed in [false, true] { compareFields(of: header, isCompressed, bytes) }
        judge(header, &choices)
        compareVocabulary(choices.byte(), choices.byte())
        mask(choices.rest, key: header.maskingKey, phase: Int(header.opcodeBits))
    }

    /// The fields lie one behind the other, and each has the value of its bits.
    private static func compareFields(
        of header: FrameHeader, _ isCompressed: Bool, _ bytes: [UInt8]
    ) {
        var end = 0
        for field in FrameAnatomy.fields(of: header, isCompressed: isCompressed) {
            check(field.bitOffset == end, "\(field.name) begins at bit \(field.bitOffset)")
            end += field.bitWidth
            check(isPlain(field.name) && isPlain(field.meaning), "\(field.name) has no words")
            check(isPlain(field.section), "\(field.name) has no section")
            guard field.kind != .payload else { continue }
            let value = field.bits.reduce(UInt64(0)) { value, bit in
                value << 1 | UInt64(bytes[bit / 8] >> UInt8(7 - bit % 8) & 1)
            }
            check(value == field.value, "\(field.name) is \(value), not \(field.value)")
        }
    }

    /// The verdict on a header points into it, wherever it stands.
    private static func judge(_ header: FrameHeader, _ choices: inout Choices) {
        let traits = choices.byte()
        let allowed = traits & 1 == 0 ? 0 : FrameHeader.compressedBit
        let rule = FrameLaw.breach(
            of: header, from: traits & 2 == 0 ? .client : .server, messageOpen: traits & 4 != 0,
            maximumPayload: UInt64(traits) << 8, allowedReservedBits: allowed)
        if let rule {
            let verdict = Verdict(
                rule: rule, header: header, byteOffset: rule.byteOffset(in: header),
                allowing: allowed)
            check(verdict.bits.upperBound <= header.byteCount * 8, "\(rule) lies outside")
            check(!verdict.bits.isEmpty, "\(rule) has no place")
        }
        for rule in Rule.allCases where (Int(rule.rawValue) + traits) % 4 == 0 {
            let offset = Int(clamping: header.payloadLength) >> (traits >> 3)
            let far = Verdict(rule: rule, byteOffset: offset, isMissing: traits & 128 != 0)
            check(far.byteOffset == min(offset, Int(UInt32.max)), "\(rule) is told elsewhere")
            check(isPlain(rule.title) && isPlain(rule.requirement), "\(rule) has no words")
            check(rule.section.hasPrefix("RFC ") && isPlain(rule.subject.rawValue), "no section")
            for verdict in [
                Verdict(rule: rule, header: header, byteOffset: offset, allowing: allowed),
                Verdict(rule: rule, inflating: header, taken: offset), far,
            ] {
                check(verdict.sentence.contains(rule.title), "\(rule) is told otherwise")
                check(isPlain(verdict.place) && verdict.bits.count <= 64, "\(rule) has no place")
            }
        }
    }

    /// Every word of the vocabulary, and codes that may be sent beside what is written.
    private static func compareVocabulary(_ high: Int, _ low: Int) {
        let code = CloseCode(rawValue: UInt16(high << 8 | low))
        check(isPlain(code.name), "\(code.rawValue) has no name")
        check(Opcode.allCases.allSatisfy { isPlain($0.name) }, "an opcode has no name")
        check(Refusal.allCases.allSatisfy { isPlain($0.name) }, "a refusal has no name")
        check(CommandVerb.allCases.allSatisfy { isPlain($0.name) }, "a command has no name")
        check(CloseInitiator.allCases.allSatisfy { isPlain($0.name) }, "nobody has no name")
        check(TimeoutKind.allCases.allSatisfy { isPlain($0.name) }, "a timeout has no name")
        check(EventKind.allCases.allSatisfy { isPlain($0.name) }, "an event has no name")
        let delay = UInt64(high) * 100 * .millisecond
        let ways: [Hostility] = [
            .mute(low & 1 == 0), .latePongs(delay), .slowReading(UInt32(low)),
            .splitWrites(low & 2 == 0), .noCloseFrame(low & 4 == 0), .none,
        ]
        check(ways.allSatisfy { isPlain($0.name) }, "a misbehaviour has no name")
        withUnsafeTemporaryAllocation(byteCount: 125, alignment: 2) { frame in
            guard let base = frame.baseAddress else { return }
            let reason = UnsafeRawBufferPointer(start: nil, count: 0)
            let count = CloseFrame.write(code: code, reason: reason, to: base)
            check((count == 2) == code.isSendable, "\(code.rawValue) was written, or was not")
            guard let count else { return }
            guard
                case .payload(code, _) = CloseFrame.read(
                    UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(frame)[..<count]))
            else { return check(false, "\(code.rawValue) was read otherwise") }
        }
    }

    /// Masked in words and vectors, the bytes are what they are byte by byte. RFC 6455 §5.3.
    private static func mask(_ bytes: UnsafeRawBufferPointer, key: UInt32, phase: Int) {
        var masked = Array(bytes)
        masked.withUnsafeMutableBytes { memory in
            guard let base = memory.baseAddress else { return }
            Masking.apply(key: key, phase: phase, to: base, count: memory.count)
        }
        let octets = withUnsafeBytes(of: key.littleEndian) { Array($0) }
        let slowly = bytes.enumerated().map { $1 ^ octets[($0 + phase) % 4] }
        check(masked == slowly, "\(bytes.count) bytes were masked otherwise")
    }

    /// Words, and nothing that a terminal acts on.
    private static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    }
}

extension FrameHeader {
    /// Any header that can stand on a wire.
    init(_ choices: inout Choices) {
        let first = UInt8(choices.byte())
        let second = UInt8(choices.byte())
        let numbers = (0..<3).map { _ in
            UInt32(choices.byte()) << 24 | UInt32(choices.byte()) << 16
                | UInt32(choices.byte()) << 8 | UInt32(choices.byte())
        }
        let length = UInt64(numbers[0]) << 32 | UInt64(numbers[1])
        let size: UInt8 = second & 3 == 3 ? 8 : second & 3 == 2 ? 2 : 0
        let isMasked = second & 128 != 0
        self.init(
            fin: first & 128 != 0, reservedBits: first >> 4 & 7, opcodeBits: first & 15,
            masked: isMasked, lengthBytes: size,
            payloadLength: size == 8 ? length : size == 2 ? length & 0xFFFF : length % 126,
            maskingKey: isMasked ? numbers[2] : 0)
    }
}
