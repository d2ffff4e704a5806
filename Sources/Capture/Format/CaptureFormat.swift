/// The numbers of the file format; `Capture.md` of the documentation has the layout.
public enum CaptureFormat {
    /// Not text, so that no tool takes it for such; its line end shows a transfer that changed it.
    public static let magic: [UInt8] = [0x89] + Array("WSCOPE\r\n".utf8) + [0x1A]
    /// A reader takes files of its own version and of older ones; records of a kind it does not
    /// know it passes over.
    public static let version: UInt16 = 2
    /// Magic, version and four bytes that are 0.
    public static let fileHeader = 16
    /// Length, checksum and kind.
    static let recordHeader = 9
    /// Bytes of one payload in a record. 16 MiB: what the engine keeps of one at most.
    public static let maximumPayload = 16 << 20
    /// Bytes of the body of a record: a payload, what it inflates to, and all that is beside them.
    static let maximumBody = 2 * maximumPayload + (64 << 10)

    /// What a file begins with.
    public static var header: [UInt8] {
        var sink = ByteSink()
        sink.add(magic)
        sink.add(version)
        sink.add([0, 0, 0, 0])
        return sink.bytes
    }

    enum Kind: UInt8 {
        case session = 1
        case state
        case row
        case handshake
        case event
        case frame
        case line
        case loss
        case end
    }
}
