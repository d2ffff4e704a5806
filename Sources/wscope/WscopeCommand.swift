import ArgumentParser
import Glibc

/// The program: arguments in, a subcommand run, an exit status out.
@main
struct WscopeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wscope",
        abstract: "A console for WebSocket connections, with the server inside.",
        discussion: """
            Opens a WebSocket server and shows its connections live: ping them, send to them, \
            close them and take their frames apart by keyboard.

            Exit status: 0 well, 1 failed at run time, 2 wrong usage, 3 a breach of the protocol.
            """,
        version: Versions.text,
        subcommands: [
            RunCommand.self, ServeCommand.self, OpenCommand.self, DecodeCommand.self,
            ThemeCommand.self, KeysCommand.self,
        ],
        defaultSubcommand: RunCommand.self)

    static func main() {
        CrashNotice.install()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            ProgramExit.leave(with: error)
        }
    }
}
