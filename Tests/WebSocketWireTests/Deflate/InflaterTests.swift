import Testing

@testable import WebSocketWire

/// What one message came to, copied out of pooled memory.
enum Inflated: Equatable, CustomStringConvertible {
    case message([UInt8])
    case broken(Rule)
    case outOfMemory

    var description: String {
        switch self {
        case .message(let bytes): "message(\(bytes.count) bytes, \(bytes.prefix(20)))"
        case .broken(let rule): "broken(\(rule))"
        case .outOfMemory: "out of memory"
        }
    }
}

extension Inflater {
    func inflated(_ payload: [UInt8], limit: Int = 1 << 20) -> Inflated {
        // A copy of its exact size, so that a sanitizer sees any read beyond it.
        let memory = UnsafeMutableRawBufferPointer.allocate(
            byteCount: payload.count, alignment: 1)
        defer { memory.deallocate() }
        memory.copyBytes(from: payload)
        switch inflate(UnsafeRawBufferPointer(memory), limit: limit) {
        case .message(var message):
            defer { message.give(to: pool) }
            return .message(Array(message.bytes))
        case .broken(let rule): return .broken(rule)
        case .outOfMemory: return .outOfMemory
        }
    }
}

@Suite struct InflaterTests {
    static let hello = Inflated.message(Array("Hello".utf8))

    static func inflater(takesOver: Bool = true, windowBits: Int = 15) -> Inflater {
        Inflater(windowBits: windowBits, takesOver: takesOver, pool: BufferPool())
    }

    /// RFC 7692 §7.2.3.1 and 3 to 6.
    @Test(arguments: [
        ("f2 48 cd c9 c9 07 00", "Hello"), ("00 05 00 fa ff 48 65 6c 6c 6f 00", "Hello"),
        ("f3 48 cd c9 c9 07 00 00", "Hello"),
        ("f2 48 05 00 00 00 ff ff ca c9 c9 07 00", "Hello"), ("00", ""),
    ])
    func theRFCsMessagesAreRead(hex: String, text: String) {
        for takesOver in [false, true] {
            let inflater = Self.inflater(takesOver: takesOver)
            for _ in 0..<3 {
                #expect(inflater.inflated(bytes(hex: hex)) == .message(Array(text.utf8)))
            }
        }
    }

    /// RFC 7692 §7.2.3.2.
    @Test func aMessageRefersToTheOneBeforeItOnlyWithTakeover() {
        let second = bytes(hex: "f2 00 11 00 00")
        let inflater = Self.inflater()
        #expect(inflater.inflated(bytes(hex: "f2 48 cd c9 c9 07 00")) == Self.hello)
        #expect(inflater.inflated(second) == Self.hello)
        let forgetful = Self.inflater(takesOver: false)
        #expect(forgetful.inflated(bytes(hex: "f2 48 cd c9 c9 07 00")) == Self.hello)
        #expect(forgetful.inflated(second) == .broken(.corruptDeflate))
        // What one peer got wrong is nothing to the next.
        #expect(forgetful.inflated(bytes(hex: "f2 48 cd c9 c9 07 00")) == Self.hello)
    }

    @Test func afterAFinalBlockTheNextMessageStillRefersToIt() {
        let inflater = Self.inflater()
        #expect(inflater.inflated(bytes(hex: "f3 48 cd c9 c9 07 00 00")) == Self.hello)
        #expect(inflater.inflated(bytes(hex: "f2 00 11 00 00")) == Self.hello)
        // Two final blocks in one message, the second referring to the first.
        let twice = bytes(hex: "f3 48 cd c9 c9 07 00 f3 00 11 00 00")
        #expect(inflater.inflated(twice) == .message(Array("HelloHello".utf8)))
        #expect(inflater.inflated(bytes(hex: "f2 00 11 00 00")) == Self.hello)
    }

