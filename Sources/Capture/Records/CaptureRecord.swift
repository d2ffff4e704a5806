public import WebSocketEngine

/// One record of a capture.
public enum CaptureRecord: Sendable {
    case session(CaptureSession)
    /// The engine's counters at an instant.
    case state(at: Instant, Totals)
    case row(SlotRow)
    case handshake(HandshakeRecord)
    case event(EventRecord)
    case frame(CapturedFrame)
    case line(CapturedLine)
    case loss(CaptureLoss)
    case end(CaptureEnding)
}

/// What is captured: the first record.
public struct CaptureSession: Hashable, Sendable {
    /// Where the server listened: `127.0.0.1:8000`.
    public var address: String
    public var isSecure: Bool
    /// The version of the program that wrote it.
    public var program: String
    /// What answered the clients.
    public var application: String
    /// Nanoseconds since 1970 in UTC at the engine's instant 0.
    public var wallAtZero: Int64
    /// East of Greenwich.
    public var secondsFromUTC: Int32
    public var startedAt: Instant

    public init(
        address: String, isSecure: Bool, program: String, application: String, wallAtZero: Int64,
        secondsFromUTC: Int32, startedAt: Instant
    ) {
        self.address = address
        self.isSecure = isSecure
        self.program = program
        self.application = application
        self.wallAtZero = wallAtZero
        self.secondsFromUTC = secondsFromUTC
        self.startedAt = startedAt
    }

    /// Nanoseconds since 1970 in UTC.
    public func wallNanoseconds(of instant: Instant) -> Int64 {
        let (sum, overflow) = wallAtZero.addingReportingOverflow(
            Int64(clamping: instant.nanoseconds))
        return overflow ? .max : sum
    }
}

/// A frame with its payload.
public struct CapturedFrame: Sendable {
    /// Its places count from the start of the file.
    public var record: FrameRecord
    /// Unmasked, as much as was kept.
    public var payload: [UInt8]
    /// Of a compressed message without its compression.
    public var inflated: [UInt8]

    public init(record: FrameRecord, payload: [UInt8], inflated: [UInt8] = []) {
        self.record = record
        self.payload = payload
        self.inflated = inflated
    }
}

/// A line that the application printed.
public struct CapturedLine: Hashable, Sendable {
    public var time: Instant
    public var bytes: [UInt8]
    public var isCut: Bool

    public init(time: Instant, bytes: [UInt8], isCut: Bool) {
        self.time = time
        self.bytes = bytes
        self.isCut = isCut
    }
}

/// What came faster than it could be written, counted since the start of the capture.
public struct CaptureLoss: Hashable, Sendable {
    public var events: UInt64
    public var frames: UInt64
    public var lines: UInt64

    public init(events: UInt64 = 0, frames: UInt64 = 0, lines: UInt64 = 0) {
        self.events = events
        self.frames = frames
        self.lines = lines
    }

    public var total: UInt64 { events &+ frames &+ lines }
}

/// Why a capture ends; without this record it was cut off.
public enum CaptureEnding: UInt8, Sendable, CaseIterable {
    /// The operator, or the end of the program.
    case stopped
    /// The file was as large as it may become.
    case limit
}
