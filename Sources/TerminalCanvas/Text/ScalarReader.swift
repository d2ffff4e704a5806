/// Reads UTF-8 scalar by scalar and gives back, byte by byte, what is not UTF-8.
struct ScalarReader<Bytes: IteratorProtocol<UInt8>> {
    enum Item: Equatable {
        case scalar(Unicode.Scalar)
        case malformed(UInt8)
    }

    private var bytes: Bytes
    /// Bytes read ahead and found not to belong to a sequence, the first one last.
    private var pushedBack: [UInt8] = []

    init(_ bytes: Bytes) {
        self.bytes = bytes
    }

    mutating func next() -> Item? {
        guard let first = nextByte() else { return nil }
        if first < 0x80 { return .scalar(Unicode.Scalar(first)) }
        guard let length = ScalarReader.length(of: first) else { return .malformed(first) }
        var value = UInt32(first) & (0x7F >> UInt32(length))
        var taken: [UInt8] = []
        while taken.count < length - 1 {
            guard let byte = nextByte() else { break }
            taken.append(byte)
            guard byte & 0xC0 == 0x80 else { break }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        let isWhole = taken.count == length - 1 && taken.last.map { $0 & 0xC0 == 0x80 } == true
        if isWhole, value >= ScalarReader.least[length], let scalar = Unicode.Scalar(value) {
            return .scalar(scalar)
        }
        pushedBack.append(contentsOf: taken.reversed())
        return .malformed(first)
    }

    private mutating func nextByte() -> UInt8? {
        pushedBack.popLast() ?? bytes.next()
    }

    private static func length(of first: UInt8) -> Int? {
        switch first {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: nil
        }
    }

    /// The least value that needs so many bytes: anything below is overlong.
    private static var least: [UInt32] { [0, 0, 0x80, 0x800, 0x10000] }
}
