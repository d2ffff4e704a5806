import Testing

@testable import WebSocketWire

@Suite struct UTF8ValidatorTests {
    /// Whether the bytes are UTF-8 by Swift's own decoder.
    static func isText(_ bytes: some Collection<UInt8>) -> Bool {
        String(validating: bytes, as: UTF8.self) != nil
    }

    static func judge(_ parts: [[UInt8]]) -> Bool {
        var validator = UTF8Validator()
        for part in parts where part.withUnsafeBytes({ validator.validate($0) }) != nil {
            return false
        }
        return validator.isComplete
    }

    @Test func everyPairOfBytesIsJudgedAsSwiftDoes() {
        for first in UInt8.min...UInt8.max {
            for second in UInt8.min...UInt8.max {
                let bytes = [first, second]
                let expected = Self.isText(bytes)
                #expect(Self.judge([bytes]) == expected)
                #expect(Self.judge([[first], [second]]) == expected)
            }
        }
    }

    /// Every sequence of the bytes at which a bound of RFC 3629 §4 lies.
    @Test func everySequenceOfBoundsIsJudgedAsSwiftDoes() {
        let bounds: [UInt8] = [
            0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC,
            0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
        ]
        for first in bounds where first >= 0x80 {
            for second in bounds {
                for third in bounds {
                    for fourth in bounds where first >= 0xE0 || fourth == 0 {
                        let bytes = [first, second, third, fourth]
                        let judged = Self.judge([bytes])
                        if judged != Self.isText(bytes) { Issue.record("\(bytes)") }
                    }
                }
            }
        }
    }

    @Test func randomTextIsJudgedAsSwiftDoesAtEverySplit() {
        var random = SplitMix(seed: 81)
        let alphabet: [Character] = [
            "a", "~", "é", "ß", "€", "한", "😀", "\u{10FFFF}", "\u{800}",
        ]
        for _ in 0..<60 {
            let length = Int.random(in: 1...60, using: &random)
            var bytes = (0..<length).flatMap { _ in
                String(alphabet.randomElement(using: &random) ?? "a").utf8
            }
            if Bool.random(using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            let expected = Self.isText(bytes)
            for split in 0...bytes.count {
                let parts = [Array(bytes[..<split]), Array(bytes[split...])]
                #expect(Self.judge(parts) == expected, "\(bytes) at \(split)")
            }
        }
    }

    @Test func theOffsetIsThatOfTheFirstByteThatCannotBeRight() {
        var random = SplitMix(seed: 82)
        for _ in 0..<3_000 {
            let ascii = Array(repeating: UInt8(0x61), count: Int.random(in: 0...80, using: &random))
            let bytes = ascii + random.bytes(4)
            var validator = UTF8Validator()
            let found = bytes.withUnsafeBytes { validator.validate($0) }
            #expect(found == Self.firstWrong(in: bytes), "\(bytes)")
        }
    }

    /// The first byte after which no continuation makes the text right, by trying some.
    private static func firstWrong(in bytes: [UInt8]) -> Int? {
        let endings: [[UInt8]] = [
            [], [0x80], [0xA0], [0x80, 0x80], [0xA0, 0x80], [0x90, 0x80, 0x80],
            [0x80, 0x80, 0x80],
        ]
        return bytes.indices.first { index in
            endings.allSatisfy { !isText(bytes[...index] + $0) }
        }
    }

    @Test(arguments: [0, 7, 8, 63, 64, 65, 127, 128, 200])
    func aHighByteIsFoundBehindAnyRunOfASCII(count: Int) {
        let bytes =
            [UInt8](repeating: 0x20, count: count) + [0xFE] + [UInt8](repeating: 0, count: 70)
        var validator = UTF8Validator()
        #expect(bytes.withUnsafeBytes { validator.validate($0) } == count)
    }

    @Test func aValidatorIsSmall() {
        #expect(MemoryLayout<UTF8Validator>.size <= 8)
    }
}
