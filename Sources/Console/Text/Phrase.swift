import TerminalCanvas

/// A line in pieces, each with a role; what came from the network is sanitised on its way in.
struct Phrase: Sendable {
    struct Piece: Sendable {
        var text: String
        var role: Role
        /// Gives way when the phrase is too long, so that what follows it stays whole.
        var isElastic = false
        /// What stands for the text where not even the elastic pieces give enough room.
        var brief: String?

        var shortest: String { brief ?? text }
    }

    private(set) var pieces: [Piece] = []

    init() {}

    init(_ text: String, _ role: Role = Look.text) { add(text, role) }

    /// An elastic piece keeps so many columns, its ellipsis included.
    static let leastElastic = 8

    var columns: Int { pieces.reduce(0) { $0 + TextWidth.columns(of: $1.text) } }

    var text: String { pieces.map(\.text).joined() }

    mutating func add(_ text: String, _ role: Role = Look.text, brief: String? = nil) {
        if !text.isEmpty { pieces.append(Piece(text: text, role: role, brief: brief)) }
    }

    /// Adds a piece that is shortened when the phrase does not fit.
    mutating func addElastic(_ text: String, _ role: Role = Look.text) {
        if !text.isEmpty { pieces.append(Piece(text: text, role: role, isElastic: true)) }
    }

    mutating func add(_ text: SanitisedText, _ role: Role = Look.text) {
        for segment in text.segments {
            add(segment.text, segment.neutralised ? Look.token : role)
        }
    }

    mutating func add(_ other: Phrase) { pieces += other.pieces }

    /// Text that a peer chose, in quotes, with an ellipsis when more of it was cut before.
    mutating func addQuoted(_ bytes: [UInt8], isCut: Bool, _ role: Role = Look.text) {
        add("\"", role)
        add(Sanitiser.visible(isCut ? Phrase.withoutTornEnd(bytes) : bytes[...]), role)
        add(isCut ? "…\"" : "\"", role)
    }
}

extension Phrase {
    /// The start of it that fits, with an ellipsis where it was cut.
    func shortened(to limit: Int) -> Phrase {
        guard columns > limit else { return self }
        var phrase = Phrase()
        var room = limit - 1
        for piece in pieces {
            let width = TextWidth.columns(of: piece.text)
            if width <= room {
                phrase.add(piece.text, piece.role)
                room -= width
                continue
            }
            phrase.add(TextWidth.prefix(of: piece.text, columns: room) + "…", piece.role)
            break
        }
        return phrase
    }

    /// The brief form, where the whole does not fit even with its elastic pieces at their least.
    fileprivate func fitted(to room: Int) -> Phrase {
        guard pieces.contains(where: { $0.brief != nil }) else { return self }
        let least = pieces.reduce(0) { sum, piece in
            let wanted = TextWidth.columns(of: piece.text)
            return sum + (piece.isElastic ? min(wanted, Phrase.leastElastic) : wanted)
        }
        guard least > room else { return self }
        var phrase = self
        for index in pieces.indices { phrase.pieces[index].text = pieces[index].shortest }
        return phrase
    }

    /// Without the start of a UTF-8 sequence whose rest was cut off.
    private static func withoutTornEnd(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        for back in 1...4 where back <= bytes.count {
            let byte = bytes[bytes.count - back]
            if byte & 0xC0 == 0x80 { continue }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            return length > back ? bytes.dropLast(back) : bytes[...]
        }
        return bytes[...]
    }
}

extension Canvas {
    /// Writes a phrase on one row and tells how many columns it took.
    @discardableResult
    mutating func put(
        _ phrase: Phrase, x: Int, y: Int, width: Int? = nil, backdrop: Role? = nil
    ) -> Int {
        let room = min(width ?? .max, size.columns - x)
        let phrase = phrase.fitted(to: room)
        var used = 0
        var excess = phrase.pieces.contains(where: \.isElastic) ? phrase.columns - room : 0
        for piece in phrase.pieces where used < room {
            var columns = room - used
            if piece.isElastic, excess > 0 {
                let wanted = TextWidth.columns(of: piece.text)
                let given = max(Phrase.leastElastic, wanted - excess)
                excess -= wanted - min(wanted, given)
                columns = min(columns, given)
            }
            used += put(
                piece.text, x: x + used, y: y, role: piece.role, backdrop: backdrop,
                width: columns)
        }
        return used
    }
}
