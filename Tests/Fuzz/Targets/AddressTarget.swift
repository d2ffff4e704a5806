import Glibc

@testable import WebSocketEngine

extension FuzzTarget {
    /// The shares of addresses beside a plain count of who is there.
    static func shareAddresses(_ choices: inout Choices) {
        var limits = AddressLimits()
        limits.connections = choices.byte() % 4
        limits.handshakes = choices.byte() % 4
        limits.rate = choices.byte() % 8
        var crowd = Crowd(limits)
        while !choices.rest.isEmpty { crowd.step(choices.byte(), &choices) }
        crowd.leave()
    }
}

/// Who is there, and how often each was let in.
private struct Crowd {
    private struct Guest {
        var peer: PeerAddress
        var isShakingHands = true
    }

    private static let slots = 8
    private let limits: AddressLimits
    private var book: AddressBook
    private var guests: [Guest] = []
    private var admitted: [UInt64: [Instant]] = [:]
    private var now = Instant(nanoseconds: .second)
    /// In a flood the book forgets how often somebody came.
    private var hasForgotten = false

    init(_ limits: AddressLimits) {
        self.limits = limits
        book = AddressBook(limits, slots: Self.slots)
    }

    mutating func step(_ choice: Int, _ choices: inout Choices) {
        let peer = Self.peers[choice >> 2 & 7]
        now = now + UInt64(choice >> 5) * 100 * .millisecond
        compareText(PeerAddress(high: number(&choices), low: number(&choices), port: 80))
        compareText(peer)
        switch choice & 3 {
        case 0 where choice == 252: flood()
        case 0, 1: knock(peer)
        case 2:
            guard let index = guests.firstIndex(where: { $0.isShakingHands }) else { return }
            guests[index].isShakingHands = false
            book.handshakeEnded(guests[index].peer)
        default:
            guard !guests.isEmpty else { return }
            end(guests.remove(at: choice >> 2 % guests.count))
        }
    }

    private mutating func number(_ choices: inout Choices) -> UInt64 {
        // Groups of 0 are what the text of an address turns on.
        let groups = choices.byte()
        return (0..<4).reduce(0) { $0 << 16 | UInt64(groups >> $1 & 1 == 0 ? 0 : groups << $1) }
    }

    private static let peers: [PeerAddress] = [
        PeerAddress(ipv4: 0x0A00_0001, port: 1), PeerAddress(ipv4: 0x0A00_0002, port: 2),
        PeerAddress(high: 0x2001_0DB8_0000_0000, low: 1, port: 3),
        PeerAddress(high: 0x2001_0DB8_0000_0000, low: 2, port: 4),
        PeerAddress(high: 0x2001_0DB8_0000_0001, low: 2, port: 4),
        PeerAddress(ipv4: 0x7F00_0001, port: 5), PeerAddress(high: 0, low: 1, port: 6),
        PeerAddress(ipv4: 0x0A00_0001, port: 7),
    ]

    /// An IPv4 address, or the network of an IPv6 one.
    private static func key(_ peer: PeerAddress) -> UInt64 {
        peer.ipv4.map(UInt64.init) ?? peer.high
    }

    private mutating func knock(_ peer: PeerAddress) {
        let key = Self.key(peer)
        let same = guests.filter { Self.key($0.peer) == key }
        let isFull =
            limits.connections > 0 && same.count >= limits.connections
            || limits.handshakes > 0
                && same.count(where: \.isShakingHands) >= limits.handshakes
        let isLetIn = book.admits(peer, now: now)
        guard !peer.isLoopback else { return check(isLetIn, "the machine itself was kept out") }
        if isFull { return check(!isLetIn, "\(peer) has had its share") }
        var times = (admitted[key] ?? []).filter { now.since($0) < .second }
        if !isLetIn {
            let isNew = limits.rate == 0 || (admitted[key] ?? []).isEmpty
            return check(!isNew || hasForgotten, "\(peer) was kept out without a reason")
        }
        times.append(now)
        admitted[key] = times
        let isSlow = limits.rate == 0 || times.count <= 2 * limits.rate
        check(isSlow || hasForgotten, "\(peer) came too fast")
        guests.append(Guest(peer: peer))
        book.began(peer)
    }

    private mutating func end(_ guest: Guest) {
        if guest.isShakingHands { book.handshakeEnded(guest.peer) }
        book.connectionEnded(guest.peer)
    }

    /// As many addresses as one can make up.
    private mutating func flood() {
        for number in 0..<5000 {
            _ = book.admits(PeerAddress(ipv4: 0x2000_0000 + UInt32(number), port: 9), now: now)
            check(book.count <= Self.slots + 4096 + guests.count, "\(book.count) addresses")
        }
        hasForgotten = true
    }

    /// Without a rate nothing is kept of who has gone.
    mutating func leave() {
        while let guest = guests.popLast() { end(guest) }
        check(limits.rate > 0 || book.count == 0, "\(book.count) addresses are kept for nobody")
    }

    /// The text is what others read as the same address.
    private func compareText(_ peer: PeerAddress) {
        let text = peer.description
        guard peer.ipv4 == nil else {
            let quad = text.prefix { $0 != ":" }
            var address = in_addr()
            check(inet_pton(AF_INET, String(quad), &address) == 1, "\(text) is no address")
            return check(UInt32(bigEndian: address.s_addr) == peer.ipv4, "\(text) is another")
        }
        guard let end = text.firstIndex(of: "]") else { return check(false, "\(text) has no end") }
        var address = in6_addr()
        let inner = String(text[text.index(after: text.startIndex)..<end])
        check(inet_pton(AF_INET6, inner, &address) == 1, "\(text) is no address")
        let halves = withUnsafeBytes(of: address) { bytes in
            [0, 8].map {
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self))
            }
        }
        check(halves == [peer.high, peer.low], "\(text) is another address")
    }
}
