import TerminalCanvas
import WebSocketEngine

extension ConsoleModel {
    mutating func openFilter() {
        let pane = listPane
        let before = filters[pane]
        var prompt = Prompt(kind: .filter(pane, before: before))
        prompt.line.insert(before?.text ?? "")
        mode = .editing(prompt)
    }

    /// A key while an input line is open.
    mutating func edit(_ open: Prompt, _ key: Key) -> [ConsoleEffect] {
        var prompt = open
        prompt.menu = nil
        switch key {
        case .enter: return finish(prompt)
        case .escape where open.menu?.selected != nil:
            prompt.take(open.menu?.typed ?? "", for: open.menu)
        case .escape, .control("C"), .control("G"):
            if case .filter(let pane, let before) = prompt.kind { setFilter(before, on: pane) }
            mode = .browsing
            return endPreview()
        case .backspace where prompt.line.isEmpty && prompt.kind == .command:
            mode = .browsing
            return []
        case .tab: complete(&prompt, open.menu, by: 1)
        case .backTab: complete(&prompt, open.menu, by: -1)
        case .up: recall(&prompt, by: 1, asTyped: true)
        case .down: recall(&prompt, by: -1, asTyped: true)
        case .control("P"): recall(&prompt, by: 1, asTyped: false)
        case .control("N"): recall(&prompt, by: -1, asTyped: false)
        default:
            if prompt.line.take(key) {
                prompt.error = nil
                prompt.recalled = 0
            }
        }
        if case .filter(let pane, _) = prompt.kind { filter(pane, by: &prompt) }
        mode = .editing(prompt)
        return previewTheme(of: prompt)
    }

    /// Filters while the line is typed; where it cannot be read yet, the last that could stays.
    private mutating func filter(_ pane: Pane, by prompt: inout Prompt) {
        do throws(CommandError) {
            setFilter(try Filter(prompt.line.text, mayGoOn: true), on: pane)
            prompt.error = nil
        } catch {
            prompt.error = error
        }
    }

    private mutating func finish(_ prompt: Prompt) -> [ConsoleEffect] {
        let text = prompt.line.text
        mode = .browsing
        do throws(CommandError) {
            let effects = try carryOut(prompt.kind, text)
            history.add(text, prompt.kind.history)
            let kept = HistoryLine(text, prompt.kind.history).map { [ConsoleEffect.keep($0)] }
            return effects + (kept ?? [])
        } catch {
            var failed = prompt
            failed.error = error
            mode = .editing(failed)
            return []
        }
    }

    private mutating func carryOut(
        _ kind: Prompt.Kind, _ text: String
    ) throws(CommandError) -> [ConsoleEffect] {
        switch kind {
        case .command: return try CommandTable.run(text, on: &self)
        case .filter(let pane, _):
            let filter = try Filter(text)
            setFilter(filter, on: pane)
            // What is hidden cannot be jumped to: an inverse filter searches for its text too.
            searched = filter ?? searched
            return []
        case .find:
            find(text)
            return []
        }
    }

    /// - Parameter asTyped: only lines that begin as the one being typed did.
    private func recall(_ prompt: inout Prompt, by step: Int, asTyped: Bool) {
        if prompt.recalled == 0 { prompt.draft = prompt.line.text }
        guard
            let (back, line) = history.next(
                from: prompt.recalled, by: step, beginning: asTyped ? prompt.draft : "",
                prompt.kind.history), back != prompt.recalled
        else { return }
        prompt.line.replace(with: line ?? prompt.draft)
        prompt.recalled = back
        prompt.error = nil
    }

    /// The first Tab completes as far as it is clear and lists what is left; the next ones walk
    /// through the list.
    private func complete(_ prompt: inout Prompt, _ menu: CompletionMenu?, by step: Int) {
        if var menu, !menu.candidates.isEmpty {
            menu.turn(by: step)
            prompt.take(menu.text, for: prompt.menu ?? menu)
            prompt.menu = menu
            return
        }
        guard let completion = completion(of: prompt) else { return }
        let fitting = completion.fitting
        prompt.menu = CompletionMenu(
            start: completion.start, typed: completion.word, candidates: fitting,
            hint: completion.hint)
        guard let first = fitting.first else { return }
        let common = fitting.dropFirst().reduce(first.text) { $0.commonPrefix(with: $1.text) }
        prompt.take(common + (fitting.count == 1 ? " " : ""), for: prompt.menu)
        prompt.menu?.typed = common
        if fitting.count == 1 { prompt.menu = nil }
    }

    private func completion(of prompt: Prompt) -> Completion? {
        let text = String(prompt.line.characters.prefix(prompt.line.cursor))
        switch prompt.kind {
        case .command: return CommandTable.completion(of: text, self)
        case .filter(let pane, _):
            return FilterCompletion(pane: pane, model: self).completion(of: text)
        case .find: return nil
        }
    }
}

extension Prompt {
    /// Puts another text where the word of a menu stands, up to the cursor.
    fileprivate mutating func take(_ text: String, for menu: CompletionMenu?) {
        guard let menu else { return }
        line.replace(from: menu.start, with: text)
        error = nil
    }
}

extension String {
    /// The characters that both begin with.
    func commonPrefix(with other: String) -> String {
        String(zip(self, other).prefix { $0 == $1 }.map(\.0))
    }
}
