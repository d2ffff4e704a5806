/// What the console as lines has to say, and what it asks of the outside.
public struct LinearReply: Sendable {
    /// Events and answers.
    public var lines: [String] = []
    /// What is wrong, with its place.
    public var complaints: [String] = []
    public var effects: [ConsoleEffect] = []
}
