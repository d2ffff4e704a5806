import Dispatch
import Glibc
import Synchronization

// Runs worlds for many seeds: `simulate [seeds [first [steps [threads [most]]]]]`. Each violation
// is a line with its seed, and after so many it ends; exit status 1 if there was any.

func number(_ index: Int, _ usual: Int) -> Int {
    CommandLine.arguments.count > index ? Int(CommandLine.arguments[index]) ?? usual : usual
}

func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// A line that is seen at once, also in a pipe.
@Sendable func say(_ line: String) {
    print(line)
    fflush(nil)
}

let seeds = max(1, number(1, 10_000))
let first = UInt64(max(0, number(2, 1)))
let steps = max(1, number(3, 200))
let threads = max(1, number(4, 2))
let most = max(1, number(5, 100))
let share = 64
let start = seconds()
let next = Atomic<Int>(0)
let violations = Atomic<Int>(0)
let events = Atomic<UInt64>(0)
let bytes = Atomic<UInt64>(0)

DispatchQueue.concurrentPerform(iterations: threads) { _ in
    while true {
        let begin = next.wrappingAdd(share, ordering: .relaxed).oldValue
        if begin >= seeds || violations.load(ordering: .relaxed) >= most { return }
        for seed in begin..<min(begin + share, seeds) {
            if violations.load(ordering: .relaxed) >= most { return }
            let report = World(seed: first + UInt64(seed)).run(steps: steps)
            events.wrappingAdd(report.events, ordering: .relaxed)
            bytes.wrappingAdd(report.bytes, ordering: .relaxed)
            guard let violation = report.violation else { continue }
            violations.wrappingAdd(1, ordering: .relaxed)
            say("simulate: seed \(report.seed), step \(report.step): \(violation)")
        }
        let part = max(1, seeds / 10 / share) * share
        if begin % part == 0, begin > 0 {
            let rate = Int(Double(begin) / max(seconds() - start, 0.001))
            say("simulate: \(begin) of \(seeds) seeds, \(rate) a second")
        }
    }
}

let done = min(seeds, next.load(ordering: .relaxed))
let count = violations.load(ordering: .relaxed)
let rate = Int(Double(done) / max(seconds() - start, 0.001))
print(
    "simulate: \(done) seeds from \(first), \(steps) steps each, "
        + "\(events.load(ordering: .relaxed)) events, "
        + "\(bytes.load(ordering: .relaxed) >> 20) MiB: \(count) violations, "
        + "\(rate) seeds a second")
exit(count == 0 ? 0 : 1)
