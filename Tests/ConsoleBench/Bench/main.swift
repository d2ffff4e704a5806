import Glibc
import TerminalCanvas
import WebSocketEngine

@testable import Console

/// The promise: a key is on the screen within 50 ms, a screen costs less than 8 ms of CPU.
let keyLimit = 50.0
let frameLimit = 8.0

func number(_ index: Int, _ usual: Int) -> Int {
    CommandLine.arguments.count > index ? Int(CommandLine.arguments[index]) ?? usual : usual
}

func typed(_ text: String) -> [Key] { text.map { .character($0) } + [.enter] }

func padded(_ text: String, _ columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - text.count))
}

func shown(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
}

let count = number(1, 100_000)
let perSecond = number(2, 1_000)
let frames = number(3, 300)
var crowd = Crowd(count: count, changesPerSecond: perSecond)
let sessions = [
    Session(name: "by slot", setup: []),
    Session(name: "by rtt", setup: typed(":sort !rtt")),
    Session(name: "by traffic", setup: typed(":sort !traffic")),
    Session(name: "by path", setup: typed(":sort path")),
    Session(name: "filter age", setup: typed("/age > 1m and queue < 1M")),
    Session(name: "filter word", setup: typed("/10.0.0.1")),
    Session(name: "filter, by rtt", setup: typed("/idle > 10s") + typed(":sort rtt")),
    Session(name: "all marked", setup: typed(":mark all")),
]
var start = Instant(nanoseconds: 200_000_000_000)
var worstKey = 0.0
var worstFrame = 0.0
print("ms              key: p50    p99    max   CPU p99   screen: mean   CPU p99   max")
for session in sessions {
    let result = session.run(&crowd, from: start, frames: frames)
    start = start + UInt64(frames) * 33_333_333 + 1_000_000_000
    let cells = [
        result.keys.percentile(0.5), result.keys.percentile(0.99), result.keys.worst,
        result.keysOnCore.percentile(0.99),
        result.frames.mean, result.frames.percentile(0.99), result.frames.worst,
    ].map(shown)
    print(padded(session.name, 19) + cells.map { padded($0, 9) }.joined())
    worstKey = max(worstKey, result.keys.percentile(0.99))
    worstFrame = max(worstFrame, result.frames.percentile(0.99))
}
let entries = 10_000
let typing = Typing.run(entries: entries, rounds: 5)
let cells = [typing.percentile(0.5), typing.percentile(0.99), typing.worst].map(shown)
print(padded("typing a filter", 19) + cells.map { padded($0, 9) }.joined())
worstKey = max(worstKey, typing.percentile(0.99))
let isWell = worstKey < keyLimit && worstFrame < frameLimit
print(
    "filter: \(entries) events and frames: a letter p99 \(shown(typing.percentile(0.99))) ms "
        + "(< \(Int(keyLimit)))")
print(
    "console: \(count) slots, \(perSecond) changes/s: key p99 \(shown(worstKey)) ms "
        + "(< \(Int(keyLimit))), CPU of a screen p99 \(shown(worstFrame)) ms "
        + "(< \(Int(frameLimit))): "
        + (isWell ? "ok" : "TOO SLOW"))
exit(isWell ? 0 : 1)
