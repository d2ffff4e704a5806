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
            let object = try SharedObject(path: path)
            object.begin { _ in }
        } catch {
            throw Failure(error.description)
        }
    }
}
