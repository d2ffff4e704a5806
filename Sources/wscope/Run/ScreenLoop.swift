import Capture
import Console
import Foundation
import TerminalCanvas
import WebSocketEngine
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
        let history = HistoryFile(ProcessInfo.processInfo.environment)
        var facts = ConsoleFacts(settings, service)
        facts.themes = themes.names
        facts.columns = settings.columns
        facts.problems = KeyFileMode.warnings(settings.keys)
        facts.history = history?.lines() ?? []
        let welcome = settings.isHintsOff ? nil : WelcomeFile(ProcessInfo.processInfo.environment)
        facts.welcomes = welcome.map { !$0.exists } ?? false
        Self.takeKeys(&facts, settings)
        let files = PayloadFiles(ProcessInfo.processInfo.environment)
        facts.templates = files.templates
        facts.maximumMessage = settings.serverConfiguration.settings.maximumMessage
        let loop = ConsoleLoop(
            facts: facts, terminal: terminal, themes: themes, door: door, history: history,
            files: files, welcomed: { welcome?.write() })
        let reason = loop.run()
        terminal.close()
        // What the application still has to say is for the terminal.
        service.prints?.spill()
        service.stop()
        switch reason {
        case .quit: try service.checkBreaches(settings)
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
        let history = HistoryFile(ProcessInfo.processInfo.environment)
        var facts = ConsoleFacts(
            address: door.session.address, isSecure: door.session.isSecure, themes: themes.names,
            theme: settings.theme, version: Versions.program,
            application: door.session.application, capture: door.name)
        facts.columns = settings.columns
        facts.history = history?.lines() ?? []
        takeKeys(&facts, settings)
        let loop = ConsoleLoop(
            facts: facts, terminal: terminal, themes: themes, door: door, history: history)
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
            mouse: !settings.isMouseOff, colour: settings.color.option, isNarrow: settings.isASCII,
            environment: ProcessInfo.processInfo.environment, output: StandardStreams.output)
    }

    /// A file that is wrong is told on the screen, and the standard keys stay.
    private static func takeKeys(_ facts: inout ConsoleFacts, _ settings: Settings) {
        do {
            let environment = ProcessInfo.processInfo.environment
            guard let file = try KeysFile.read(named: settings.keyFile, environment) else { return }
            facts.keys = file.remapping
            facts.problems += file.warnings
        } catch {
            facts.problems.append("standard keys stay: \(error)")
        }
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
