import Glibc

/// Durations in milliseconds, and what can be said of them.
struct Sample {
    private var values: [Double] = []

    mutating func add(_ milliseconds: Double) { values.append(milliseconds) }

    var mean: Double { values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count) }

    func percentile(_ share: Double) -> Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }

    var worst: Double { values.max() ?? 0 }
}

/// Milliseconds of a clock of the system.
enum Clock {
    static var wall: Double { read(CLOCK_MONOTONIC) }
    /// What this process has used of its cores.
    static var cpu: Double { read(CLOCK_PROCESS_CPUTIME_ID) }

    private static func read(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }
}
