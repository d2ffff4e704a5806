import Testing

@testable import WebSocketWire

/// Seeded conversations: what one side compresses the other reads, whatever was agreed on.
@Suite struct DeflateRoundTripTests {
    /// Text with repetitions near and far, noise, or nothing.
    static func message(_ random: inout SplitMix) -> [UInt8] {
        let count = Int(random.next() % (random.next() % 8 == 0 ? 60_000 : 400))
        switch random.next() % 3 {
        case 0: return random.bytes(count)
        case 1: return (0..<count).map { UInt8(truncatingIfNeeded: $0 / 7 % 90) }
        default:
            let words = ["{\"temperature\":", "21.5", ",\"slot\":", "null", "}", "grüße"]
            var text = ""
            while text.utf8.count < count { text += words[Int(random.next() % 6)] }
            return Array(text.utf8)
        }
    }

    @Test(arguments: 8...15, [false, true])
    func everyWindowAndTakeoverIsReadBack(bits: Int, takesOver: Bool) {
        var random = SplitMix(seed: UInt64(bits) << 1 | (takesOver ? 1 : 0))
        let pool = BufferPool()
        do {
            let deflater = Deflater(
                windowBits: bits, memoryLevel: Int(random.next() % 9) + 1,
                level: Int(random.next() % 9) + 1, takesOver: takesOver, pool: pool)
            let inflater = Inflater(windowBits: bits, takesOver: takesOver, pool: pool)
            for _ in 0..<60 {
                let message = Self.message(&random)
                let payload = Self.fragments(of: message, deflater, &random)
                if let payload { #expect(inflater.inflated(payload) == .message(message)) }
                if random.next() % 5 == 0 { deflater.sleep() }
                if random.next() % 5 == 0 { inflater.sleep() }
                if random.next() % 9 == 0 { deflater.forget() }
            }
        }
        #expect(pool.outstandingBytes == 0)
    }

    /// The payloads of all fragments together; nil when the message is to stay plain.
    static func fragments(
        of message: [UInt8], _ deflater: Deflater, _ random: inout SplitMix
    ) -> [UInt8]? {
        var payload: [UInt8] = []
        var rest = message[...]
        var isFirst = true
        while true {
            let isLast = random.next() % 3 == 0
            let part = isLast ? rest : rest.prefix(Int(random.next() % UInt64(rest.count + 1)))
            rest = rest.dropFirst(part.count)
            guard let packed = deflater.packed(Array(part), isFirst: isFirst, isLast: isLast)
            else { return nil }
            payload += packed
            if isLast { return payload }
            isFirst = false
        }
    }

    @Test func sleepKeepsOnlyTheWindowThatIsUsed() {
        let pool = BufferPool()
        let inflater = Inflater(windowBits: 15, takesOver: true, pool: pool)
        let hello = bytes(hex: "f2 48 cd c9 c9 07 00")
        #expect(inflater.inflated(hello) == InflaterTests.hello)
        #expect(pool.outstandingBytes > 32_768 && inflater.isAwake)
        inflater.sleep()
        #expect(pool.outstandingBytes == 5 && !inflater.isAwake)
        #expect(inflater.inflated(bytes(hex: "f2 00 11 00 00")) == InflaterTests.hello)
        inflater.sleep()
        #expect(pool.outstandingBytes == 10)
    }

    /// Any bytes at all: an answer, never a trap, and nothing beyond the limit.
    @Test func noiseIsAnswered() {
        var random = SplitMix(seed: 6455)
        let pool = BufferPool()
        for round in 0..<3_000 {
            let inflater = Inflater(windowBits: 15, takesOver: round % 2 == 0, pool: pool)
            var payload = random.bytes(Int(random.next() % 60))
            if round % 3 == 0 { payload = bytes(hex: "f2 48 cd c9 c9 07 00") + payload }
            for _ in 0..<2 {
                if case .message(let message) = inflater.inflated(payload, limit: 200) {
                    #expect(message.count <= 200)
                }
            }
        }
        #expect(pool.outstandingBytes == 0)
    }
}
