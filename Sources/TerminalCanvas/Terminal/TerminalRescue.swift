import CNcurses
import Glibc

/// Gives the terminal back on every signal that ends or stops the process, and at `exit`.
///
/// TERM, HUP and INT ask the program to end by itself: they set `pendingSignal` and ring
/// `wakeDescriptor`. A second one, QUIT, and the signals of a trap restore the terminal, show
/// what was written to standard error meanwhile, and end the process with that signal.
public enum TerminalRescue {
    /// Readable when a signal came or the size changed; -1 while no terminal is open. Poll it
    /// beside `Terminal.descriptor`; `Terminal.nextKey` empties it.
    public static var wakeDescriptor: Int32 { rescue_wake_descriptor() }

    /// TERM, HUP or INT, once it came; it stays after the terminal was closed.
    public static var pendingSignal: Int32? {
        let signal = rescue_pending_signal()
        return signal == 0 ? nil : signal
    }

    /// Ends the process with a signal's default action, so that its parent sees which it was. To
    /// be called last, with the terminal closed.
    public static func raiseDefault(_ signal: Int32) {
        rescue_raise_default(signal)
    }

    /// What is called at a crash once the terminal is given back, in a signal handler; nil for
    /// nothing.
    public static func setLastWords(_ words: (@convention(c) () -> Void)?) {
        rescue_set_last_words(words)
    }

    /// Called behind the last words, with the signal and the terminal that standard error was, or
    /// -1; nil for nothing.
    public static func setCrashNotice(_ notice: (@convention(c) (Int32, Int32) -> Void)?) {
        rescue_set_crash_notice(notice)
    }

    // The functions of TerminalRescue.h are called in this file alone, see there.

    /// - Parameters:
    ///   - output: the terminal.
    ///   - enter: what puts the terminal into our hands again after a stop.
    ///   - leave: what gives it back.
    static func install(on output: Int32, enter: String, leave: String) throws(TerminalError) {
        let failure = rescue_install(output, enter, leave)
        guard failure == 0 else { throw .failed(errno: failure) }
    }

    static func keepModes() { rescue_keep_modes() }
    static func remove() { rescue_remove() }
    static func drain() { rescue_drain() }
    static func takeResized() -> Bool { rescue_take_resized() }
    static func takeResumed() -> Bool { rescue_take_resumed() }
    static func suspend() { rescue_suspend() }
    static func boundErrors() { rescue_bound_errors() }
}
