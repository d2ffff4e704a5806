import ArgumentParser
import Foundation

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

    /// A line on stderr.
    static func complain(_ text: String) {
        FileHandle(fileDescriptor: StandardStreams.error, closeOnDealloc: false)
            .write(Data((text + "\n").utf8))
    }
}

/// Something failed at run time, in words that say what to do about it.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
