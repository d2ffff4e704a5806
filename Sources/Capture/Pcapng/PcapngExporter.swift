import WebSocketEngine
import WebSocketWire

/// Turns a capture into packets for Wireshark: TCP conversations that carry the bytes of the wire.
///
/// The packets are synthesised and say so: one connection's handshake, frames and end, with right
/// sequence numbers and checksums. What came by TLS is written without it.
public struct PcapngExporter {
    private var blocks = PcapngBlocks()
    private var server = PacketEndpoint(high: 0, low: 0xFFFF_7F00_0001, port: 80)
    private var wallAtZero: Int64 = 0
    private var peers = KnownPeers()
    private var paths: [ConnectionID: [UInt8]] = [:]
    private var conversations: [ConnectionID: Conversation] = [:]
    private var latest = Instant.zero
    private var zerosLeft: Int

    /// - Parameter zeros: how many bytes that were not kept are written as zeros, over all frames;
    ///   beyond, the packets have a gap. 1 GiB, as a small file may claim to lack any number.
    public init(zeros: Int = 1 << 30) { zerosLeft = zeros }

    public var count: Int { blocks.count }
    public mutating func take() -> [UInt8] { blocks.take() }

    public mutating func add(_ record: CaptureRecord) {
        switch record {
        case .session(let session):
            server = PacketEndpoint(server: session)
            wallAtZero = session.wallAtZero
            blocks.begin(program: session.program, isSecure: session.isSecure)
        case .row(let row):
            peers.learn(row)
            if row.path.count > 0 { paths[row.id] = row.path.bytes }
        case .handshake(let handshake): add(handshake)
        case .frame(let frame): add(frame)
        case .event(let event):
            peers.learn(event)
            if event.kind == .closed { end(event.id, at: event.time) }
        case .state, .line, .loss, .end: break
        }
    }

    /// Whoever is still connected stays so: the capture ends, the connection did not.
    public mutating func finish() {}

    private mutating func add(_ handshake: HandshakeRecord) {
        var conversation = begin(handshake.id, at: handshake.time)
        send(handshake.request, &conversation, isFromPeer: true, handshake.time)
        send(handshake.response, &conversation, isFromPeer: false, handshake.time)
        conversation.hasHandshake = true
        conversations[handshake.id] = conversation
    }

    private mutating func add(_ frame: CapturedFrame) {
        let record = frame.record
        var conversation = conversations[record.id] ?? begin(record.id, at: record.time)
        if !conversation.hasHandshake {
            conversation.hasHandshake = true
            pretendHandshake(of: record.id, &conversation, record.time)
        }
        let missing = max(
            0,
            min(record.preview.total, CaptureFormat.maximumPayload * 4)
                - frame.payload.count)
        let zeros = min(missing, zerosLeft)
        zerosLeft -= zeros
        let isFromPeer = record.direction == .received
        let comment = zeros < missing ? "a gap and \(zeros) zeros stand" : "zeros stand"
        send(
            record.header.bytes + masked(frame.payload, zeros, record.header), &conversation,
            isFromPeer: isFromPeer, record.time,
            comment: missing > 0 ? "\(missing) bytes were not kept; \(comment) for them" : nil)
        conversation.skip(missing - zeros, isFromPeer: isFromPeer)
        conversations[record.id] = conversation
    }

    /// As the wire carried it. RFC 6455 §5.3.
    private func masked(_ payload: [UInt8], _ missing: Int, _ header: FrameHeader) -> [UInt8] {
        var bytes = payload + [UInt8](repeating: 0, count: missing)
        bytes.withUnsafeMutableBytes {
            guard header.masked, let base = $0.baseAddress else { return }
            Masking.apply(key: header.maskingKey, phase: 0, to: base, count: $0.count)
        }
        return bytes
    }

    private mutating func begin(_ id: ConnectionID, at time: Instant) -> Conversation {
        let peer =
            peers[id] ?? PeerAddress(ipv4: 0x7F00_0001, port: UInt16(1024 + id.slot % 60_000))
        var conversation = Conversation(
            peer: PacketEndpoint(high: peer.high, low: peer.low, port: peer.port), server: server)
        let comment = "wscope: synthesised packets of connection \(id)"
        blocks.add(conversation.synchronise(), at: wall(time), comment: comment)
        blocks.add(conversation.acceptSynchronise(), at: wall(time))
        blocks.add(conversation.acknowledge(), at: wall(time))
        return conversation
    }

    /// Without an upgrade no tool knows that frames follow.
    private mutating func pretendHandshake(
        of id: ConnectionID, _ conversation: inout Conversation, _ time: Instant
    ) {
        let key = "d3Njb3BlLXdzY29wZS0hIQ=="
        let path = String(decoding: paths[id] ?? [0x2F], as: UTF8.self)
            .filter { $0.isASCII && !$0.isWhitespace }
        let request =
            "GET \(path) HTTP/1.1\r\nHost: wscope\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: \(key)\r\nSec-WebSocket-Version: 13\r\n\r\n"
        let response =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: \(AcceptKey.compute(key: key))\r\n\r\n"
        send(
            Array(request.utf8), &conversation, isFromPeer: true, time,
            comment: "wscope: made up, the opening handshake was not captured")
        send(Array(response.utf8), &conversation, isFromPeer: false, time)
    }

    private mutating func send(
        _ bytes: [UInt8], _ conversation: inout Conversation, isFromPeer: Bool, _ time: Instant,
        comment: String? = nil
    ) {
        var rest = bytes[...]
        var comment = comment
        while !rest.isEmpty {
            let part = rest.prefix(Conversation.segment)
            rest = rest.dropFirst(Conversation.segment)
            blocks.add(
                conversation.carry(part, isFromPeer: isFromPeer, isLast: rest.isEmpty),
                at: wall(time), comment: comment)
            comment = nil
        }
    }

    private mutating func end(_ id: ConnectionID, at time: Instant) {
        paths[id] = nil
        guard var conversation = conversations.removeValue(forKey: id) else { return }
        for packet in conversation.finish() { blocks.add(packet, at: wall(time)) }
    }

    private func wall(_ instant: Instant) -> UInt64 {
        let (sum, overflow) = wallAtZero.addingReportingOverflow(
            Int64(clamping: instant.nanoseconds))
        return overflow || sum < 0 ? 0 : UInt64(sum)
    }
}
