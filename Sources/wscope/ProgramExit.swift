import ArgumentParser
import Glibc

/// How the program ends: what it says where, and its exit status.
enum ProgramExit {
    /// 0 well, 1 failed at run time, 2 wrong usage, 3 a breach was found.
    static let failed = ExitCode(1)
    static let wrongUsage = ExitCode(2)
    static let breach = ExitCode(3)

    static func leave(with error: any Error) -> Never {
        if let failure = error as? Failure {
            complain("wscope: \(failure.description)")
            exit(failed.rawValue)
        }
        if let usage = error as? WrongUsage {
            complain("wscope: \(usage.description)")
            exit(wrongUsage.rawValue)
        }
        let status = WscopeCommand.exitCode(for: error)
        if status.isSuccess {
            print(WscopeCommand.fullMessage(for: error))
            exit(0)
        }
        let text = WscopeCommand.fullMessage(for: error)
        let isError = text.hasPrefix("Error: ")
        if !text.isEmpty { complain(isError ? "wscope: " + text.dropFirst(7) : text) }
        exit(status == .validationFailure ? wrongUsage.rawValue : status.rawValue)
    }

    /// A line on stderr; where nobody reads it any more, it is lost, and no more than it.
    static func complain(_ text: String) {
        var line = text + "\n"
        line.withUTF8 { bytes in
            var offset = 0
            while offset < bytes.count {
                let rest = UnsafeBufferPointer(rebasing: bytes[offset...])
                let count = write(StandardStreams.error, rest.baseAddress, rest.count)
                if count >= 0 { offset += count } else if errno != EINTR { return }
            }
        }
    }
}

/// Something failed at run time, in words that say what to do about it.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
