import Glibc

/// SIGINT and SIGTERM as a descriptor to poll, for a program without a screen.
///
/// A second signal ends the process at once, as it would have without this.
struct StopSignals {
    /// Readable once a signal has come; stays so.
    let descriptor: Int32

    /// The end the handler writes to. nonisolated(unsafe): set before the handler is installed,
    /// never changed after.
    nonisolated(unsafe) private static var writeEnd: Int32 = -1

    init() {
        var ends: [Int32] = [-1, -1]
        if pipe(&ends) != 0 { ends = [-1, -1] }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        descriptor = ends[0]
        Self.writeEnd = ends[1]
        for signal in [SIGINT, SIGTERM] { Self.install(signal) }
        // A reader of our output that goes away is an error to report, not a reason to die.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Whether a signal has come.
    var isRaised: Bool {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, 0) > 0
    }

    /// Without SA_RESTART, so that a write to a pipe nobody reads ends when the signal comes.
    private static func install(_ signal: Int32) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { signal in
            let saved = errno
            _ = write(StopSignals.writeEnd, "x", 1)
            Glibc.signal(signal, SIG_DFL)
            errno = saved
        }
        sigaction(signal, &action, nil)
    }
}
