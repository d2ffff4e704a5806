import SysWSS
import WebSocketServer

extension ApplicationName {
    /// Makes the server answer so, before it listens. A plugin is loaded and begins.
    func install(on server: WebSocketServer) throws {
        switch self {
        case .echo: server.register(application: EchoApplication())
        case .sink: server.register(application: SinkApplication())
        case .broadcast: server.register(application: BroadcastApplication())
        case .plugin(let path): try Self.load(path, into: server)
        }
    }

    private static func load(_ path: String, into server: WebSocketServer) throws {
        do throws(SharedObjectError) {
            // First, so that the plugin finds the service running whatever it calls.
            SYS_WSS.shared.host(server)
            try SharedObject(path: path).begin(on: .shared)
        } catch {
            throw Failure(error.description)
        }
    }
}
