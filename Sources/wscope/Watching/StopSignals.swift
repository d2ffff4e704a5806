import CSignals
import Glibc

/// SIGINT, SIGTERM and, unless it has another meaning, SIGHUP as a descriptor to poll, for a
/// program without a screen.
///
/// A second signal ends the process at once, as it would have without this.
struct StopSignals {
    private let flag: OneShot

    /// What the handler writes to. nonisolated(unsafe): set before the handler is installed, never
    /// changed after.
    nonisolated(unsafe) private static var raised: Int32 = -1

    init(takesHangUp: Bool = true) throws {
        flag = try OneShot()
        Self.raised = flag.descriptor
        for signal in [SIGINT, SIGTERM] { Self.install(signal) }
        guard takesHangUp else { return }
        // Whoever starts a program with nohup wants it to outlive the terminal.
        if csignals_is_default(SIGHUP) { Self.install(SIGHUP) }
    }

    /// Readable once a signal has come; stays so.
    var descriptor: Int32 { flag.descriptor }
    var isRaised: Bool { flag.isRaised }

    /// Without SA_RESTART, so that a write to a pipe nobody reads ends when the signal comes.
    private static func install(_ signal: Int32) {
        let handler: @convention(c) (Int32) -> Void = { signal in
            let saved = errno
            // No literal text: its C string is allocated, and malloc may be what was interrupted.
            var one: UInt64 = 1
            _ = write(StopSignals.raised, &one, 8)
            Glibc.signal(signal, SIG_DFL)
            errno = saved
        }
        csignals_catch(signal, handler, csignals_interrupting)
    }
}
