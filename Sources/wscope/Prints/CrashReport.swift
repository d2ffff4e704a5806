import CSignals
import Glibc
import TerminalCanvas

/// Shows the last that was printed when the process dies of a trap, an abort or a stray pointer, or
/// because a plugin calls `exit`.
///
/// The words of a failed assertion go the way of all that is printed, and the log that should
/// show them dies with the process. While a terminal is open its rescue catches the signals, and
/// asks for this once the terminal is given back.
enum CrashReport {
    private struct State {
        var pipe: Int32
        var tail: Unmanaged<PrintTail>
        var output: Int32
        var heading: UnsafePointer<CChar>
    }

    private static let signals = [SIGSEGV, SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGTRAP]

    /// nonisolated(unsafe): set before the handlers are installed, nil once they are removed.
    nonisolated(unsafe) private static var state: State?
    private static let atExit: Void = { atexit { CrashReport.write() } }()

    static func install(pipe: Int32, tail: PrintTail, output: Int32) {
        let heading = "wscope: ended by a crash or by exit; the last that was printed:\n"
        guard let text = strdup(heading) else { return }
        state = State(
            pipe: pipe, tail: .passRetained(tail), output: output, heading: UnsafePointer(text))
        _ = atExit
        TerminalRescue.setLastWords { CrashReport.write() }
        let handler: @convention(c) (Int32) -> Void = { signal in
            CrashReport.write()
            CrashNotice.write(signal, to: -1)
        }
        for signal in signals { csignals_replace(signal, handler, csignals_once) }
    }

    static func remove() {
        for signal in signals { csignals_replace(signal, nil, 0) }
        TerminalRescue.setLastWords(nil)
        state = nil
    }

    /// The instruction that failed runs again when this returns, and ends the process.
    private static func write() {
        guard let state else { return }
        let saved = errno
        // The reader is another thread and still runs: the words before the end are its to read.
        var waiting = pollfd(fd: state.pipe, events: Int16(POLLIN), revents: 0)
        for _ in 0..<20 where poll(&waiting, 1, 0) > 0 { poll(nil, 0, 5) }
        poll(nil, 0, 5)
        let tail = state.tail._withUnsafeGuaranteedRef { $0 }
        if !tail.isEmpty {
            _ = Glibc.write(state.output, state.heading, strlen(state.heading))
            tail.write(to: state.output)
        }
        errno = saved
    }
}
