/// What goes on behind the door beside the engine; looked at once a second.
public struct DoorStatus: Hashable, Sendable {
    /// The capture that is written, or the last one that was.
    public var capture: CaptureStatus?
    /// Something that takes a while: a capture being read or exported.
    public var task: TaskStatus?

    public init(capture: CaptureStatus? = nil, task: TaskStatus? = nil) {
        self.capture = capture
        self.task = task
    }
}

/// A capture that is written, or was.
public struct CaptureStatus: Hashable, Sendable {
    public var path: String
    public var bytes: UInt64
    /// Events, frames and lines that came faster than they could be written.
    public var lost: UInt64
    public var isActive: Bool
    /// Why it ended by itself; nil while it goes on and when it was stopped.
    public var failure: String?

    public init(
        path: String, bytes: UInt64 = 0, lost: UInt64 = 0, isActive: Bool = true,
        failure: String? = nil
    ) {
        self.path = path
        self.bytes = bytes
        self.lost = lost
        self.isActive = isActive
        self.failure = failure
    }
}

/// How far something has come, and in the end what came of it.
public struct TaskStatus: Hashable, Sendable {
    /// Tells one task from the next.
    public var number: Int
    /// `reading chat.wscap`
    public var name: String
    public var percent: Int
    /// Set once it has ended.
    public var outcome: Notice?

    public init(number: Int, name: String, percent: Int = 0, outcome: Notice? = nil) {
        self.number = number
        self.name = name
        self.percent = percent
        self.outcome = outcome
    }
}

/// A sentence for the operator.
public struct Notice: Hashable, Sendable {
    public var text: String
    public var isError: Bool

    public init(_ text: String, isError: Bool = false) {
        self.text = text
        self.isError = isError
    }
}
