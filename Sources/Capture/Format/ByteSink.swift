/// Bytes that grow at their end; numbers are little-endian.
struct ByteSink {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func add(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    /// A count of four bytes, then so many.
    mutating func addCounted(_ more: some Collection<UInt8>) {
        add(UInt32(truncatingIfNeeded: more.count))
        bytes.append(contentsOf: more)
    }

    /// A word of the vocabulary: a count of one byte, then its letters.
    mutating func addWord(_ word: String) {
        let letters = word.utf8.prefix(255)
        bytes.append(UInt8(letters.count))
        bytes.append(contentsOf: letters)
    }

    mutating func patch(_ number: UInt32, at place: Int) {
        withUnsafeBytes(of: number.littleEndian) {
            for (index, byte) in $0.enumerated() { bytes[place + index] = byte }
        }
    }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
}
