import Testing
import WebSocketWire

@testable import WebSocketEngine

@Suite struct OpeningTests {
    @Test func aClientConnectsAndIsAnnouncedInOrder() throws {
        let script = Script()
        let id = try #require(script.connects())
        #expect(script.kinds == [.connecting])
        script.receives(Script.request, from: id)
        #expect(script.kinds == [.connecting, .connected])
        #expect(script.events[1].payload == Array("/chat".utf8))
        let response = String(decoding: script.taken(id), as: UTF8.self)
        #expect(response.hasPrefix("HTTP/1.1 101 "))
        #expect(response.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))
    }

    @Test func aHandshakeMayArriveByteByByte() throws {
        let script = Script()
        let id = try #require(script.connects())
        for byte in Script.request { script.receives([byte], from: id) }
        #expect(script.kinds == [.connecting, .connected])
    }

    @Test func framesMayFollowTheRequestInTheSameRead() throws {
        let script = Script()
        let id = try #require(script.connects())
        script.receives(Script.request + Script.text("early"), from: id)
        #expect(script.kinds == [.connecting, .connected, .textReceived])
    }

    @Test(arguments: 1..<Script.request.count)
    func aRequestSplitAnywhereIsFollowedByItsFrames(at split: Int) throws {
        let script = Script()
        let id = try #require(script.connects())
        let all = Script.request + Script.text("x")
        script.receives(Array(all[..<split]), from: id)
        script.receives(Array(all[split...]), from: id)
        #expect(script.kinds == [.connecting, .connected, .textReceived])
    }

    @Test func aRejectedRequestIsAnsweredClosedAndForgotten() throws {
        let script = Script()
        let id = try #require(script.connects())
        script.receives(Array("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".utf8), from: id)
        #expect(script.kinds == [.connecting, .closing])
        #expect(String(decoding: script.taken(id), as: UTF8.self).hasPrefix("HTTP/1.1 400 "))
        #expect(script.effects == ["finish 0"])
        script.receives(Script.request, from: id)
        script.finishes(id)
        #expect(script.kinds == [.connecting, .closing, .closed])
        #expect(script.effects == ["finish 0", "close 0"])
        #expect(script.engine.isIdle)
    }

    @Test func theClientAfterTheLastSlotGets503AndNoIndex() throws {
        let script = Script { $0.slots = 1 }
        script.joins()
        let second = try #require(script.connects())
        script.receives(Script.request, from: second)
        #expect(script.events.isEmpty)
        let response = String(decoding: script.taken(second), as: UTF8.self)
        #expect(response.hasPrefix("HTTP/1.1 503 ") && response.contains("Retry-After: 5"))
        #expect(script.connects() == nil)
        script.finishes(second)
        #expect(script.events.isEmpty)
        #expect(script.connects() != nil)
        #expect(script.engine.totals.refused == 3)
    }

    @Test func aFreedSlotIsTakenAgainUnderANewGenerationWithNothingLeftOver() throws {
        let script = Script { $0.slots = 1 }
        let first = script.joins()
        script.receives(Script.frame(.text, [0x61], fin: false), from: first)
        script.finishes(first)
        let second = script.joins()
        #expect(second.slot == first.slot && second.generation == first.generation + 1)
        script.receives(Script.text("mine"), from: second)
        #expect(script.events.map(\.payload) == [Array("mine".utf8)])
        script.forget()
        script.receives(Script.text("ghost"), from: first)
        #expect(script.events.isEmpty)
    }

    @Test func aSecureClientIsAnnouncedAfterItsTLSHandshake() throws {
        let script = Script()
        let id = try #require(script.connects(secure: true))
        #expect(script.events.isEmpty)
        script.engine.secured(id, now: script.now)
        script.turn()
        #expect(script.kinds == [.connecting])
    }

    @Test func aFailedTLSHandshakeIsAnErrorAndFreesTheSlot() throws {
        let script = Script()
        let id = try #require(script.connects(secure: true))
        script.engine.transportFailed(id, .tlsFailed, now: script.now)
        script.turn()
        #expect(script.kinds == [.error])
        #expect(script.effects == ["close 0"])
        #expect(script.engine.isIdle)
    }

    @Test func aStalledHandshakeIsAnswered408AtItsDeadline() throws {
        let script = Script()
        let id = try #require(script.connects())
        script.receives(Array("GET / HTTP/1.1\r\n".utf8), from: id)
        script.after(9 * .second).receives(Array("Host: x\r\n".utf8), from: id)
        #expect(script.kinds == [.connecting])
        script.after(1 * .second)
        #expect(script.kinds == [.connecting, .timeout, .closing, .closed])
        #expect(String(decoding: script.taken(id), as: UTF8.self).hasPrefix("HTTP/1.1 408 "))
        #expect(script.effects == ["close 0"])
        #expect(script.engine.isIdle)
    }
}
