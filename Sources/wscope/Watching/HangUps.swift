import CSignals
import Glibc
import WebSocketServer

/// SIGHUP as a wish to read certificates anew, as a descriptor to poll.
///
/// The kernel sends the same signal when the terminal is gone; then it is what it always was, the
/// end.
final class HangUps: Sendable {
    private let wakeUp: WakeUp
    private let hadTerminal = HangUps.hasTerminal

    /// nonisolated(unsafe): set before the handler is installed, never changed after.
    nonisolated(unsafe) private static var raised: Int32 = -1

    /// - Throws: `Failure` when the process has all the descriptors it may have.
    init() throws {
        do {
            wakeUp = try WakeUp()
        } catch {
            throw Failure(error.description)
        }
        Self.raised = wakeUp.descriptor
        let handler: @convention(c) (Int32) -> Void = { _ in
            let saved = errno
            var one: UInt64 = 1
            _ = write(HangUps.raised, &one, 8)
            errno = saved
        }
        csignals_catch(SIGHUP, handler, csignals_restarting)
    }

    var descriptor: Int32 { wakeUp.descriptor }

    /// Takes what has come since the last time.
    ///
    /// - Returns: false when the terminal is gone that the program was started from.
    func take() -> Bool {
        wakeUp.clear()
        return !hadTerminal || Self.hasTerminal
    }

    private static var hasTerminal: Bool {
        let terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard terminal >= 0 else { return false }
        close(terminal)
        return true
    }
}
