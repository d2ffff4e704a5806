public import CSysWSS
import WebSocketEngine

// Sending in C, declared in sys_wss.h.

// swift-format-ignore: AlwaysUseLowerCamelCase
@c @implementation
public func SYS_WSS_sendMessage(
    _ fin: Bool, _ type: CSysWSS.SYS_WSS_FRAME, _ data: UnsafeMutablePointer<UInt8>?,
    _ dataLen: Int, _ clientIndex: Int32
) -> CSysWSS.SYS_WSS_RESULT {
    guard let bytes = CBytes.view(data, dataLen), let type = SYS_WSS_FRAME(rawValue: type.rawValue)
    else { return CBytes.refused.inC }
    return SYS_WSS.shared.sendMessage(fin: fin, type, bytes, to: clientIndex).inC
}

// swift-format-ignore: AlwaysUseLowerCamelCase
@c @implementation
public func SYS_WSS_PingClient(
    _ data: UnsafeMutablePointer<UInt8>?, _ dataLen: Int, _ clientIndex: Int32
) -> CSysWSS.SYS_WSS_RESULT {
    guard let bytes = CBytes.view(data, dataLen) else { return CBytes.refused.inC }
    return SYS_WSS.shared.pingClient(bytes, clientIndex: clientIndex).inC
}

// swift-format-ignore: AlwaysUseLowerCamelCase
@c @implementation
public func SYS_WSS_CloseConnection(
    _ code: CSysWSS.SYS_WSS_STATUS_CODE, _ data: UnsafeMutablePointer<UInt8>?, _ dataLen: Int,
    _ clientIndex: Int32
) -> CSysWSS.SYS_WSS_RESULT {
    guard let bytes = CBytes.view(data, dataLen) else { return CBytes.refused.inC }
    return SYS_WSS.shared.closeConnection(
        code: code.rawValue, bytes, clientIndex: clientIndex
    ).inC
}

/// A pointer and a length as C gives them.
enum CBytes {
    /// nil for a length without bytes, or one beyond all memory.
    static func view(
        _ data: UnsafeMutablePointer<UInt8>?, _ count: Int
    ) -> UnsafeRawBufferPointer? {
        if count == 0 { return UnsafeRawBufferPointer(start: nil, count: 0) }
        guard let data, count > 0 else { return nil }
        return UnsafeRawBufferPointer(start: data, count: count)
    }

    static var refused: SYS_WSS_RESULT {
        SYS_WSS.shared.complain(
            "no such data or type: give bytes with their length, or NULL with 0, and a type of"
                + " SYS_WSS_FRAME", .invalidRequest)
    }
}
