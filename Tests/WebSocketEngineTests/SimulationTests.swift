import Testing

@testable import WebSocketEngine

/// A seeded world: any split, any kernel, any moment to leave. A failing seed replays exactly:
/// `make simulate FIRST=seed SEEDS=1`.
@Suite struct SimulationTests {
    @Test(arguments: 0..<12 as Range<UInt64>)
    func everyPromiseHoldsInAnyWorld(batch: UInt64) {
        for seed in (batch * 50 + 1)...(batch * 50 + 50) {
            let report = World(seed: seed).run(steps: 200)
            #expect(report.violation == nil, "seed \(seed), step \(report.step)")
        }
    }

    @Test(arguments: [1, 77, 4096] as [UInt64])
    func aSeedReplaysExactly(seed: UInt64) {
        let first = World(seed: seed).run(steps: 200)
        let second = World(seed: seed).run(steps: 200)
        #expect(first.trace == second.trace && first.events == second.events)
        #expect(World(seed: seed + 1).run(steps: 200).trace != first.trace)
    }

    /// Worlds in which nothing happens prove nothing.
    @Test func muchHappens() {
        let reports = (1...50).map { World(seed: $0).run(steps: 200) }
        #expect(reports.map(\.events).reduce(0, +) > 2000)
        #expect(reports.map(\.bytes).reduce(0, +) > 1_000_000)
    }
}
