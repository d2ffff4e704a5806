import Glibc

/// A message of the simulated world: its bytes follow from its number and its size, so that
/// whoever meets it knows whether it is whole.
struct Payload: Equatable {
    var serial: UInt32
    var count: Int

    /// Letters that compress, and are text.
    private static let table: [UInt8] = {
        var random = SeededRandom(seed: 7)
        return (0..<(64 << 10)).map { _ in UInt8(ascii: "a") + UInt8(random.below(7)) }
    }()

    private static let serialCount = 6

    /// The serial in letters, as far as it fits, then a stretch of the table.
    func append(to bytes: inout [UInt8]) {
        for place in 0..<min(count, Self.serialCount) { bytes.append(letter(place)) }
        guard count > Self.serialCount else { return }
        let start = self.start
        bytes += Self.table[start..<(start + count - Self.serialCount)]
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }

    func matches(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count == count else { return false }
        for place in 0..<min(count, Self.serialCount) where bytes[place] != letter(place) {
            return false
        }
        guard count > Self.serialCount, let base = bytes.baseAddress else { return true }
        return Self.table.withUnsafeBytes {
            guard let table = $0.baseAddress else { return false }
            return memcmp(base + Self.serialCount, table + start, count - Self.serialCount) == 0
        }
    }

    /// The serial that these bytes begin with; nil when they are too few to tell.
    static func serial(of bytes: UnsafeRawBufferPointer) -> UInt32? {
        guard bytes.count >= serialCount else { return nil }
        return bytes[..<serialCount].reduce(0) { $0 << 5 | UInt32($1 & 31) }
    }

    private var start: Int { Int(serial &* 31 % 4096) }

    private func letter(_ place: Int) -> UInt8 {
        0x60 | UInt8(serial >> UInt32(5 * (Self.serialCount - 1 - place)) & 31)
    }
}
