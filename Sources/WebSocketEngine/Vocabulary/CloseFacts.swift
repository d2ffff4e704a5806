public import WebSocketWire

/// Who began the end of a connection.
@frozen
public enum CloseInitiator: UInt8, Sendable, CaseIterable {
    case peer
    case `operator`
    case application
    case engine

    public var name: String {
        switch self {
        case .peer: "peer"
        case .operator: "operator"
        case .application: "application"
        case .engine: "engine"
        }
    }
}

/// Why a connection ended.
@frozen
public enum CloseCause: Hashable, Sendable {
    /// The peer sent a close frame.
    case closeFrame
    /// The peer ended TCP without a close frame.
    case vanished
    /// The transport failed with this errno.
    case transport(Int32)
    case tlsFailed
    case breach(Verdict)
    case timeout(TimeoutKind)
    /// A close or abort command, by operator or application.
    case command
    /// More was to be sent than the queue may hold.
    case queueOverrun
    case outOfMemory
    case shutdown
    /// There were too many handshakes, and this was the oldest.
    case handshakesFull
    /// Its address had as much as one may have.
    case addressLimit
}

/// Which deadline passed.
@frozen
public enum TimeoutKind: UInt8, Sendable, CaseIterable {
    /// No frame from the client within the idle timeout: the seed's client timeout.
    case idle
    /// No pong within the pong timeout of our ping.
    case pong
    /// The opening handshake took too long.
    case handshake
    /// The closing handshake took too long.
    case close
    /// A fragmented or torn message took too long.
    case message
    /// The peer read nothing while bytes were queued for it.
    case stall

    public var name: String {
        switch self {
        case .idle: "idle"
        case .pong: "pong"
        case .handshake: "handshake"
        case .close: "close"
        case .message: "message"
        case .stall: "stall"
        }
    }
}

/// Who began the end of a connection, why, and with which code.
@frozen
public struct CloseFacts: Hashable, Sendable {
    /// As in the first close frame, of either side; 1005 or 1006 where there was none (RFC 6455
    /// §7.1.5).
    public let code: CloseCode
    public let initiator: CloseInitiator
    public let cause: CloseCause

    @inlinable
    public init(initiator: CloseInitiator, cause: CloseCause, code: CloseCode) {
        self.initiator = initiator
        self.cause = cause
        self.code = code
    }
}
