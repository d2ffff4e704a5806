/// What came with an event. Valid until the callback returns; copy what should live longer.
public struct SYS_WSS_RXDATA {
    public let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// Bytes; 64 bits and signed, as in the interface.
    public var datalen: Int64 { Int64(bytes.count) }

    /// The bytes as UTF-8, with U+FFFD for what is not.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
}
