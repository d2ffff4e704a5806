import WebSocketWire

@testable import WebSocketEngine

/// What came out of the engine: it has to be in order, and lawful.
struct EngineWitness {
    private enum Stage { case connecting, connected, closing }

    private var open: Set<ConnectionID> = []
    private var stages: [ConnectionID: Stage] = [:]
    /// What the kernel took of each connection's bytes.
    private var sent: [ConnectionID: [UInt8]] = [:]
    private var peers = [KnownPeers(), KnownPeers(), KnownPeers()]
    private var lastFrames: [UInt64] = [0, 0, 0]
    private var lastEvents: [UInt64] = [0, 0, 0]
    /// Frames were crafted: what they break is the operator's.
    var mayBreakRules = false

    mutating func opened(_ id: ConnectionID) { open.insert(id) }

    mutating func note(_ effect: Effect) {
        switch effect {
        case .close(let id): check(open.remove(id) != nil, "closed twice")
        case .reset(let id): check(open.remove(id) != nil, "reset twice")
        case .finish(let id), .interest(let id, _, _), .window(let id, _):
            check(open.contains(id) || sent[id] != nil, "an effect on nobody")
        }
    }

    /// CONNECTING, CONNECTED, CLOSING, CLOSED: in this order, each once, and all but the second.
    mutating func note(_ event: Event) {
        check(event.kind.isSysWSS == (event.kind != .outcome), "an event of another interface")
        let stage = stages[event.id]
        switch event.kind {
        case .connecting:
            check(stage == nil, "CONNECTING again")
            stages[event.id] = .connecting
        case .connected:
            check(stage == .connecting, "CONNECTED out of order")
            stages[event.id] = .connected
        case .closing:
            check(stage == .connecting || stage == .connected, "CLOSING out of order")
            stages[event.id] = .closing
        case .closed:
            check(stage == .closing, "CLOSED out of order")
            stages[event.id] = nil
        case .textReceived:
            check(UTF8Validator.isWhole(event.payload), "a text that is not UTF-8")
            check(stage == .connected, "a message of nobody")
        case .binaryReceived: check(stage == .connected, "a message of nobody")
        case .pingReceived, .pongReceived, .closeFrameReceived, .invalidFrame:
            check(stage != nil, "a frame of nobody")
        case .error, .timeout, .outcome: break
        }
    }

    mutating func note(_ write: Write, _ count: Int) {
        check(open.contains(write.id), "a write to nobody")
        check(write.pieces.reduce(0) { $0 + $1.count } == write.count, "pieces of another size")
        check(write.head.count + write.body.count <= write.count, "a head of another size")
        var left = count
        for piece in write.pieces where left > 0 {
            sent[write.id, default: []] += piece.bytes.prefix(left)
            left -= min(left, piece.count)
        }
    }

    mutating func note(_ news: News, _ seat: Int) {
        for row in news.rows {
            peers[seat].learn(row)
            check(peers[seat][row.id] == row.peer, "a row of somebody else")
        }
        for event in news.events {
            peers[seat].learn(event)
            check(event.sequence > lastEvents[seat], "events went backwards")
            lastEvents[seat] = event.sequence
            let preview = event.preview
            check(preview.bytes.count == preview.count, "a preview of another size")
            check(preview.isCut == (preview.total > 64), "cut or not")
            check(preview.isEmpty == (preview.count == 0), "empty or not")
        }
        for (index, frame) in news.frames.enumerated() {
            check(frame.sequence > lastFrames[seat], "frames went backwards")
            lastFrames[seat] = frame.sequence
            check(!frame.direction.name.isEmpty, "a direction without a name")
            check((frame.reaction == nil) == (frame.breach == nil), "a reaction to nothing")
            let carried = news.payloads.payload(index).count
            check(carried == 0 || carried == frame.rest.count, "a payload of another size")
            let inflated = news.payloads.inflated(index).count
            check(inflated == 0 || inflated == frame.inflated?.rest.count, "inflated otherwise")
        }
    }

    /// At the end: all descriptors are closed, and a client understands every byte that it got.
    func judge() {
        check(open.isEmpty, "\(open.count) descriptors were not closed")
        check(stages.isEmpty, "\(stages.count) connections were never closed")
        if mayBreakRules { return }
        for bytes in sent.values {
            var decoder = StreamDecoder(from: .server)
            let judge = { (item: StreamItem) in
                switch item {
                case .frame(let frame):
                    // An application may send what is no text; its frames are still frames.
                    let rule = frame.breach?.rule
                    check(rule == nil || rule == .invalidText, "\(frame) was sent")
                case .response(let response):
                    check(response.breach == nil, "\(response) was sent")
                case .request: check(false, "a server sent a request")
                case .end: break
                }
            }
            bytes.withUnsafeBytes { decoder.take($0, judge) }
            decoder.finish(judge)
        }
    }
}
