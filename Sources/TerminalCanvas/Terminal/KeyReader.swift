import CNcurses
import Glibc

/// Reads keys from curses without waiting.
struct KeyReader {
    private var decoder = KeyDecoder()
    private var paste: PasteCollector?
    /// What came after an Escape may lie in curses, where nobody sees it.
    private var isAfterEscape = false
    /// Clicks that curses reported at once, the first one last.
    private var clicks: [MouseEvent] = []

    mutating func next() -> Key? {
        while true {
            if paste != nil { return continuePaste() }
            if let click = clicks.popLast() { return .mouse(click) }
            var isAfterEscape = isAfterEscape
            let decoded = decoder.decode { KeyReader.read(&isAfterEscape) }
            self.isAfterEscape = isAfterEscape
            switch decoded {
            case .key(let key): return key
            case .mouse: clicks = KeyReader.takeClicks()
            case .pasteStart: paste = PasteCollector()
            case .nothing: return nil
            }
        }
    }

    /// Reads past curses, which would take escape sequences in the pasted text for keys. It reads
    /// one byte at a time, so that it holds none of the paste when its start was seen.
    private mutating func continuePaste() -> Key? {
        var part = [UInt8](repeating: 0, count: 8)
        while let readable = paste?.readable {
            guard KeyReader.isReadable else { return nil }
            let count = Glibc.read(STDIN_FILENO, &part, min(readable, part.count))
            guard count > 0 else { return nil }
            if let text = paste?.append(part[..<count]) {
                paste = nil
                return .paste(text)
            }
        }
        return nil
    }

    private static var isReadable: Bool {
        var state = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return poll(&state, 1, 0) > 0
    }

    /// Asks curses only when there is something: even when it is not to wait, it measures by the
    /// time of day how long it did, and waits for as long as the clock was set back meanwhile.
    private static func read(_ isAfterEscape: inout Bool) -> TerminalCode? {
        guard isAfterEscape || isReadable else { return nil }
        let code = canvas_read()
        isAfterEscape = code == 0x1B || isAfterEscape && code != ERR
        if code == ERR { return nil }
        if let byte = UInt8(exactly: code) { return .byte(byte) }
        if code == Int32(canvas_key_paste) { return .pasteStart }
        if code == KEY_MOUSE { return .mouse }
        return names[code].map { .key($0) } ?? .unknown
    }

    /// Curses may gather several events behind one KEY_MOUSE, and hands out the last first.
    private static func takeClicks() -> [MouseEvent] {
        var clicks: [MouseEvent] = []
        var x: Int32 = 0
        var y: Int32 = 0
        var released = false
        while true {
            let number = canvas_mouse(&x, &y, &released)
            guard number >= 0 else { return clicks }
            guard let button = button(number) else { continue }
            clicks.append(
                MouseEvent(
                    x: Int(x), y: Int(y), button: button, kind: released ? .release : .press))
        }
    }

    private static func button(_ number: Int32) -> MouseEvent.Button? {
        switch number {
        case 1: .left
        case 2: .middle
        case 3: .right
        case 4: .wheelUp
        case 5: .wheelDown
        default: nil
        }
    }

    private static let names: [Int32: Key] = {
        var names: [Int32: Key] = [
            KEY_ENTER: .enter, KEY_BTAB: .backTab, KEY_BACKSPACE: .backspace, KEY_DC: .delete,
            KEY_IC: .insert, KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right,
            KEY_HOME: .home, KEY_END: .end, KEY_PPAGE: .pageUp, KEY_NPAGE: .pageDown,
            KEY_A1: .home, KEY_A3: .pageUp, KEY_C1: .end, KEY_C3: .pageDown,
        ]
        for number in 1...63 { names[canvas_function_key(Int32(number))] = .function(number) }
        return names
    }()
}
