/// A substring to look for, without regard to the case of ASCII letters; `!` in front inverts it.
struct Filter: Hashable, Sendable {
    /// As typed.
    let text: String
    let isInverse: Bool
    private let needle: [UInt8]

    /// nil when nothing is left to look for.
    init?(_ text: String) {
        let inverse = text.first == "!"
        let wanted = inverse ? text.dropFirst() : text[...]
        guard !wanted.isEmpty else { return nil }
        self.text = text
        isInverse = inverse
        needle = wanted.utf8.map(Filter.folded)
    }

    /// Whether a row that reads so is to be shown.
    func shows(_ text: String) -> Bool { contains(text) != isInverse }

    /// Whether one text has the substring, inverse or not.
    func contains(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.count >= needle.count else { return false }
            return (0...(bytes.count - needle.count)).contains { start in
                needle.indices.allSatisfy { Filter.folded(bytes[start + $0]) == needle[$0] }
            }
        }
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
}
