import CNcurses
import Glibc

/// The screen and the keyboard, through curses.
///
/// One at a time, used by the thread that opened it. What a view painted is compared with what
/// is shown, and only the difference goes out.
public final class Terminal {
    /// Whether lines and bars are drawn with Unicode: the locale is UTF-8 and gives them one
    /// column. If not, they are shown by their ASCII likeness.
    public let isUnicode: Bool
    public let colourDepth: ColourDepth
    /// The best glyphs this terminal shows.
    public var glyphs: Glyphs { isUnicode ? .unicode : .ascii }

    /// Readable when there are keys. Poll `TerminalRescue.wakeDescriptor` too.
    public var descriptor: Int32 { STDIN_FILENO }

    private let output: Int32
    private let screen: OpaquePointer
    private let capabilities: TerminalCapabilities
    private var isOpen = true
    private var reader = KeyReader()
    private var painter: TerminalPainter

    /// Takes the terminal over; `close` gives it back.
    ///
    /// - Throws: `TerminalError` with the terminal as it was.
    public init(options: TerminalOptions) throws(TerminalError) {
        guard isatty(STDIN_FILENO) == 1, isatty(options.output) == 1 else { throw .notATerminal }
        output = options.output
        let isUTF8 = canvas_set_locale()
        // Some locales of East Asia give lines two columns.
        let isNarrow = options.isNarrow || isUTF8 && canvas_width(0x2500) != 1
        isUnicode = isUTF8 && !isNarrow
        capabilities = try TerminalCapabilities(
            name: options.environment["TERM"] ?? "", mouse: options.mouse, output: output)
        colourDepth = ColourDepth.decide(
            option: options.colour, environment: options.environment,
            terminfoColours: capabilities.colours)
        painter = TerminalPainter(depth: colourDepth, isUnicode: isUTF8, isNarrow: isNarrow)
        // Before curses, which catches only the signals that nobody else does.
        try TerminalRescue.install(
            on: output, enter: capabilities.enter, leave: capabilities.leave)
        // A lone Esc is told from the start of a function key by this many milliseconds.
        if options.environment["ESCDELAY"] == nil { set_escdelay(25) }
        guard let screen = canvas_open(output) else {
            TerminalRescue.remove()
            throw .failed(errno: errno)
        }
        self.screen = screen
        if capabilities.hasMouse { canvas_enable_mouse() }
        write(capabilities.modesOn)
        TerminalRescue.keepModes()
        def_prog_mode()
        curs_set(0)
    }

    deinit { close() }

    public var size: Size {
        Size(columns: Int(canvas_columns()), rows: Int(canvas_rows()))
    }

    /// Gives the terminal back; a second call does nothing.
    public func close() {
        guard isOpen else { return }
        isOpen = false
        write(capabilities.modesOff)
        if !capabilities.hasAlternateScreen {
            canvas_erase()
            canvas_distrust()
            canvas_refresh()
        }
        curs_set(1)
        endwin()
        TerminalRescue.remove()
        delscreen(screen)
    }

    /// Shows a canvas. A cell beyond the terminal's size is left out.
    ///
    /// - Parameter cursor: where the cursor blinks; nil hides it.
    public func paint(_ canvas: Canvas, theme: Theme, cursor: Point? = nil) {
        guard isOpen else { return }
        TerminalRescue.boundErrors()
        painter.paint(canvas, theme: theme)
        if let cursor, Rect(size).contains(cursor) {
            canvas_move(Int32(clamping: cursor.y), Int32(clamping: cursor.x))
            curs_set(1)
        } else {
            // Where it cannot be hidden it rests in the corner.
            canvas_move(canvas_rows() - 1, canvas_columns() - 1)
            curs_set(0)
        }
        canvas_refresh()
    }

    /// Forgets what is shown, so that the next `paint` writes every cell.
    public func redraw() {
        painter.forget()
        curs_set(1)
        curs_set(0)
        canvas_distrust()
    }

    /// What was typed, without waiting; nil when there is nothing more.
    public func nextKey() -> Key? {
        guard isOpen else { return nil }
        TerminalRescue.drain()
        let resumed = TerminalRescue.takeResumed()
        if resumed { redraw() }
        if TerminalRescue.takeResized() || resumed, let size = followSize(always: resumed) {
            return .resize(size)
        }
        if let key = reader.next() { return key }
        return isLost ? .terminalLost : nil
    }

    /// Gives the terminal back and stops the process group, as Ctrl-Z does; on SIGCONT the
    /// terminal is taken over again and `nextKey` reports a resize.
    public func suspend() {
        guard isOpen else { return }
        TerminalRescue.suspend()
    }

    public func bell() {
        beep()
    }

    /// Asks the terminal to put a text on its clipboard (OSC 52). One that refuses says nothing.
    ///
    /// - Returns: false when the terminal would print the sequence instead, or the text is longer
    ///   than terminals accept, 74 994 bytes.
    public func copy(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard isOpen, capabilities.hasAlternateScreen, bytes.count <= 74_994 else { return false }
        write("\u{1B}]52;c;\(Base64.encode(bytes))\u{07}")
        return true
    }

    private func followSize(always: Bool) -> Size? {
        var columns: Int32 = 0
        var rows: Int32 = 0
        guard canvas_size(output, &columns, &rows) else { return always ? size : nil }
        let before = size
        canvas_resize(columns, rows)
        guard size != before || always else { return nil }
        redraw()
        return size
    }

    /// Whether the other side hung up: then a read finds the end at once, again and again.
    private var isLost: Bool {
        var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&state, 1, 0) > 0 else { return false }
        let flags = Int32(state.revents)
        if flags & (POLLHUP | POLLERR | POLLNVAL) != 0 { return true }
        var waiting: Int32 = 0
        guard ioctl(descriptor, UInt(FIONREAD), &waiting) == 0 else { return true }
        return waiting == 0
    }

    private func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.write(output, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
