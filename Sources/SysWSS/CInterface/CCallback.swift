import CSysWSS

/// A callback in C as one in Swift.
enum CCallback {
    static func make(
        _ function: CSysWSS.SYS_WSS_CALLBACK?, _ cookie: UnsafeMutableRawPointer?
    ) -> SYS_WSS.Callback? {
        guard let function else { return nil }
        // Its owner sees to it that the cookie may be used on the engine's queue.
        nonisolated(unsafe) let cookie = cookie
        return { event, data, clientIndex in
            let event = CSysWSS.SYS_WSS_EVENTS(rawValue: event.rawValue)
            // The description of an ERR is for SYS_WSS_GetError: the interface has no data there.
            guard let bytes = data?.bytes, event != SYS_WSS_EVENT_ERR else {
                return function(event, nil, clientIndex, cookie)
            }
            var received = CSysWSS.SYS_WSS_RXDATA(
                data: pointer(to: bytes), datalen: Int64(bytes.count))
            function(event, &received, clientIndex, cookie)
        }
    }

    /// Never NULL, so that C may hand it on to memcpy and its like.
    private static func pointer(to bytes: UnsafeRawBufferPointer) -> UnsafeMutablePointer<UInt8> {
        guard let base = bytes.baseAddress else { return ModuleObjects.shared.noBytes }
        return UnsafeMutableRawPointer(mutating: base).assumingMemoryBound(to: UInt8.self)
    }
}
