import WebSocketEngine

extension ConsoleModel {
    /// One row for each message in fragments, or one for each of its frames.
    mutating func fold(_ folds: Bool) {
        guard folds != foldsFragments else { return }
        // The row of its message takes over from a fragment that is hidden.
        let fragment = frames.id.flatMap { shown.frames[sequence: $0]?.fragment }
        foldsFragments = folds
        refilter(.frames)
        if folds, let head = fragment.flatMap({ shown.sieve.heads[$0.message] }) {
            frames.point(at: head)
        }
        say(folds ? "messages in fragments are one row" : "every fragment is a row")
    }

    /// The slot that an event or a frame is about.
    mutating func goToSlot() {
        let id: ConnectionID? =
            switch focus {
            case .slots: slots.id
            case .events: events.id.flatMap { shown.events[sequence: $0]?.record?.id }
            case .frames, .inspector: inspected?.id
            }
        guard let id, id.slot != .max else {
            say("this row is of no single slot")
            return
        }
        jump(to: .slot(id))
    }
}
