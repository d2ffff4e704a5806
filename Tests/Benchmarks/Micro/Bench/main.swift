func padded(_ text: String, _ columns: Int) -> String {
    String(repeating: " ", count: max(0, columns - text.count)) + text
}

func shown(_ value: Double) -> String {
    let digits: Double = value < 100 ? 100 : 10
    let whole = Int((value * digits).rounded())
    let fraction = String(whole % Int(digits))
    let zeros = String(repeating: "0", count: digits == 100 ? 2 - fraction.count : 0)
    return "\(whole / Int(digits)).\(zeros)\(fraction)"
}

/// A line of the table; bytes are set beside a copy of as many.
func tell(_ name: String, _ timing: Timing, beside copy: Timing? = nil) {
    let throughput = timing.throughput.map { shown($0) } ?? "–"
    let share = copy.flatMap { copy in
        timing.throughput.map { shown($0 / (copy.throughput ?? $0)) }
    }
    let name = name + String(repeating: " ", count: max(0, 36 - name.count))
    print(
        name + padded(shown(timing.nanoseconds), 12) + padded(throughput, 10)
            + padded(share ?? "–", 12) + padded(timing.allocations.map(shown) ?? "–", 14))
}

print(
    "micro" + String(repeating: " ", count: 31) + padded("ns", 12) + padded("GB/s", 10)
        + padded("of memcpy", 12) + padded("allocations", 14))
for (size, name) in [(125, "125 B"), (16 << 10, "16 KiB"), (1 << 20, "1 MiB")] {
    let copy = Cases.copying(size)
    tell("memcpy, \(name)", copy, beside: copy)
    tell("unmask, \(name)", Cases.unmasking(size), beside: copy)
    tell("UTF-8 of ASCII, \(name)", Cases.validating(size, "x"), beside: copy)
    tell("UTF-8 of Thai, \(name)", Cases.validating(size, "\u{0E01}\u{0E34}"), beside: copy)
    tell("frame into the ring, \(name)", Cases.recording(size), beside: copy)
}
tell("header parse", Cases.parsingHeaders())
for (size, name) in [(125, "125 B"), (1 << 10, "1 KiB"), (16 << 10, "16 KiB")] {
    tell("deflate with takeover, \(name)", Cases.deflating(size, takesOver: true))
    tell("deflate without, \(name)", Cases.deflating(size, takesOver: false))
    tell("inflate, \(name)", Cases.inflating(size))
}
for (slots, changed) in [(256, 256), (10_000, 1000), (100_000, 1000), (100_000, 100_000)] {
    tell("news, \(changed) of \(slots) slots", Cases.looking(slots: slots, changed: changed))
}
