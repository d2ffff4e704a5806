public import WebSocketEngine

/// A line that the application printed.
public struct PrintedLine: Hashable, Sendable {
    /// Bytes kept of a line. 1 KiB: more than the widest screen shows.
    public static let capacity = 1024
    /// What stands where events have their names.
    public static let word = "PRINT"

    /// When it was read.
    public var time: Instant
    /// As printed, without its end; foreign text, which may hold anything.
    public var bytes: [UInt8]
    /// Whether there was more of it.
    public var isCut: Bool

    public init(time: Instant, bytes: [UInt8], isCut: Bool = false) {
        self.time = time
        self.bytes = bytes
        self.isCut = isCut
    }
}

/// What was printed since somebody last looked.
public struct Printed: Hashable, Sendable {
    /// Oldest first.
    public var lines: [PrintedLine]
    /// Lines since the start that nobody will ever see: they came faster than they were taken.
    public var lost: UInt64

    public init(lines: [PrintedLine] = [], lost: UInt64 = 0) {
        self.lines = lines
        self.lost = lost
    }
}
