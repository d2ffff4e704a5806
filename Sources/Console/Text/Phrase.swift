import TerminalCanvas

/// A line in pieces, each with a role; what came from the network is sanitised on its way in.
struct Phrase: Sendable {
    struct Piece: Sendable {
        var text: String
        var role: Role
    }

    private(set) var pieces: [Piece] = []

    init() {}

    init(_ text: String, _ role: Role = Look.text) { add(text, role) }

    var text: String { pieces.map(\.text).joined() }

    mutating func add(_ text: String, _ role: Role = Look.text) {
        if !text.isEmpty { pieces.append(Piece(text: text, role: role)) }
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
        add(Sanitiser.visible(bytes), role)
        add(isCut ? "…\"" : "\"", role)
    }
}

extension Canvas {
    /// Writes a phrase on one row and tells how many columns it took.
    @discardableResult
    mutating func put(
        _ phrase: Phrase, x: Int, y: Int, width: Int? = nil, backdrop: Role? = nil
    ) -> Int {
        let room = min(width ?? .max, size.columns - x)
        var used = 0
        for piece in phrase.pieces where used < room {
            used += put(
                piece.text, x: x + used, y: y, role: piece.role, backdrop: backdrop,
                width: room - used)
        }
        return used
    }
}
