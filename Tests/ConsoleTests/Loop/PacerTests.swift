import Testing
import WebSocketEngine

@testable import Console

@Suite struct PacerTests {
    @Test func inAHurryTheClockComesTenTimesASecond() {
        var pacer = Pacer()
        let at = { ClockReading(now: seconds($0), wall: .noon) }
        let hurried = [1, 1.09, 1.1, 1.15].map { pacer.takesBeat(at: at($0), isHurried: true) }
        #expect(hurried == [true, false, true, false])
        let calm = [1.5, 2, 2.9].map { pacer.takesBeat(at: at($0)) }
        #expect(calm == [false, true, false])
        _ = pacer.takesRequest(at: seconds(2))
        #expect(pacer.timeout(at: at(2.02), isHurried: true) == 80)
        #expect(pacer.timeout(at: at(2.02)) == 980)
    }

    /// What a console did at an instant.
    private func asks(_ pacer: inout Pacer, at value: Double) -> Bool {
        pacer.takesRequest(at: seconds(value))
    }

    private func beats(_ pacer: inout Pacer, at value: Double) -> Bool {
        pacer.takesBeat(at: reading(value))
    }

    private func reading(_ value: Double) -> ClockReading {
        ClockReading(now: seconds(value), wall: .noon)
    }

    @Test func newsIsAskedForAtOnceAndThenAtMostThirtyTimesASecond() {
        var pacer = Pacer()
        var requests = 0
        for millisecond in 0..<1000 {
            let now = Instant(nanoseconds: UInt64(millisecond) * 1_000_000)
            pacer.bellRang()
            if pacer.takesRequest(at: now) { requests += 1 }
        }
        #expect(requests == 30)
    }

    @Test func aBellIsNotListenedToWhileNewsIsWantedAnyway() {
        var pacer = Pacer()
        #expect(!pacer.listensToBell)
        #expect(asks(&pacer, at: 1) == true)
        #expect(pacer.listensToBell)
        pacer.bellRang()
        #expect(!pacer.listensToBell)
        #expect(asks(&pacer, at: 1.01) == false)
        #expect(pacer.timeout(at: reading(1.01)) == 24)
        #expect(asks(&pacer, at: 1.034) == true)
    }

    @Test func anIdleConsoleWakesOnceASecondOnTheSecond() {
        var pacer = Pacer()
        #expect(asks(&pacer, at: 1.25) == true)
        #expect(beats(&pacer, at: 1.25) == true)
        #expect(beats(&pacer, at: 1.9) == false)
        #expect(pacer.timeout(at: reading(1.25)) == 750)
        #expect(beats(&pacer, at: 2) == true)
    }
}
