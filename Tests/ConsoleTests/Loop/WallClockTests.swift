import Testing
import WebSocketEngine

@testable import Console

@Suite struct WallClockTests {
    static let times: [(Int, Double, String)] = [
        (0, 0, "00:00:00.000"), (3600, 0.5, "01:00:00.500"), (-3600, 0, "23:00:00.000"),
        (0, 86_399.999, "23:59:59.999"), (19_800, 100_000, "09:16:40.000"),
    ]

    @Test(arguments: times)
    func localTimeOfAnInstant(_ offset: Int, at: Double, text: String) {
        let wall = WallClock(nanosecondsAtZero: 0, secondsFromUTC: offset)
        #expect(wall.timeWithMilliseconds(of: seconds(at)) == text)
        #expect(wall.time(of: seconds(at)) == String(text.prefix(8)))
    }

    /// What was painted as .738 is .738 when it is painted anew, though the clocks were read with
    /// a pause between the two.
    @Test(arguments: [0, 1, -1, 99_999_999, -100_000_000] as [Int64])
    func aPauseBetweenTwoClocksMovesNoTime(_ nanoseconds: Int64) {
        let first = WallClock(nanosecondsAtZero: 7_738_999_999, secondsFromUTC: 0)
        var later = first
        later.nanosecondsAtZero += nanoseconds
        #expect(first.steadied(later) == first)
    }

    @Test func aClockThatWasSetIsFollowed() {
        let first = WallClock(nanosecondsAtZero: 0, secondsFromUTC: 0)
        for moved: Int64 in [100_000_001, -100_000_001, .max, .min] {
            let later = WallClock(nanosecondsAtZero: moved, secondsFromUTC: 0)
            #expect(first.steadied(later) == later)
        }
        let summer = WallClock(nanosecondsAtZero: 5, secondsFromUTC: 3600)
        #expect(first.steadied(summer) == summer)
        let last = WallClock(nanosecondsAtZero: .max, secondsFromUTC: 0)
        #expect(last.steadied(WallClock(nanosecondsAtZero: .min, secondsFromUTC: 0)) != last)
    }

    @Test func theEndOfTimeDoesNotTrap() {
        let wall = WallClock(nanosecondsAtZero: .max, secondsFromUTC: .max)
        #expect(wall.time(of: Instant(nanoseconds: .max)).count == 8)
    }
}
