import Testing

@testable import WebSocketEngine

@Suite struct PayloadRingTests {
    private static func keep(_ bytes: [UInt8], _ ring: inout PayloadRing) -> PayloadPlace {
        bytes.withUnsafeBytes { ring.keep($0, beyond: 2) }
    }

    @Test func theBytesBehindTheFirstAreKept() throws {
        var ring = PayloadRing(capacity: 64, share: 16)
        defer { ring.deallocate() }
        ring.open()
        let place = Self.keep([1, 2, 3, 4, 5], &ring)
        #expect(ring.bytes(place).map(Array.init) == [3, 4, 5])
        #expect(Self.keep([1, 2], &ring) == PayloadPlace())
        let cut = Self.keep(Array(0..<40), &ring)
        #expect(ring.bytes(cut).map(Array.init) == Array(2..<18))
    }

    /// Against a list that forgets nothing.
    @Test func whatIsToldToBeKeptIsWhatWasKept() {
        var random = SeededRandom(seed: 3)
        var ring = PayloadRing(capacity: 100, share: 40)
        defer { ring.deallocate() }
        ring.open()
        var told: [(place: PayloadPlace, bytes: [UInt8])] = []
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 3...50, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            told.append((Self.keep(bytes, &ring), Array(bytes.dropFirst(2).prefix(40))))
            var isGone = false
            for (place, bytes) in told.suffix(30).reversed() {
                let kept = ring.bytes(place).map(Array.init)
                // Once one is gone, so are those before it.
                #expect(kept == nil || kept == bytes)
                #expect(kept == nil || !isGone)
                isGone = isGone || kept == nil
            }
            #expect(ring.bytes(told[told.count - 1].place) != nil)
        }
    }

    @Test(arguments: [
        PayloadPlace(start: 0, count: 0), PayloadPlace(start: 0, count: 65),
        PayloadPlace(start: 60, count: 8), PayloadPlace(start: .max, count: 4),
        PayloadPlace(start: 2, count: .max), PayloadPlace(start: 4, count: -1),
    ])
    func aPlaceThatWasNeverGivenHoldsNothing(place: PayloadPlace) {
        var ring = PayloadRing(capacity: 64, share: 64)
        defer { ring.deallocate() }
        #expect(ring.bytes(place) == nil)
        ring.open()
        _ = Self.keep([0, 0, 1, 2, 3], &ring)
        #expect(ring.bytes(place) == nil)
    }

    @Test func nothingIsKeptWithoutMemory() {
        var none = PayloadRing(capacity: 0, share: 0)
        none.open()
        #expect(Self.keep([1, 2, 3], &none).count == 0)
        var closed = PayloadRing(capacity: 64, share: 64)
        #expect(Self.keep([1, 2, 3], &closed) == PayloadPlace())
        closed.open()
        let place = Self.keep([1, 2, 3], &closed)
        closed.close()
        closed.open()
        #expect(closed.bytes(place) == nil)
        closed.deallocate()
    }
}
