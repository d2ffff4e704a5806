import CSignals
import Glibc

/// SIGHUP as a wish to read certificates anew, as a descriptor to poll.
///
/// The kernel sends the same signal when the terminal is gone; then it is what it always was, the
/// end.
final class HangUps: Sendable {
    let descriptor: Int32
    private let hadTerminal = HangUps.hasTerminal

    /// nonisolated(unsafe): set before the handler is installed, never changed after.
    nonisolated(unsafe) private static var writeEnd: Int32 = -1

    init() {
        var ends: [Int32] = [-1, -1]
        if pipe(&ends) != 0 { ends = [-1, -1] }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        descriptor = ends[0]
        Self.writeEnd = ends[1]
        let handler: @convention(c) (Int32) -> Void = { _ in
            let saved = errno
            var mark: UInt8 = 1
            _ = write(HangUps.writeEnd, &mark, 1)
            errno = saved
        }
        csignals_catch(SIGHUP, handler, csignals_restarting)
    }

    /// Takes what has come since the last time.
    ///
    /// - Returns: false when the terminal is gone that the program was started from.
    func take() -> Bool {
        var marks = [UInt8](repeating: 0, count: 64)
        while read(descriptor, &marks, marks.count) > 0 {}
        return !hadTerminal || Self.hasTerminal
    }

    private static var hasTerminal: Bool {
        let terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard terminal >= 0 else { return false }
        close(terminal)
        return true
    }
}
