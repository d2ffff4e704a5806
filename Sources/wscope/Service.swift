import Capture
import Console
import DemoClients
import Glibc
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

    /// Listens, or says why not.
    init(_ settings: Settings, isWatched: Bool) throws {
        // A peer or a reader that goes away is an error to handle, not a reason to die.
        signal(SIGPIPE, SIG_IGN)
        server = WebSocketServer(configuration: settings.serverConfiguration)
        let isCapturing = isWatched && settings.application.isPlugin
        prints = isCapturing ? try PrintCapture(clock: server.clock) : nil
        captures = CaptureDesk(
            server: server, limit: UInt64(settings.captureLimit.bytes), prints: prints,
            facts: { [server] in CaptureSession(server, settings) })
        do {
            watch = isWatched ? try server.watch() : nil
            try settings.application.install(on: server)
            addresses = try server.start()
            if let path = settings.capture { try captures.start(path: path) }
        } catch {
            prints?.spill()
            server.stop(within: .zero)
            throw (error as? ServerError).map { Failure($0.description) } ?? error
        }
        if settings.demoClients > 0, let address = addresses.first {
            demo = DemoClients(
                count: settings.demoClients,
                address: ServerAddress(
                    host: address.hostText, port: address.port, isSecure: address.isSecure))
        } else {
            demo = nil
        }
    }

    /// How the engine's instants stand to the clock on the wall, in this machine's time zone.
    var wallClock: WallClock { .here(server.clock) }

    /// Closes every connection with 1001 and waits, at most this long, for the answers.
    func stop(within limit: Duration = .seconds(2)) {
        demo?.stop()
        server.stop(within: limit)
        captures.stop()
    }
}

extension CaptureSession {
    /// What is captured of a server that runs.
    fileprivate init(_ server: WebSocketServer, _ settings: Settings) {
        let wall = WallClock.here(server.clock)
        let address = server.addresses.first
        self.init(
            address: address?.address.description ?? "", isSecure: settings.isSecure,
            program: Versions.program, application: settings.application.name,
            wallAtZero: wall.nanosecondsAtZero,
            secondsFromUTC: Int32(clamping: wall.secondsFromUTC),
            startedAt: server.clock.now())
    }
}

extension WallClock {
    /// How a server's instants stand to the clock on the wall, in this machine's time zone.
    static func here(_ clock: ServerClock) -> WallClock {
        var now = Glibc.time(nil)
        var local = tm()
        localtime_r(&now, &local)
        return WallClock(
            nanosecondsAtZero: clock.wallNanoseconds(of: .zero), secondsFromUTC: local.tm_gmtoff)
    }
}

extension BoundAddress {
    /// The address without its port and brackets.
    var hostText: String {
        let text = address.description.dropLast(String(port).count + 1)
        return String(text.drop { $0 == "[" }.prefix { $0 != "]" })
    }
}
