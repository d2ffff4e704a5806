public import CSysWSS
import Glibc

// What can be read in C, declared in sys_wss.h.

// swift-format-ignore: AlwaysUseLowerCamelCase
@c @implementation
public func SYS_WSS_GetState(_ clientIndex: Int32) -> CSysWSS.SYS_WSS_STATE {
    CSysWSS.SYS_WSS_STATE(rawValue: SYS_WSS.shared.state(of: clientIndex).rawValue)
}

// swift-format-ignore: AlwaysUseLowerCamelCase
@c @implementation
public func SYS_WSS_GetHandshake(
    _ clientIndex: Int32, _ handshake: UnsafeMutablePointer<CSysWSS.SYS_WSS_HANDSHAKE_CTXT>?
) -> CSysWSS.SYS_WSS_RESULT {
    let service = SYS_WSS.shared
    guard let handshake, let facts = service.handshake(of: clientIndex) else {
        return service.complain("client \(clientIndex) has not shaken hands").inC
    }
    handshake.pointee = facts.inC
    return SYS_WSS_RESULT.success.inC
}

// swift-format-ignore: AlwaysUseLowerCamelCase
@c @implementation
public func SYS_WSS_GetCounters(
    _ clientIndex: Int32, _ counters: UnsafeMutablePointer<CSysWSS.SYS_WSS_COUNTERS>?
) -> CSysWSS.SYS_WSS_RESULT {
    let service = SYS_WSS.shared
    guard let counters, let counted = service.counters(of: clientIndex) else {
        return service.complain(
            "no counters of client \(clientIndex): it does not exist, or the service does not run"
                + " or answer"
        ).inC
    }
    counters.pointee = CSysWSS.SYS_WSS_COUNTERS(
        receivedMessages: counted.receivedMessages, receivedBytes: counted.receivedBytes,
        sentMessages: counted.sentMessages, sentBytes: counted.sentBytes,
        queuedBytes: counted.queuedBytes, roundTrip: counted.roundTrip)
    return SYS_WSS_RESULT.success.inC
}

// swift-format-ignore: AlwaysUseLowerCamelCase
@c @implementation
public func SYS_WSS_GetSlots() -> UInt32 { UInt32(clamping: SYS_WSS.shared.slots) }

// swift-format-ignore: AlwaysUseLowerCamelCase
@c @implementation
public func SYS_WSS_GetPort() -> UInt16 { SYS_WSS.shared.port }

// swift-format-ignore: AlwaysUseLowerCamelCase
@c @implementation
public func SYS_WSS_GetError(_ text: UnsafeMutablePointer<CChar>?, _ size: Int) -> Int {
    var words = SYS_WSS.shared.lastError
    return words.withUTF8 { words in
        if let text, size > 0 {
            let count = min(words.count, size - 1)
            if let source = words.baseAddress { memcpy(text, source, count) }
            text[count] = 0
        }
        return words.count
    }
}

extension SYS_WSS_HANDSHAKE_CTXT {
    var inC: CSysWSS.SYS_WSS_HANDSHAKE_CTXT {
        var context = CSysWSS.SYS_WSS_HANDSHAKE_CTXT()
        context.http_version = httpVersion
        context.ws_version = webSocketVersion
        context.upgradeWebSocket = upgradesToWebSocket
        context.origin = hasOrigin
        context.connectionUpgrade = connectionUpgrades
        context.connectionClose = connectionCloses
        withUnsafeMutableBytes(of: &context.clientKey) { $0.copyBytes(from: clientKey.prefix(16)) }
        withUnsafeMutableBytes(of: &context.serverKey) {
            $0.copyBytes(from: serverKey.utf8.prefix(SYS_WSS.serverKeySize))
        }
        return context
    }
}
