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

    @Test func theEndOfTimeDoesNotTrap() {
        let wall = WallClock(nanosecondsAtZero: .max, secondsFromUTC: .max)
        #expect(wall.time(of: Instant(nanoseconds: .max)).count == 8)
    }
}
