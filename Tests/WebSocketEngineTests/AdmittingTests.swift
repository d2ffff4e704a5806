import Testing
import WebSocketWire

@testable import WebSocketEngine

@Suite struct AdmittingTests {
    private let near = PeerAddress(ipv4: 0xC000_0201, port: 1)
    private let far = PeerAddress(ipv4: 0xC633_6401, port: 1)

    @Test func theOldestHandshakeMakesRoomWhereThereAreTooMany() throws {
        let script = Script { $0.handshakes = 2 }
        let first = try #require(script.connects())
        let second = try #require(script.connects())
        script.forget()
        let third = try #require(script.connects())
        #expect(script.effects == ["reset \(first.slot)"])
        #expect(script.kinds == [.closing, .closed, .connecting])
        let facts = CloseFacts(
            initiator: .engine, cause: .handshakesFull, code: .abnormalClosure)
        #expect(script.events[1].detail == .closed(facts))
        #expect(script.engine.totals.displaced == 1)
        script.receives(Script.request, from: second)
        script.receives(Script.request, from: third)
        #expect(script.kinds.suffix(2) == [.connected, .connected])
    }

    @Test func whoHasShakenHandsMakesNoRoom() throws {
        let script = Script { $0.handshakes = 1 }
        let open = script.joins()
        let slow = try #require(script.connects())
        script.connects()
        #expect(script.effects == ["reset \(slow.slot)"])
        script.receives(Script.text("still here"), from: open)
        #expect(script.events.last?.payload == Array("still here".utf8))
    }

    @Test func aSlowHandshakeMakesRoomWhereEverySlotIsTaken() throws {
        let script = Script { $0.slots = 2 }
        script.joins()
        let slow = try #require(script.connects())
        // Who has only just come keeps its slot: the newcomer is for the lane.
        let late = try #require(script.connects())
        #expect(late.slot == 2)
        script.finishes(late)
        script.after(200 * .millisecond)
        script.forget()
        let next = try #require(script.connects())
        #expect(script.effects == ["reset \(slow.slot)"])
        #expect(next.slot == slow.slot && next.generation == slow.generation + 1)
    }

    @Test func slotsThatAreAllOpenMakeNoRoom() throws {
        let script = Script { $0.slots = 1 }
        script.joins()
        script.after(1 * .second)
        let late = try #require(script.connects())
        script.receives(Script.request, from: late)
        #expect(script.effects == ["finish 1"])
        #expect(String(decoding: script.taken(late), as: UTF8.self).hasPrefix("HTTP/1.1 503 "))
        #expect(script.engine.totals.displaced == 0)
    }

    @Test func aSecureHandshakeThatMakesRoomIsAnError() throws {
        let script = Script { $0.handshakes = 1 }
        script.connects(secure: true)
        script.connects(secure: true)
        #expect(script.events.map(\.detail) == [.failure(.handshakesFull)])
    }

    @Test func anAddressHasItsShareOfHandshakes() throws {
        let script = Script { $0.addressLimits.handshakes = 2 }
        let first = try #require(script.connects(from: near))
        script.connects(from: near)
        script.forget()
        #expect(script.connects(from: near) == nil)
        #expect(script.events.map(\.detail) == [.failure(.addressLimit)])
        #expect(script.events[0].payload == Array("192.0.2.1:1".utf8))
        #expect(script.connects(from: far) != nil)
        // Open connections are no handshakes.
        script.receives(Script.request, from: first)
        #expect(script.connects(from: near) != nil)
        #expect(script.engine.totals.turnedAway == 1)
    }

    @Test func anAddressHasItsShareOfConnections() throws {
        let script = Script { $0.addressLimits.connections = 1 }
        let first = try #require(script.connects(from: near))
        script.receives(Script.request, from: first)
        #expect(script.connects(from: near) == nil)
        script.finishes(first)
        #expect(script.connects(from: near) != nil)
    }

    @Test func refusalsAreToldOnceASecond() {
        let script = Script { $0.addressLimits.connections = 1 }
        script.connects(from: near)
        script.forget()
        for _ in 0..<10 { script.connects(from: near) }
        #expect(script.kinds == [.error])
        script.after(1 * .second)
        script.connects(from: near)
        #expect(script.kinds == [.error, .error])
        #expect(script.engine.totals.turnedAway == 11)
    }

    @Test func anAddressComesAsFastAsItMay() throws {
        let script = Script { $0.addressLimits.rate = 2 }
        for _ in 0..<2 { script.finishes(try #require(script.connects(from: near))) }
        #expect(script.connects(from: near) == nil)
        script.after(500 * .millisecond)
        #expect(script.connects(from: near) != nil)
        #expect(script.connects(from: near) == nil)
    }

    @Test func loopbackIsExempt() {
        let script = Script {
            $0.addressLimits.handshakes = 1
            $0.addressLimits.connections = 1
            $0.addressLimits.rate = 1
        }
        for _ in 0..<4 { #expect(script.connects() != nil) }
    }

    @Test func ofIPv6ASiteIsOneAddress() {
        let script = Script { $0.addressLimits.connections = 1 }
        let site: UInt64 = 0x2001_0DB8_0000_0001
        #expect(script.connects(from: PeerAddress(high: site, low: 1, port: 1)) != nil)
        #expect(script.connects(from: PeerAddress(high: site, low: 2, port: 1)) == nil)
        #expect(script.connects(from: PeerAddress(high: site + 1, low: 2, port: 1)) != nil)
    }

    @Test func theBookIsBoundedWhoeverComes() {
        var limits = AddressLimits()
        limits.rate = 1
        var book = AddressBook(limits, slots: 4)
        for number in 0..<100_000 as Range<UInt32> {
            let peer = PeerAddress(ipv4: 0x0A00_0000 + number, port: 1)
            _ = book.admits(peer, now: Instant(nanoseconds: .second))
        }
        #expect(book.count <= 4 + 4096)
    }

    @Test func whoIsGoneLeavesNothingBehind() {
        var book = AddressBook(AddressLimits(), slots: 4)
        for _ in 0..<3 {
            let isAdmitted = book.admits(near, now: .zero)
            #expect(isAdmitted)
            book.began(near)
            book.handshakeEnded(near)
            book.connectionEnded(near)
        }
        #expect(book.count == 0)
    }
}
