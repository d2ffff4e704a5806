import CZlib

/// CRC-32, as zlib and PNG compute it.
enum Checksum {
    /// Of a record: its length, four bytes of 0 for the checksum itself, its kind and its body.
    static func of(record: UnsafeRawBufferPointer) -> UInt32 {
        let length = UnsafeRawBufferPointer(rebasing: record.prefix(4))
        let rest = UnsafeRawBufferPointer(rebasing: record.dropFirst(8))
        let zeros: [UInt8] = [0, 0, 0, 0]
        let start = sum(length, after: 0)
        return UInt32(
            truncatingIfNeeded: sum(rest, after: zeros.withUnsafeBytes { sum($0, after: start) }))
    }

    private static func sum(_ bytes: UnsafeRawBufferPointer, after former: uLong) -> uLong {
        crc32(
            former, bytes.bindMemory(to: UInt8.self).baseAddress,
            UInt32(truncatingIfNeeded: bytes.count))
    }
}
