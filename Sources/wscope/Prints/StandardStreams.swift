@preconcurrency import Glibc
import WebSocketServer

/// Where the program itself writes, whatever becomes of descriptors 1 and 2 meanwhile.
enum StandardStreams {
    struct Originals: Sendable {
        var output = STDOUT_FILENO
        var error = STDERR_FILENO
    }

    private static let originals = Guarded(Originals())

    static var output: Int32 { originals.withLock { $0.output } }
    static var error: Int32 { originals.withLock { $0.error } }

    /// Whether what the program writes goes to a terminal.
    static var isTerminal: Bool { isatty(output) == 1 }

    /// Writes what others printed and the C library still holds.
    static func flush() { fflush(stdout) }

    /// Lets descriptors 1 and 2 lead elsewhere; what the program itself writes goes on as before.
    static func divert(to descriptor: Int32) {
        flush()
        // Otherwise what is printed would wait until 4 KiB have come.
        setvbuf(stdout, nil, _IOLBF, 0)
        originals.withLock {
            guard $0.output == STDOUT_FILENO else { return }
            $0.output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
            $0.error = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
            CrashNotice.descriptor = $0.error
        }
        dup2(descriptor, STDOUT_FILENO)
        dup2(descriptor, STDERR_FILENO)
    }

    /// Descriptors 1 and 2 lead where they led before.
    static func restore() {
        flush()
        originals.withLock {
            guard $0.output != STDOUT_FILENO else { return }
            restore(STDOUT_FILENO, from: $0.output)
            restore(STDERR_FILENO, from: $0.error)
            $0 = Originals()
            CrashNotice.descriptor = STDERR_FILENO
        }
    }

    /// One that was closed is closed again.
    private static func restore(_ descriptor: Int32, from original: Int32) {
        if original < 0 {
            close(descriptor)
        } else {
            dup2(original, descriptor)
            close(original)
        }
    }
}
