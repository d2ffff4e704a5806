import Capture
import Console
import Glibc
import WebSocketEngine
import WebSocketServer

extension CaptureSession {
    /// What is captured of a server that runs.
    init(_ server: WebSocketServer, _ settings: Settings) {
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
