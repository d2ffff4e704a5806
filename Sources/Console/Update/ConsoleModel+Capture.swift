import WebSocketEngine

extension ConsoleModel {
    /// Starts a capture with a name of its own, or stops the one that goes on.
    mutating func toggleCapture() -> [ConsoleEffect] {
        guard mayCapture() else { return [] }
        return [.capture(door.capture?.isActive == true ? .stop : .start(path: nil))]
    }

    mutating func mayCapture() -> Bool {
        if facts.capture != nil { say("this is a capture already", .warning) }
        return facts.capture == nil
    }

    mutating func take(_ status: DoorStatus) {
        if let failure = status.capture?.failure, failure != door.capture?.failure {
            say(failure, .error)
        }
        let isNewOutcome = status.task?.number != door.task?.number || door.task?.outcome == nil
        if let outcome = status.task?.outcome, isNewOutcome { take(outcome) }
        door = status
        // What was captured stands still once all of it has come.
        if facts.capture != nil, frozen == nil, status.task?.outcome != nil {
            frozen = frozenCopy
        }
    }

    mutating func take(_ notice: Notice) {
        if !notice.text.isEmpty { say(notice.text, notice.isError ? .error : .note) }
    }
}
