/// The spots that were left for others, the newest last.
struct Trail: Sendable {
    /// More steps than anybody remembers.
    static let capacity = 64

    private var spots: [Spot] = []

    var isEmpty: Bool { spots.isEmpty }

    mutating func leave(_ spot: Spot?) {
        guard let spot, spots.last != spot else { return }
        spots.append(spot)
        if spots.count > Trail.capacity { spots.removeFirst() }
    }

    mutating func back() -> Spot? { spots.popLast() }
}
