import TerminalCanvas
import Testing
import WebSocketEngine

@testable import Console

/// A console and someone at its keys: what they type, what the engine tells, what is seen.
struct Conversation {
    var model: ConsoleModel
    var effects: [ConsoleEffect] = []

    init(_ facts: ConsoleFacts = .test, columns: Int = 80, rows: Int = 24, at now: Double = 270) {
        model = ConsoleModel(facts: facts)
        _ = model.update(.resized(Size(columns: columns, rows: rows)))
        _ = model.update(.clock(ClockReading(now: seconds(now), wall: .noon)))
    }

    static func busy(columns: Int = 80, rows: Int = 24, _ facts: ConsoleFacts = .test) -> Self {
        var conversation = Conversation(facts, columns: columns, rows: rows)
        conversation.receives(.busy)
        return conversation
    }

    mutating func receives(_ news: News) { effects = model.update(.news(news)) }

    /// The engine tells something more, so many seconds after it started.
    mutating func receives(at: Double, _ change: (inout News) -> Void) {
        var news = News(at: seconds(at), totals: model.live.totals)
        change(&news)
        receives(news)
    }

    mutating func passes(to now: Double) {
        effects = model.update(.clock(ClockReading(now: seconds(now), wall: .noon)))
    }

    /// Keys one after another; the effects are those of all of them.
    mutating func types(_ keys: Key...) {
        effects = keys.flatMap { model.update(.key($0)) }
    }

    /// Connections `0.1` and up, each as `change` makes it.
    static func crowd(
        _ count: UInt32, rows: Int = 40, _ change: (UInt32, inout SlotRow) -> Void
    ) -> Self {
        var conversation = Conversation(rows: rows)
        conversation.receives(at: 270) {
            $0.rows = (0..<count).map { slot in
                .connected(id(slot, 1)) { change(slot, &$0) }
            }
        }
        return conversation
    }

    /// Types a line behind `:` and enters it.
    func entering(_ line: String) -> Self {
        var console = self
        console.types(":")
        console.types(text: line)
        console.types(.enter)
        return console
    }

    /// The open line that was refused, and where.
    func isWrong(at offset: Int, _ location: SourceLocation = #_sourceLocation) {
        guard case .editing(let prompt) = model.mode else {
            Issue.record("the line was closed", sourceLocation: location)
            return
        }
        #expect(prompt.error?.offset == offset, sourceLocation: location)
    }

    mutating func types(text: String) {
        effects = text.flatMap { model.update(.key(.character($0))) }
    }

    var screen: Screen { ConsoleView.screen(model) }
    var text: String { screen.canvas.plainText }

    func shows(_ part: String, _ location: SourceLocation = #_sourceLocation) {
        #expect(
            text.contains(part), "not on the screen: \(part)\n\(text)", sourceLocation: location)
    }

    func hides(_ part: String, _ location: SourceLocation = #_sourceLocation) {
        #expect(
            !text.contains(part), "still on the screen: \(part)\n\(text)",
            sourceLocation: location)
    }

    /// The row of the screen that holds a text.
    func row(with part: String) -> String? {
        text.split(separator: "\n").map(String.init).first { $0.contains(part) }
    }

    /// Commands passed to the engine by the last keys, spelled out.
    var submitted: [String] {
        effects.compactMap { effect in
            if case .submit(let command, _) = effect { return "\(command)" }
            return nil
        }
    }

    func submits(_ commands: Command..., location: SourceLocation = #_sourceLocation) {
        #expect(submitted == commands.map { "\($0)" }, sourceLocation: location)
    }

    var tokens: [UInt64] {
        effects.compactMap { effect in
            if case .submit(_, let token) = effect { return token }
            return nil
        }
    }

    var quits: Bool {
        effects.contains { effect in
            if case .quit = effect { return true }
            return false
        }
    }
}
