public import CSysWSS
import Glibc
import WebSocketServer

// The lifecycle in C, declared in sys_wss.h. Each function turns its arguments into Swift's and
// nothing more.

// swift-format-ignore: AlwaysUseLowerCamelCase
@c @implementation
public func SYS_WSS_Initialize(
    _ config: UnsafeMutablePointer<CSysWSS.SYS_WSS_CONFIG>?,
    _ callback: CSysWSS.SYS_WSS_CALLBACK?, _ cookie: UnsafeMutableRawPointer?
) -> SYS_MODULE_OBJ {
    let chosen = config.map {
        SYS_WSS_CONFIG(port: $0.pointee.port, isTLSEnabled: $0.pointee.isTLSEnabled)
    }
    do throws(SYS_WSS_ERROR) {
        try SYS_WSS.shared.initialize(chosen, callback: CCallback.make(callback, cookie))
        return ModuleObjects.shared.renew(SYS_WSS.shared.slots)
    } catch {
        return 0
    }
}

// swift-format-ignore: AlwaysUseLowerCamelCase
@c @implementation
public func SYS_WSS_Deinitialize() { SYS_WSS.shared.deinitialize() }

// swift-format-ignore: AlwaysUseLowerCamelCase
@c @implementation
public func SYS_WSS_Tasks() { SYS_WSS.shared.tasks() }

// swift-format-ignore: AlwaysUseLowerCamelCase
@c @implementation
public func SYS_WSS_register_callback(
    _ userCallback: CSysWSS.SYS_WSS_CALLBACK?, _ cookie: UnsafeMutableRawPointer?
) -> CSysWSS.SYS_WSS_RESULT {
    SYS_WSS.shared.registerCallback(CCallback.make(userCallback, cookie)).inC
}

// swift-format-ignore: AlwaysUseLowerCamelCase
@c @implementation
public func SYS_WSS_SetOption(
    _ name: UnsafePointer<CChar>?, _ value: UnsafePointer<CChar>?
) -> CSysWSS.SYS_WSS_RESULT {
    let service = SYS_WSS.shared
    guard let name, let value else {
        return service.complain("an option needs a name and a value", .invalidRequest).inC
    }
    guard let option = SYS_WSS_OPTION(rawValue: String(cString: name)) else {
        let names = SYS_WSS_OPTION.allCases.map(\.rawValue).joined(separator: ", ")
        return service.complain(
            "there is no option \"\(String(cString: name))\"; there are \(names)", .invalidRequest
        ).inC
    }
    return service.setOption(option, String(cString: value)).inC
}

extension SYS_WSS_RESULT {
    var inC: CSysWSS.SYS_WSS_RESULT { CSysWSS.SYS_WSS_RESULT(rawValue: rawValue) }
}
