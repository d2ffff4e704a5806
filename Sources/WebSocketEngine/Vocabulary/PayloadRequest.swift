/// What a watcher wants to have whole: the places of one payload, or of a message in fragments.
public struct PayloadRequest: Hashable, Sendable {
    /// By which its answer is known.
    public var number: UInt64
    public var places: [PayloadPlace]

    public init(number: UInt64, places: [PayloadPlace]) {
        self.number = number
        self.places = places
    }
}

/// The bytes that were asked for.
public struct PayloadAnswer: Hashable, Sendable {
    public var number: UInt64
    /// One for each place; nil where newer payloads have taken it.
    public var parts: [[UInt8]?]

    public init(number: UInt64, parts: [[UInt8]?]) {
        self.number = number
        self.parts = parts
    }
}