    /// Each with how many of its bytes are a message by themselves.
    @Test(arguments: [
        ("f2 48 cd c9 c9 07 00", 7), ("f3 48 cd c9 c9 07 00 00", 8),
        ("00 05 00 fa ff 48 65 6c 6c 6f 00", 1), ("f2 48 05 00 00 00 ff ff ca c9 c9 07 00", 4),
    ])
    func aMessageCutShortIsCorrupt(hex: String, lawful: Int) {
        let whole = bytes(hex: hex)
        for count in 0..<whole.count where count != lawful {
            let inflated = Self.inflater().inflated(Array(whole.prefix(count)))
            #expect(inflated == .broken(.corruptDeflate), "\(count) bytes")
        }
    }

    @Test(arguments: [
        "f2 48 cd c9 c9 07 00 00 00 ff ff", "f2 48 cd c9 c9 07 00 61", "07", "00 05 00 fa fe",
        "f2 48 cd c9 c9 07 00 f2", "06", "f2 00 11 00 00", "00 09 00 f6 ff 48 65 6c 6c 6f",
    ])
    func whatIsNoCompressedMessageIsCorrupt(hex: String) {
        #expect(Self.inflater().inflated(bytes(hex: hex)) == .broken(.corruptDeflate))
    }

    @Test func aMessageStopsAtItsLimit() {
        let packed = bytes(hex: "f2 48 cd c9 c9 07 00")
        #expect(Self.inflater().inflated(packed, limit: 5) == Self.hello)
        #expect(Self.inflater().inflated(packed, limit: 4) == .broken(.messageTooBig))
        #expect(Self.inflater().inflated(packed, limit: 0) == .broken(.messageTooBig))
        #expect(Self.inflater().inflated([0], limit: 0) == .message([]))
    }

    /// 1 GiB of zeros in 1 MiB: 1 MiB of them, a thousand times.
    @Test func aBombIsStoppedAtTheLimitInBoundedMemory() throws {
        let pool = BufferPool()
        let deflater = Deflater(
            windowBits: 15, memoryLevel: 8, level: 9, takesOver: true, pool: pool)
        let megabyte = try #require(
            deflater.packed([UInt8](repeating: 0, count: 1 << 20), isLast: false))
        deflater.sleep()
        var bomb: [UInt8] = []
        for _ in 0..<1024 { bomb += megabyte }
        #expect(bomb.count < 1_100_000)
        pool.releaseRetained()
        pool.budget = pool.outstandingBytes + (2 << 20)
        let inflater = Inflater(windowBits: 15, takesOver: true, pool: pool)
        #expect(inflater.inflated(bomb) == .broken(.messageTooBig))
        inflater.sleep()
        #expect(pool.outstandingBytes <= 32 << 10)
    }

    @Test func aPoolThatRefusesIsAnAnswer() {
        let pool = BufferPool(budget: 4_000)
        let inflater = Inflater(windowBits: 15, takesOver: true, pool: pool)
        #expect(inflater.inflated([0]) == .outOfMemory)
        pool.budget = 9_000
        #expect(inflater.inflated([0]) == .message([]))
        // The window is asked for with the first byte.
        #expect(inflater.inflated(bytes(hex: "f2 48 cd c9 c9 07 00")) == .outOfMemory)
    }

    /// zlib stays in its state of no memory, and amid a block, until it is reset.
    @Test(arguments: [9_000, 48_000])
    func withoutTakeoverARefusalCostsOneMessage(budget: Int) throws {
        let pool = BufferPool(retained: 0)
        let deflater = Deflater(
            windowBits: 15, memoryLevel: 8, level: 9, takesOver: false, pool: pool)
        let long = try #require(deflater.packed([UInt8](repeating: 97, count: 1 << 16)))
        deflater.sleep()
        let inflater = Inflater(windowBits: 15, takesOver: false, pool: pool)
        pool.budget = budget
        #expect(inflater.inflated(long) == .outOfMemory)
        pool.budget = .max
        #expect(inflater.inflated(bytes(hex: "f2 48 cd c9 c9 07 00")) == Self.hello)
    }
}
