/// Text from outside made safe to show, with what was changed marked.
public struct SanitisedText: Hashable, Sendable {
    public struct Segment: Hashable, Sendable {
        public var text: String
        /// Whether this spells out something that must not reach a terminal.
        public var neutralised: Bool

        public init(text: String, neutralised: Bool) {
            self.text = text
            self.neutralised = neutralised
        }
    }

    /// Neighbours differ in `neutralised`; none is empty.
    public internal(set) var segments: [Segment] = []
    /// Whether the limit cut it; the text then ends in `…`.
    public internal(set) var isTruncated = false

    public init() {}

    /// All segments as one text.
    public var text: String {
        segments.count == 1 ? segments[0].text : segments.map(\.text).joined()
    }

    public var isNeutralised: Bool { segments.contains(where: \.neutralised) }

    mutating func append(_ text: String, neutralised: Bool) {
        if let last = segments.last, last.neutralised == neutralised {
            segments[segments.count - 1].text += text
        } else {
            segments.append(Segment(text: text, neutralised: neutralised))
        }
    }

    mutating func append(_ scalar: Unicode.Scalar) {
        if segments.last?.neutralised == false {
            segments[segments.count - 1].text.unicodeScalars.append(scalar)
        } else {
            segments.append(Segment(text: String(scalar), neutralised: false))
        }
    }
}

extension Canvas {
    /// Writes sanitised text, what was neutralised in a role of its own, and tells the columns.
    @discardableResult
    public mutating func put(
        _ text: SanitisedText, x: Int, y: Int, role: Role, neutralised: Role,
        backdrop: Role? = nil, width: Int? = nil
    ) -> Int {
        let room = min(width ?? .max, size.columns - x)
        var used = 0
        for segment in text.segments where used < room {
            used += put(
                segment.text, x: x + used, y: y, role: segment.neutralised ? neutralised : role,
                backdrop: backdrop, width: room - used)
        }
        return used
    }
}
