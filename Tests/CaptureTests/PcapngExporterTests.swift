import Testing
import WebSocketEngine
import WebSocketWire

@testable import Capture

/// The blocks of a file and the packets in them; tshark's own opinion is asked end to end.
@Suite struct PcapngExporterTests {
    private static func packets(
        _ records: [CaptureRecord], zeros: Int = 1 << 30
    ) -> [[UInt8]] {
        var exporter = PcapngExporter(zeros: zeros)
        for record in records { exporter.add(record) }
        exporter.finish()
        var rest = exporter.take()[...]
        var packets: [[UInt8]] = []
        while rest.count >= 12 {
            let start = rest.startIndex
            let type = number(rest, start)
            let length = Int(number(rest, start + 4))
            guard length >= 12, length <= rest.count, length % 4 == 0 else {
                Issue.record("a block of \(length) bytes")
                return packets
            }
            #expect(number(rest, start + length - 4) == UInt32(length))
            if type == 6 {
                let count = Int(number(rest, start + 20))
                packets.append(Array(rest[(start + 28)..<(start + 28 + count)]))
            }
            rest = rest.dropFirst(length)
        }
        #expect(rest.isEmpty)
        return packets
    }

    private static func number(_ bytes: ArraySlice<UInt8>, _ place: Int) -> UInt32 {
        bytes[place..<(place + 4)].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func row(_ peer: PeerAddress) -> CaptureRecord {
        .row(SlotRow(id: Samples.id, state: .connected, peer: peer, openedAt: Samples.time))
    }

    private static let ended = CloseFacts(
        initiator: .peer, cause: .closeFrame, code: .normalClosure)

    @Test func whatWasNotKeptIsZerosAndThenAGap() {
        var frame = Samples.frame(payload: [UInt8](repeating: 7, count: 4_000))
        frame.payload = []
        let next = Samples.frame(payload: Array("next".utf8))
        let records: [CaptureRecord] = [
            .session(Samples.session), Self.row(PeerAddress(ipv4: 0x0A00_0007, port: 1)),
            .frame(frame), .frame(next),
        ]
        let header = frame.record.header.byteCount
        for (zeros, count) in [(1 << 30, 4_000), (1_000, 1_000)] {
            let packets = Self.packets(records, zeros: zeros).suffix(2).map {
                Array($0.dropFirst(40))
            }
            #expect(packets.first?.count == header + count)
            let all = Self.packets(records, zeros: zeros).suffix(2)
            let sequences = all.map { Self.number([UInt8]($0[24..<28].reversed())[...], 0) }
            #expect(sequences[1] - sequences[0] == UInt32(header + 4_000))
        }
    }

    @Test(arguments: [
        (PeerAddress(ipv4: 0x0A00_0007, port: 51_544), 20),
        (PeerAddress(high: 0xFE80 << 48, low: 1, port: 6_622), 40),
    ])
    func aConversationBeginsAndEnds(peer: PeerAddress, header: Int) {
        let frame = Samples.frame(payload: Array("Hello".utf8))
        let closed = EventRecord(
            sequence: 1, kind: .closed, id: Samples.id, time: Samples.time,
            detail: .closed(Self.ended), preview: EventRecord.Preview())
        let packets = Self.packets([
            .session(Samples.session), Self.row(peer), .frame(frame), .event(closed),
        ])
        // SYN, SYN ACK, ACK, a made-up handshake, the frame, and the end.
        #expect(packets.count == 3 + 2 + 1 + 3)
        let flags = packets.map { $0[header + 13] }
        #expect(flags == [0x02, 0x12, 0x10, 0x18, 0x18, 0x18, 0x11, 0x11, 0x10])
        let carried = Array(packets[5][(header + 20)...])
        #expect(carried == [0x81, 0x85, 0x21, 0x3d, 0x7f, 0x9f, 0x69, 0x58, 0x13, 0xf3, 0x4e])
        for packet in packets {
            let addresses = packet[(header == 20 ? 12 : 8)..<header]
            let length = UInt32(packet.count - header)
            let pseudo = Array(addresses) + [0, 0, 0, 6] + length.network
            #expect(InternetChecksum.of(pseudo + packet[header...]) == 0)
            if header == 20 { #expect(InternetChecksum.of(Array(packet[..<20])) == 0) }
        }
    }

    @Test func sequenceNumbersCountTheBytesOfEachSide() {
        let peer = PeerAddress(ipv4: 0x0A00_0007, port: 51_544)
        let handshake = HandshakeRecord(
            sequence: 1, id: Samples.id, time: Samples.time,
            request: [UInt8](repeating: 1, count: 100), response: [UInt8](repeating: 2, count: 50))
        let large = [UInt8](repeating: 3, count: 70_000)
        let packets = Self.packets([
            .session(Samples.session), Self.row(peer), .handshake(handshake),
            .frame(Samples.frame(payload: large, direction: .sent, maskingKey: nil)),
            .frame(Samples.frame(payload: [9], direction: .received, sequence: 2)),
        ])
        let numbers = packets.map { packet in
            packet[24..<28].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        let segment = UInt32(Conversation.segment)
        #expect(numbers == [0, 0, 1, 1, 1, 51, 51 + segment, 51 + 2 * segment, 101])
        let last = packets[8][28..<32].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        #expect(last == 51 + 70_010)
    }

    @Test func anyRecordsMakeAFile() {
        #expect(Self.packets(Samples.all).count > 3)
        #expect(Self.packets([]).isEmpty)
        #expect(Self.packets([.frame(Samples.frame(payload: []))]).count == 6)
    }

    @Test(arguments: [
        ("127.0.0.1:8000", "7f000001", 8000), ("0.0.0.0:1", "00000000", 1),
        ("[::1]:443", "00000000000000000000000000000001", 80), ("", "7f000001", 80),
    ])
    func addressesOfServersAreRead(text: String, hex: String, port: UInt16) {
        var session = Samples.session
        session.address = text
        let end = PacketEndpoint(server: session)
        let digits = end.bytes.map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        #expect(digits.joined() == hex)
        #expect(end.port == port)
    }
}
