import CSysWSS
import WebSocketServer

@c @implementation
func SYS_WSS_Initialize(
    _ config: UnsafeMutablePointer<SYS_WSS_CONFIG>?, _ callback: SYS_WSS_CALLBACK?,
    _ cookie: UnsafeMutableRawPointer?
) -> SYS_MODULE_OBJ {
    let server = WebSocketServer()
    _ = try? server.start()
    return 1
}
