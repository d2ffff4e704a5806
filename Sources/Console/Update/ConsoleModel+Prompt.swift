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
        prompt.candidates = []
        switch key {
        case .enter: return finish(prompt)
        case .escape, .control("C"), .control("G"):
            if case .filter(let pane, let before) = prompt.kind { setFilter(before, on: pane) }
            mode = .browsing
            return endPreview()
        case .backspace where prompt.line.isEmpty && prompt.kind == .command:
            mode = .browsing
            return []
        case .tab: complete(&prompt)
        case .up, .control("P"): recall(&prompt, by: 1)
        case .down, .control("N"): recall(&prompt, by: -1)
        default:
            if prompt.line.take(key) { prompt.error = nil }
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
            return effects
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
        case .send(let ids): return send(ids, text)
        case .close(let ids): return close(ids, try CloseWish(text))
        }
    }

    private mutating func recall(_ prompt: inout Prompt, by step: Int) {
        let target = prompt.recalled + step
        guard target >= 0 else { return }
        if prompt.recalled == 0 { prompt.draft = prompt.line.text }
        if target == 0 {
            prompt.line.replace(with: prompt.draft)
        } else if let line = history.line(back: target, prompt.kind.history) {
            prompt.line.replace(with: line)
        } else {
            return
        }
        prompt.recalled = target
        prompt.error = nil
    }

    private func complete(_ prompt: inout Prompt) {
        guard prompt.kind == .command else { return }
        let text = prompt.line.text
        let candidates = CommandTable.candidates(text, self)
        guard !candidates.isEmpty else { return }
        let start = text.lastIndex(of: " ").map { text.index(after: $0) } ?? text.startIndex
        let common = candidates.dropFirst().reduce(candidates[0]) { $0.commonPrefix(with: $1) }
        let isWhole = candidates.count == 1
        prompt.line.replace(with: String(text[..<start]) + common + (isWhole ? " " : ""))
        prompt.candidates = isWhole ? [] : candidates
        prompt.error = nil
    }
}

extension String {
    /// The characters that both begin with.
    func commonPrefix(with other: String) -> String {
        String(zip(self, other).prefix { $0 == $1 }.map(\.0))
    }
}
