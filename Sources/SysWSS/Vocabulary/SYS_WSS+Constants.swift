// The interface's constants.
extension SYS_WSS {
    /// Milliseconds between two looks at the deadlines: the accuracy of the client timeout.
    public static let keepAliveTimerPeriod = 100
    /// Bytes of a client's key, decoded; on the wire it has 24 characters. RFC 6455 §4.1.
    public static let clientKeySize = 16
    public static let clientKeySizeDecoded = 16
    /// Room for a server's key; it has 28 characters. RFC 6455 §4.2.2.
    public static let serverKeySize = 50
    public static let sha1DigestSize = 20
    public static let httpVersion0_9: UInt16 = 0x0009
    public static let httpVersion1_0: UInt16 = 0x0100
    public static let httpVersion1_1: UInt16 = 0x0101
    /// Bytes of the code in a close frame. RFC 6455 §5.5.1.
    public static let statusCodeLength = 2
    /// RFC 6455 §1.3.
    public static let guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
}
