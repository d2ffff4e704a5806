import TerminalCanvas

extension Page {
    /// Goes to the next row that has the text, or the one before; false when none has. Of hex, `0x`
    /// and digits look for bytes.
    mutating func find(_ text: String, forward: Bool) -> Bool {
        let count = rowCount
        guard count > 0, let place = match(text, from: found ?? top - (forward ? 1 : 0), forward)
        else { return false }
        found = place
        top = place
        return true
    }

    private func match(_ text: String, from row: Int, _ forward: Bool) -> Int? {
        if case .handshake = subject {
            let hits = lines.indices.filter {
                lines[$0].text.lowercased().contains(text.lowercased())
            }
            return Self.next(after: row, among: hits, forward)
        }
        let needle = Self.bytes(of: text, isHex: form == .hex)
        let hits = Self.places(of: needle, in: shown).map(self.row)
        return Self.next(after: row, among: hits, forward)
    }

    private static func next(after row: Int, among hits: [Int], _ forward: Bool) -> Int? {
        forward
            ? hits.first { $0 > row } ?? hits.first : hits.last { $0 < row } ?? hits.last
    }

    private func row(at byte: Int) -> Int {
        if form == .hex { return byte / 16 }
        return max(0, rows.partitionPoint { $0.part.lowerBound > byte } - 1)
    }

    static func bytes(of text: String, isHex: Bool) -> [UInt8] {
        let digits = text.dropFirst(2).filter { $0 != " " }
        guard isHex, text.hasPrefix("0x"), digits.count % 2 == 0 else { return Array(text.utf8) }
        let pairs = stride(from: 0, to: digits.count, by: 2).map { digits.dropFirst($0).prefix(2) }
        let bytes = pairs.compactMap { UInt8($0, radix: 16) }
        return bytes.count == pairs.count ? bytes : Array(text.utf8)
    }

    /// Where it is, the case of ASCII letters aside; the first places are enough.
    static func places(of needle: [UInt8], in bytes: [UInt8]) -> [Int] {
        guard let first = needle.first.map(lower), needle.count <= bytes.count else { return [] }
        var places: [Int] = []
        for start in 0...(bytes.count - needle.count) where lower(bytes[start]) == first {
            let isHit = needle.indices.allSatisfy { lower(bytes[start + $0]) == lower(needle[$0]) }
            if isHit { places.append(start) }
            if places.count == 10_000 { break }
        }
        return places
    }

    private static func lower(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
}
