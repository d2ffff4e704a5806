import Capture
import Console
import Foundation
import TerminalCanvas
import WebSocketServer

/// The console on a terminal, from its opening to the exit status.
struct ScreenLoop {
    let settings: Settings
    let service: Service
    let themes: ThemeStore

    /// - Throws: `TerminalError` when there is no terminal to draw on; the service runs on.
    func run() throws {
        let terminal = try Terminal(options: Self.terminalOptions(settings))
        let door = try ServerDoor(service)
        let loop = ConsoleLoop(facts: facts, terminal: terminal, themes: themes, door: door)
        let reason = loop.run()
        terminal.close()
        // What the application still has to say is for the terminal.
        service.prints?.spill()
        service.stop()
        switch reason {
        case .quit: return
        // So that whoever started the program sees which signal it was.
        case .signal(let signal):
            StandardStreams.flush()
            TerminalRescue.raiseDefault(signal)
        case .terminalLost: throw ProgramExit.failed
        }
    }

    /// The same console over a capture.
    static func open(_ door: CaptureDoor, settings: Settings, themes: ThemeStore) throws {
        let terminal = try Terminal(options: terminalOptions(settings))
        let facts = ConsoleFacts(
            address: door.session.address, isSecure: door.session.isSecure, themes: themes.names,
            theme: settings.theme, version: Versions.program,
            application: door.session.application, capture: door.name)
        let loop = ConsoleLoop(facts: facts, terminal: terminal, themes: themes, door: door)
        let reason = loop.run()
        terminal.close()
        switch reason {
        case .quit: return
        case .signal(let signal): TerminalRescue.raiseDefault(signal)
        case .terminalLost: throw ProgramExit.failed
        }
    }

    private static func terminalOptions(_ settings: Settings) -> TerminalOptions {
        TerminalOptions(
            mouse: !settings.isMouseOff, colour: settings.color.option,
            environment: ProcessInfo.processInfo.environment, output: StandardStreams.output)
    }

    private var facts: ConsoleFacts {
        let address = service.addresses.first
        return ConsoleFacts(
            address: address.map { String($0.url.drop { $0 != "/" }.dropFirst(2)) } ?? "",
            isSecure: settings.isSecure, themes: themes.names, theme: settings.theme,
            readOnly: settings.isReadOnly, version: Versions.program,
            application: settings.application.name)
    }
}

extension ColorChoice {
    fileprivate var option: ColourDepth.Option {
        switch self {
        case .auto: .auto
        case .always: .always
        case .never: .never
        case .ansi16: .ansi16
        case .ansi256: .ansi256
        case .truecolor: .truecolor
        }
    }
}
