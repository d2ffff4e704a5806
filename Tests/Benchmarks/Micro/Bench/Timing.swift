import Glibc

/// What a call costs: the best of some runs, as others on the machine only ever add to it.
struct Timing {
    let nanoseconds: Double
    let allocations: Double?
    let bytes: Int

    /// Gigabytes a second; nil for what carries no bytes.
    var throughput: Double? { bytes > 0 ? Double(bytes) / nanoseconds : nil }
}

/// The preloaded counter of allocations, if there is one.
private let allocationCounter: (@convention(c) @Sendable () -> UInt)? = {
    guard let symbol = dlsym(nil, "wscope_allocations") else { return nil }
    return unsafeBitCast(symbol, to: (@convention(c) @Sendable () -> UInt).self)
}()

private func instant() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
}

/// Calls `work` with a number of calls until a run lasts long enough to be timed.
func measure(bytes: Int = 0, _ work: (Int) -> Void) -> Timing {
    var calls = 1
    while true {
        let begin = instant()
        work(calls)
        if instant() - begin > 10_000_000 { break }
        calls *= 2
    }
    var best = UInt64.max
    let before = allocationCounter?()
    for _ in 0..<7 {
        let begin = instant()
        work(calls)
        best = min(best, instant() - begin)
    }
    let taken = before.flatMap { before in
        allocationCounter.map { Double($0() - before) / Double(7 * calls) }
    }
    return Timing(
        nanoseconds: Double(best) / Double(calls), allocations: taken, bytes: bytes)
}

/// Keeps the optimiser from seeing that nobody wants a result.
@inline(never)
@_optimize(none)
func keep<Value>(_ value: Value) {}

/// Hides where a pointer comes from, so that a loop over the same bytes stays a loop.
@inline(never)
@_optimize(none)
func hidden(_ pointer: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer { pointer }
