import TerminalCanvas
import WebSocketEngine
import WebSocketWire

@testable import Console

/// What a filter shows of the busy server, typed as an operator types it.
enum Shown {
    static func slots(_ text: String) -> [UInt32] {
        let console = console("1", text)
        return console.model.shown.slots.order.map(\.slot)
    }

    static func events(_ text: String) -> [UInt64] {
        let log = console("2", text).model.shown.events
        return (0..<log.shownCount).compactMap { log.shownSequence($0) }
    }

    static func frames(_ text: String) -> [UInt64] {
        let log = console("3", text).model.shown.frames
        return (0..<log.shownCount).compactMap { log.shownSequence($0) }
    }

    private static func console(_ pane: Character, _ text: String) -> Conversation {
        var console = Conversation.busy()
        console.types(.character(pane), "/")
        console.types(text: text)
        console.types(.enter)
        return console
    }

    /// What is wrong with a filter; nil for none.
    static func error(_ text: String) -> CommandError? {
        do throws(CommandError) {
            _ = try Filter(text)
            return nil
        } catch {
            return error
        }
    }
}
