import Glibc
import Synchronization
import WebSocketEngine
import WebSocketServer
import WebSocketWire

/// Passes the engine's events on to the callback, and lends the engine to the calls it makes.
///
/// `@unchecked Sendable` holds because `responder` is touched only by the thread that is noted
/// beside it.
final class Reporter: Application, @unchecked Sendable {
    let clients = ClientTable()
    let callback = Guarded(SYS_WSS.Callback?.none)
    let complaint = Guarded(Complaint.none)
    /// The thread that is inside the callback; 0 for none.
    private let inside = Atomic<UInt>(0)
    private var responder: Responder?

    /// The engine, for a caller inside the callback; nil anywhere else.
    var lent: Responder? {
        inside.load(ordering: .relaxed) == Self.thisThread ? responder : nil
    }

    private static var thisThread: UInt { UInt(pthread_self()) }

    func receive(_ event: Event, _ responder: Responder) {
        clients.note(event)
        guard let kind = SYS_WSS_EVENTS(rawValue: UInt32(event.kind.rawValue)) else { return }
        let index = Int32(truncatingIfNeeded: event.id.slot)
        note(event.detail, index)
        guard let callback = callback.withLock({ $0 }) else { return }
        self.responder = responder
        inside.store(Self.thisThread, ordering: .relaxed)
        defer {
            inside.store(0, ordering: .relaxed)
            self.responder = nil
        }
        switch kind {
        case .error:
            var words = complaint.withLock { $0.words }
            words.withUTF8 { callback(kind, SYS_WSS_RXDATA(UnsafeRawBufferPointer($0)), index) }
        case .clientBinaryDataReceived, .clientTextDataReceived, .clientPingReceived,
            .clientPongReceived, .clientCloseFrameReceived:
            callback(kind, SYS_WSS_RXDATA(event.payload), index)
        default:
            callback(kind, nil, index)
        }
    }

    private func note(_ detail: EventDetail, _ index: Int32) {
        switch detail {
        case .breach(_, let verdict):
            complaint.withLock { $0 = .broke(clientIndex: index, verdict) }
        case .failure(let cause): complaint.withLock { $0 = .failed(clientIndex: index, cause) }
        default: break
        }
    }
}
