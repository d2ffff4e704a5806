import Testing
import WebSocketEngine

@Suite struct KnownPeersTests {
    private let ten = PeerAddress(ipv4: 0x0A00_0007, port: 1)
    private let eleven = PeerAddress(ipv4: 0x0A00_0008, port: 2)

    private func id(_ generation: UInt32, slot: UInt32 = 3) -> ConnectionID {
        ConnectionID(slot: slot, generation: generation)
    }

    private func connecting(_ id: ConnectionID, _ peer: PeerAddress) -> EventRecord {
        EventRecord(
            sequence: 1, kind: .connecting, id: id, time: .zero, detail: .opening(peer),
            preview: EventRecord.Preview())
    }

    private func row(_ id: ConnectionID, _ peer: PeerAddress) -> SlotRow {
        SlotRow(id: id, state: .connected, peer: peer, openedAt: .zero)
    }

    @Test func whoWasThereBeforeTheReaderIsKnownByTheRow() {
        var peers = KnownPeers()
        peers.learn(row(id(1), ten))
        #expect(peers[id(1)] == ten)
        #expect(peers[id(2)] == nil)
        #expect(peers[id(1, slot: 4)] == nil)
    }

    @Test func theRowOfALaterConnectionDoesNotHideTheEarlierOne() {
        var peers = KnownPeers()
        peers.learn(connecting(id(1), ten))
        peers.learn(row(id(9), eleven))
        #expect(peers[id(1)] == ten, "its CLOSED is in the news that has the other's row")
        #expect(peers[id(9)] == eleven)
    }

    @Test func visitsThatNoRowTellsOfAreKnownByTheirEvents() {
        var peers = KnownPeers()
        peers.learn(row(id(9), eleven))
        for generation in UInt32(1)...8 {
            let port = PeerAddress(ipv4: 0x7F00_0001, port: UInt16(generation))
            peers.learn(connecting(id(generation), port))
            #expect(peers[id(generation)] == port)
        }
        peers.learn(connecting(id(9), eleven))
        #expect(peers[id(9)] == eleven)
    }
}
