/// Bytes as people paste them: `8185 37fa`, `0x81, 0x85`, a dump in lines.
enum HexInput {
    struct Malformed: Error, Hashable, CustomStringConvertible {
        /// The piece that is not hex, and its number from 1.
        let piece: String
        let position: Int

        var description: String {
            "'\(piece)', piece \(position), is not hex: two digits a byte, such as 81 85 or 8185"
        }
    }

    /// Pieces are separated by blanks, commas, colons or new lines; each may begin with `0x` or
    /// `\x`.
    static func bytes(_ text: String) throws(Malformed) -> [UInt8] {
        var bytes: [UInt8] = []
        let digits = text.split(separator: "\n").map(withoutMargins).joined(separator: "\n")
        let pieces = digits.replacing("\\x", with: " ").split {
            $0.isWhitespace || ",:;".contains($0)
        }
        for (index, piece) in pieces.enumerated() {
            let digits = piece.lowercased().hasPrefix("0x") ? piece.dropFirst(2) : piece
            let values = digits.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
            guard !values.isEmpty, values.count.isMultiple(of: 2) || values.count == 1,
                values.allSatisfy({ $0 != nil })
            else { throw Malformed(piece: String(piece), position: index + 1) }
            let nibbles = values.compactMap { $0.map(UInt8.init) }
            if nibbles.count == 1 {
                bytes.append(nibbles[0])
                continue
            }
            for place in stride(from: 0, to: nibbles.count, by: 2) {
                bytes.append(nibbles[place] << 4 | nibbles[place + 1])
            }
        }
        return bytes
    }

    /// A line of `xxd` without its offset and its column of characters.
    private static func withoutMargins(_ line: Substring) -> Substring {
        let offset = line.prefix { $0.isHexDigit }
        let rest = line[offset.endIndex...]
        guard offset.count == 8, rest.hasPrefix(": ") else { return line }
        let columns = rest.dropFirst(2)
        return columns.firstRange(of: "  ").map { columns[..<$0.lowerBound] } ?? columns
    }
}
