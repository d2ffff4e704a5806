import CZlib
import Testing

@testable import WebSocketWire

extension Deflater {
    /// The compressed bytes; nil when the message is to stay plain or memory was refused.
    func packed(_ bytes: [UInt8], isFirst: Bool = true, isLast: Bool = true) -> [UInt8]? {
        let outcome = bytes.withUnsafeBytes { deflate($0, isFirst: isFirst, isLast: isLast) }
        guard case .packed(var packed) = outcome else { return nil }
        defer { packed.give(to: pool) }
        return Array(packed.bytes)
    }
}

@Suite struct DeflaterTests {
    static func deflater(
        takesOver: Bool = true, windowBits: Int = 15, pool: BufferPool = BufferPool()
    ) -> Deflater {
        Deflater(
            windowBits: windowBits, memoryLevel: 8, level: 6, takesOver: takesOver, pool: pool)
    }

    /// RFC 7692 §7.2.3.1, 2 and 6.
    @Test func theRFCsMessagesAreWritten() {
        let deflater = Self.deflater()
        let hello = Array("Hello".utf8)
        #expect(deflater.packed(hello) == bytes(hex: "f2 48 cd c9 c9 07 00"))
        #expect(deflater.packed(hello) == bytes(hex: "f2 00 11 00 00"))
        #expect(deflater.packed([]) == [0])
    }

    @Test func withoutTakeoverNothingIsReferredTo() {
        let deflater = Self.deflater(takesOver: false)
        let hello = Array("Hello Hello Hello Hello".utf8)
        let first = deflater.packed(hello)
        #expect(first == deflater.packed(hello))
    }

    @Test func aMessageInFragmentsIsOneStream() throws {
        for takesOver in [false, true] {
            let deflater = Self.deflater(takesOver: takesOver)
            let payload =
                try #require(deflater.packed(Array("Hel".utf8), isLast: false))
                + #require(deflater.packed([], isFirst: false, isLast: false))
                + #require(deflater.packed(Array("lo".utf8), isFirst: false))
            let inflater = InflaterTests.inflater(takesOver: takesOver)
            #expect(inflater.inflated(payload) == InflaterTests.hello)
        }
    }

    @Test func whatCannotBeCompressedStaysPlainWhereThatCostsNothing() throws {
        var random = SplitMix(seed: 7692)
        let noise = random.bytes(1000)
        #expect(Self.deflater(takesOver: false).packed(noise) == nil)
        // A window that noise has not filled is worth more than its few bytes.
        let keen = Self.deflater(takesOver: true)
        let inflater = InflaterTests.inflater()
        let text = [UInt8](repeating: 0x61, count: 100)
        #expect(try inflater.inflated(#require(keen.packed(text))) == .message(text))
        #expect(try #require(keen.packed(noise)).count > 1000)
        // A window of noise is dropped, and the next message begins anew.
        let much = random.bytes(1 << 15)
        let frugal = Self.deflater(takesOver: true)
        #expect(try inflater.inflated(#require(frugal.packed(text))) == .message(text))
        #expect(frugal.packed(much) == nil)
        #expect(try inflater.inflated(#require(frugal.packed(text))) == .message(text))
    }

    @Test func nothingGrowsBeyondItsBound() throws {
        var random = SplitMix(seed: 1951)
        for count in [1, 2, 63, 64, 1_000, 65_536, 300_000] {
            for level in [1, 9] {
                let deflater = Deflater(
                    windowBits: 9, memoryLevel: level, level: level, takesOver: true,
                    pool: BufferPool())
                // In two fragments, so that it may not stay plain.
                let packed = try #require(deflater.packed(random.bytes(count), isLast: false))
                #expect(packed.count <= Deflater.bound(count))
                #expect(packed.suffix(4) == [0, 0, 0xFF, 0xFF])
            }
        }
    }

    /// zlib cannot deflate with a window of 8 bits; with one of 9 it never refers further back than
    /// 250 bytes, and so a peer that keeps 256 can follow.
    @Test(arguments: [1, 6, 9]) func aWindowOfEightBitsIsKept(level: Int) throws {
        var random = SplitMix(seed: 256)
        let deflater = Deflater(
            windowBits: 8, memoryLevel: 9, level: level, takesOver: true, pool: BufferPool())
        var peer = z_stream()
        #expect(czlib_inflate_init2(&peer, -8) == Z_OK)
        defer { inflateEnd(&peer) }
        for _ in 0..<40 {
            // Few words, so that nearly everything was said before, at every distance.
            let message = (0..<random.next() % 3_000).map { _ in UInt8(random.next() % 3) }
            let packed = try #require(deflater.packed(message, isLast: false))
            #expect(Self.inflatedByteForByte(&peer, packed) == message)
        }
    }

    /// Hands zlib one byte of room at a time: what it refers to is in its window or nowhere.
    static func inflatedByteForByte(_ stream: inout z_stream, _ bytes: [UInt8]) -> [UInt8]? {
        var bytes = bytes
        return bytes.withUnsafeMutableBufferPointer { input -> [UInt8]? in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            var output: [UInt8] = []
            while true {
                var byte: UInt8 = 0
                let (status, left) = withUnsafeMutablePointer(to: &byte) { room in
                    stream.next_out = room
                    stream.avail_out = 1
                    return (inflate(&stream, Z_SYNC_FLUSH), stream.avail_out)
                }
                guard status == Z_OK || status == Z_BUF_ERROR else { return nil }
                if left == 0 { output.append(byte) } else if stream.avail_in == 0 { return output }
            }
        }
    }

    @Test func sleepGivesAllMemoryBackAndForgets() {
        let pool = BufferPool()
        let deflater = Self.deflater(pool: pool)
        let hello = Array("Hello".utf8)
        _ = deflater.packed(hello)
        #expect(pool.outstandingBytes > 200_000)
        deflater.sleep()
        #expect(pool.outstandingBytes == 0 && !deflater.isAwake)
        #expect(deflater.packed(hello) == bytes(hex: "f2 48 cd c9 c9 07 00"))
    }

    @Test func aPoolThatRefusesIsAnAnswer() {
        let deflater = Self.deflater(pool: BufferPool(budget: 100_000))
        #expect(deflater.packed([1, 2, 3]) == nil)
    }
}
