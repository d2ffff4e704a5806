import TerminalCanvas
import WebSocketEngine
import WebSocketWire

extension ConsoleModel {
    /// A key while the close dialog is open.
    mutating func close(_ open: CloseDialog, _ key: Key) -> [ConsoleEffect] {
        var dialog = open
        switch key {
        case .enter: return finish(dialog)
        case .escape, .control("C"), .control("G"):
            mode = .browsing
            return []
        case .down, .tab: dialog.move(by: 1)
        case .up, .backTab: dialog.move(by: -1)
        case .control("P"): recall(&dialog, by: 1)
        case .control("N"): recall(&dialog, by: -1)
        case .control("L"): return [.redraw]
        default: dialog.edit { $0.take(key) }
        }
        mode = .closing(dialog)
        return []
    }

    private func recall(_ dialog: inout CloseDialog, by step: Int) {
        guard
            let (back, line) = history.next(
                from: dialog.recalled, by: step, beginning: "", .close)
        else { return }
        dialog.edit {
            $0.replace(with: line ?? "")
            return true
        }
        dialog.recalled = back
    }

    /// Closes; a code that must not be sent goes as a crafted frame, once that was told.
    private mutating func finish(_ open: CloseDialog) -> [ConsoleEffect] {
        var dialog = open
        let text = dialog.line.text
        do throws(CommandError) {
            let wish = try CloseWish(text, mayBreak: true)
            guard wish.code.isSendable || dialog.isWarned else {
                dialog.isWarned = true
                mode = .closing(dialog)
                return []
            }
            mode = .browsing
            history.add(text, .close)
            return close(dialog.whom, wish)
        } catch {
            dialog.error = error
            mode = .closing(dialog)
            return []
        }
    }

    /// Closes one connection at once and asks before it closes several.
    mutating func close(_ whom: Addressee, _ wish: CloseWish) -> [ConsoleEffect] {
        let what = "close \(whom.name)"
        let commands = whom.targets.map { wish.command($0) }
        return carryOut(
            commands, what, isMany: whom.isMany,
            question: "\(what) with \(CloseText.code(wish.code))")
    }
}

extension CloseWish {
    /// The closing handshake, or the bare frame where the code must not be sent.
    fileprivate func command(_ target: Target) -> Command {
        guard !code.isSendable else { return .close(target, code: code, reason: reason) }
        let payload = [UInt8(code.rawValue >> 8), UInt8(code.rawValue & 0xFF)] + reason
        var frames = CraftedFrames()
        frames.append(
            FrameHeader(fin: true, opcode: .close, payloadCount: payload.count, maskingKey: nil),
            payload)
        return .craft(target, frames, .once)
    }
}
