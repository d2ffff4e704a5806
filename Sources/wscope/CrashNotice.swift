import CSignals
import Glibc
import TerminalCanvas

/// What is said when the process dies of a trap or a stray pointer: which signal, that it is a
/// defect, and where the program was. While a terminal is open its rescue gives it back first.
///
/// The handler uses prepared bytes and system calls alone, and glibc's `backtrace`, which allocates
/// the first time only: here that is `install`.
enum CrashNotice {
    private static let signals: [(number: Int32, name: StaticString)] = [
        (SIGSEGV, "SIGSEGV"), (SIGILL, "SIGILL"), (SIGABRT, "SIGABRT"), (SIGBUS, "SIGBUS"),
        (SIGFPE, "SIGFPE"), (SIGTRAP, "SIGTRAP"),
    ]
    private static let mostFrames = 64

    private struct State {
        var frames: UnsafeMutablePointer<UnsafeMutableRawPointer?>
        /// By the number of the signal.
        var texts: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    }

    /// Where standard error leads, whatever becomes of descriptor 2.
    ///
    /// nonisolated(unsafe): a number, set while the program starts and ends.
    nonisolated(unsafe) static var descriptor = STDERR_FILENO

    /// nonisolated(unsafe): set before the handlers are installed, never changed after.
    nonisolated(unsafe) private static var state: State?

    /// Not where Swift's own backtraces were asked for.
    static func install() {
        guard getenv("SWIFT_BACKTRACE") == nil else { return }
        let frames = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: mostFrames)
        let texts = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: 65)
        texts.initialize(repeating: nil, count: 65)
        for (number, name) in signals {
            texts[Int(number)] = strdup(
                "wscope \(Versions.program): ended by \(name), a defect; please report it with"
                    + " these lines and what was done:\n")
        }
        state = State(frames: frames, texts: texts)
        _ = backtrace(frames, Int32(mostFrames))
        TerminalRescue.setCrashNotice { CrashNotice.write($0, to: $1) }
        for (number, _) in signals {
            let handler: @convention(c) (Int32) -> Void = { signal in
                CrashNotice.write(signal, to: -1)
                // Delivered when the handler returns; the default ends the process.
                raise(signal)
            }
            csignals_catch(number, handler, csignals_once)
        }
    }

    /// - Parameter terminal: where standard error was before the screen was open; -1 without one.
    static func write(_ signal: Int32, to terminal: Int32) {
        guard let state, signal > 0, signal < 65, let text = state.texts[Int(signal)] else {
            return
        }
        let descriptor = terminal >= 0 ? terminal : Self.descriptor
        _ = Glibc.write(descriptor, text, strlen(text))
        let count = backtrace(state.frames, Int32(mostFrames))
        backtrace_symbols_fd(state.frames, count, descriptor)
    }
}
