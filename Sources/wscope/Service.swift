import Capture
import Console
import DemoClients
import Glibc
import Synchronization
import WebSocketEngine
import WebSocketServer

/// A server that runs, with the simulated clients that were asked for.
final class Service: Sendable {
    let server: WebSocketServer
    let addresses: [BoundAddress]
    /// nil when nobody watches, so that the engine records nothing.
    let watch: Watch?
    /// nil when nobody watches, or no code but ours can print.
    let prints: PrintCapture?
    let captures: CaptureDesk
    private let demo: DemoClients?
    /// Rules that peers had broken when the service was stopped.
    private let breaches = Mutex<UInt64>(0)

    /// Listens, or says why not.
    ///
    /// - Parameter seat: whose eyes are on it; nil has nobody watch.
    init(_ settings: Settings, watchedAs seat: WatchSeat?) throws {
        // A peer or a reader that goes away is an error to handle, not a reason to die.
        signal(SIGPIPE, SIG_IGN)
        server = WebSocketServer(configuration: settings.serverConfiguration)
        let isCapturing = seat != nil && settings.application.isPlugin
        prints = isCapturing ? try PrintCapture(clock: server.clock) : nil
        captures = CaptureDesk(
            server: server, limit: UInt64(settings.captureLimit.bytes), prints: prints,
            facts: { [server] in CaptureSession(server, settings) })
        do {
            watch = try seat.map { [server] seat in try server.watch(as: seat) }
            try settings.application.install(on: server)
            addresses = try server.start()
            if let path = settings.capture { try captures.start(path: path) }
            demo = try Self.demoClients(settings.demoClients, at: addresses.first)
        } catch {
            prints?.spill()
            server.stop(within: .zero)
            throw (error as? ServerError).map { Failure($0.description) } ?? error
        }
    }

    private static func demoClients(
        _ count: Int, at address: BoundAddress?
    ) throws -> DemoClients? {
        guard count > 0, let address else { return nil }
        let target = ServerAddress(
            host: address.hostText, port: address.port, isSecure: address.isSecure)
        do {
            return try DemoClients(count: count, address: target)
        } catch {
            throw Failure(error.description)
        }
    }

    /// How the engine's instants stand to the clock on the wall, in this machine's time zone.
    var wallClock: WallClock { .here(server.clock) }

    /// Closes every connection with 1001 and waits, at most this long, for the answers.
    func stop(within limit: Duration = .seconds(2)) {
        demo?.stop()
        let count = server.ask(within: limit) { $0.totals.breaches } ?? 0
        breaches.withLock { $0 = count }
        server.stop(within: limit)
        captures.stop()
    }

    /// What `--fail-on` asks for, once the service was stopped.
    func checkBreaches(_ settings: Settings) throws {
        let count = breaches.withLock { $0 }
        guard settings.failsOn == .breach, count > 0 else { return }
        ProgramExit.complain("wscope: \(count) \(count == 1 ? "rule was" : "rules were") broken")
        throw ProgramExit.breach
    }
}

extension BoundAddress {
    /// The address without its port and brackets.
    var hostText: String {
        let text = address.description.dropLast(String(port).count + 1)
        return String(text.drop { $0 == "[" }.prefix { $0 != "]" })
    }
}
