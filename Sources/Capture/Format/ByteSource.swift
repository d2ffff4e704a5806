/// The body of a record, taken apart from its front; nil where it is too short for what is asked.
struct ByteSource {
    private let bytes: UnsafeRawBufferPointer
    private(set) var place = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { place >= bytes.count }

    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) -> Number? {
        let size = Number.bitWidth / 8
        guard bytes.count - place >= size else { return nil }
        defer { place += size }
        return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: Number.self))
    }

    mutating func take(_ count: Int) -> UnsafeRawBufferPointer? {
        guard count >= 0, count <= bytes.count - place else { return nil }
        defer { place += count }
        return UnsafeRawBufferPointer(rebasing: bytes[place..<(place + count)])
    }

    /// As `ByteSink.addCounted` writes it.
    mutating func counted() -> UnsafeRawBufferPointer? {
        number(UInt32.self).flatMap { take(Int($0)) }
    }

    /// As `ByteSink.addWord` writes it.
    mutating func word() -> String? {
        guard let count = number(UInt8.self), let letters = take(Int(count)) else { return nil }
        return String(decoding: letters, as: UTF8.self)
    }
}
