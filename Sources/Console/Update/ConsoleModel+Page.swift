import TerminalCanvas
import WebSocketEngine

extension ConsoleModel {
    /// A key while a page is read.
    mutating func read(_ open: Page, _ key: Key) -> [ConsoleEffect] {
        let height = max(1, PagePane.area(self).height)
        var rows = 0
        switch keymap.action(for: key) {
        case .down: rows = 1
        case .up: rows = -1
        case .halfPageDown: rows = height / 2
        case .halfPageUp: rows = -height / 2
        case .pageDown, .mark: rows = height
        case .pageUp: rows = -height
        case .top: rows = -open.rowCount
        case .bottom: rows = open.rowCount
        case .viewPayload, .nextPane: turnForm(by: 1)
        case .previousPane: turnForm(by: -1)
        case .filter: mode = .editing(Prompt(kind: .find))
        case .nextMatch: find(forward: true)
        case .previousMatch: find(forward: false)
        case .back, .leave, .open, .handshake: page = nil
        case .copyFrame, .command, .help, .quitNow, .redraw, .suspend, .nextTheme, .capture:
            return keymap.action(for: key).map { perform($0) } ?? []
        default:
            if case .mouse(let event) = key {
                rows = event.button == .wheelDown ? 3 : event.button == .wheelUp ? -3 : 0
            }
        }
        scrollPage(by: rows)
        return []
    }

    private mutating func scrollPage(by rows: Int) {
        guard rows != 0, let open = page else { return }
        let last = max(0, open.rowCount - PagePane.area(self).height)
        page?.top = min(max(0, open.top + rows), last)
    }

    private mutating func turnForm(by step: Int) {
        guard let open = page, let index = open.forms.firstIndex(of: open.form) else { return }
        let count = open.forms.count
        page?.show(open.forms[(index + step + count) % count])
    }

    /// Looks for what was typed, in what is open.
    mutating func find(_ text: String) {
        guard !text.isEmpty else { return }
        pageSearch = text
        page?.found = nil
        find(forward: true)
    }

    private mutating func find(forward: Bool) {
        guard let pageSearch else {
            say("nothing was looked for yet: \(keymap.keyName(of: .filter)) sets what n finds")
            return
        }
        guard var open = page else { return }
        if open.find(pageSearch, forward: forward) {
            open.top = min(open.top, max(0, open.rowCount - PagePane.area(self).height))
            page = open
        } else {
            say("no match for \"\(pageSearch)\"", .warning)
        }
    }

    /// Opens the handshake of a connection.
    mutating func viewHandshake(of id: ConnectionID?) {
        guard let id else {
            say("no slot is selected", .warning)
            return
        }
        guard let record = handshakes[id] else {
            say("the handshake of \(id) is not kept: it came before, or has not come yet", .warning)
            return
        }
        let peer = shown.slots[id]?.row.peer
        guard !isLinear else {
            answer += HandshakeText.lines(record, peer: peer, columns: 1_000).map(\.text)
            return
        }
        page = Page(
            record, peer: peer, columns: PagePane.textColumns(self))
    }

    /// The rows anew for a screen of another size.
    mutating func layOutPage() {
        let columns = PagePane.textColumns(self)
        guard var open = page, open.columns != columns else { return }
        var peer: PeerAddress?
        if case .handshake(let record) = open.subject { peer = shown.slots[record.id]?.row.peer }
        open.layOut(columns: columns, peer: peer)
        open.top = min(open.top, max(0, open.rowCount - 1))
        open.found = nil
        page = open
    }
}
