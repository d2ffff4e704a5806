import TerminalCanvas

extension ConsoleModel {
    mutating func take(_ key: Key) -> [ConsoleEffect] {
        switch key {
        case .resize(let size):
            self.size = size
            return []
        case .terminalLost: return [.quit]
        default: break
        }
        if let effect = signal(of: key) { return [effect] }
        switch mode {
        case .browsing:
            if let page { return read(page, key) }
            return browse(key)
        case .editing(let prompt): return edit(prompt, key)
        case .asking(let question): return answer(question, key)
        case .copying(let record): return copy(record, key)
        case .composing(let composer): return compose(composer, key)
        case .closing(let dialog): return close(dialog, key)
        case .hostile(let menu): return steer(menu, key)
        case .help(let top): return readHelp(key, top)
        case .placing(let use): return take(key, for: use)
        case .choosingColumns(let chooser): return chooseColumns(chooser, key)
        case .sorting(let menu): return chooseSort(menu, key)
        }
    }

    /// Keys that a terminal makes signals of, had it been left to: pasted, they are text.
    private func signal(of key: Key) -> ConsoleEffect? {
        switch key {
        case .control("C"):
            // An open line is left by it.
            switch mode {
            case .editing, .composing, .closing: return nil
            default: return .interrupt
            }
        case .control("\\"): return .dumpCore
        case .control: return keymap.action(for: key) == .suspend ? .suspend : nil
        default: return nil
        }
    }

    private mutating func browse(_ key: Key) -> [ConsoleEffect] {
        switch key {
        case .mouse(let event): return take(event)
        case .paste:
            say("nothing was pasted: \(keymap.keyName(of: .command)) opens an input line")
            return []
        default:
            guard let action = keymap.action(for: key) else { return [] }
            return perform(action)
        }
    }

    private mutating func readHelp(_ key: Key, _ top: Int) -> [ConsoleEffect] {
        let page = max(1, size.rows - 4)
        let count = helpText.rowCount
        let rows: Int
        switch keymap.action(for: key) {
        case .down: rows = 1
        case .up: rows = -1
        case .halfPageDown: rows = page / 2
        case .halfPageUp: rows = -page / 2
        case .pageDown, .mark: rows = page
        case .pageUp: rows = -page
        case .top: rows = -count
        case .bottom: rows = count
        case .quitNow: return [.quit]
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .back, .leave, .help, .open:
            mode = .browsing
            return []
        // Whatever was remapped, there is a way out.
        case nil where key == .escape:
            mode = .browsing
            return []
        default: rows = wheelRows(key)
        }
        mode = .help(min(max(0, top + rows), max(0, count - page)))
        return []
    }

    private func wheelRows(_ key: Key) -> Int {
        guard case .mouse(let event) = key else { return 0 }
        return event.button == .wheelDown ? 3 : event.button == .wheelUp ? -3 : 0
    }

    private mutating func answer(_ question: Question, _ key: Key) -> [ConsoleEffect] {
        switch key {
        case .character("y"), .character("Y"):
            mode = .browsing
            switch question.consequence {
            case .quit: return [.quit]
            case .drain(let drain): return begin(drain)
            case .submit(let commands, let what): return submit(commands, what)
            }
        case .character("n"), .character("N"), .escape, .character("q"), .enter:
            mode = .browsing
            switch question.consequence {
            case .submit(_, let what): say("\(what): not done")
            case .drain: say("drain: not done")
            case .quit: break
            }
            return []
        default:
            return []
        }
    }
}
