import WebSocketEngine
import WebSocketServer

// What the original keeps in g_wssSrvcObj, for everybody to read.
extension SYS_WSS {
    /// CLOSED also for an index that does not exist.
    public func state(of clientIndex: Int32) -> SYS_WSS_STATE {
        reporter.clients[clientIndex]?.state ?? .closed
    }

    /// Of a client that is CONNECTED or CLOSING; nil otherwise.
    public func handshake(of clientIndex: Int32) -> SYS_WSS_HANDSHAKE_CTXT? {
        reporter.clients[clientIndex]?.handshake.map(SYS_WSS_HANDSHAKE_CTXT.init)
    }

    /// Of the newest client of an index, also after it is CLOSED; of the whole service for an
    /// index below 0. Waits for the engine, at most a second; nil when that does not answer.
    public func counters(of clientIndex: Int32) -> SYS_WSS_COUNTERS? {
        if let responder = reporter.lent { return SYS_WSS_COUNTERS(clientIndex, responder) }
        return server?.ask { SYS_WSS_COUNTERS(clientIndex, $0) } ?? nil
    }

    /// How many client indexes there are; 0 when the service does not run.
    public var slots: Int { reporter.clients.count }

    /// Where the service listens; 0 when it does not run.
    public var port: UInt16 { server?.addresses.first?.port ?? 0 }
}

/// What a client and the service have counted.
public struct SYS_WSS_COUNTERS: Hashable, Sendable {
    public let receivedMessages: UInt64
    /// As they came over TCP or out of TLS: headers and handshake included.
    public let receivedBytes: UInt64
    public let sentMessages: UInt64
    public let sentBytes: UInt64
    /// Wait for the client to read.
    public let queuedBytes: UInt64
    /// Nanoseconds of the newest ping that was answered; 0 before.
    public let roundTrip: UInt64

    init?(_ clientIndex: Int32, _ responder: Responder) {
        if clientIndex < 0 {
            let totals = responder.totals
            receivedMessages = totals.receivedMessages
            receivedBytes = totals.receivedBytes
            sentMessages = totals.sentMessages
            sentBytes = totals.sentBytes
            queuedBytes = totals.queuedBytes
            roundTrip = 0
        } else {
            guard let row = responder.row(ofSlot: Int(clientIndex)) else { return nil }
            receivedMessages = row.receivedMessages
            receivedBytes = row.receivedBytes
            sentMessages = row.sentMessages
            sentBytes = row.sentBytes
            queuedBytes = row.queuedBytes
            roundTrip = row.roundTrip ?? 0
        }
    }
}
