/// The slots whose handshake is not over, the oldest first: two links a slot, apart from the slots,
/// so that whoever is to make room is found at once.
struct PendingHandshakes {
    private struct Link {
        var before = PendingHandshakes.nobody
        var behind = PendingHandshakes.nobody
        var isIn = false
    }

    private static let nobody = UInt32.max

    private let links: UnsafeMutablePointer<Link>
    private var first = nobody
    private var last = nobody
    private(set) var count = 0

    init(slots: Int) {
        links = .allocate(capacity: max(slots, 1))
        links.initialize(repeating: Link(), count: slots)
    }

    /// The slot that has waited longest.
    var oldest: Int? { first == Self.nobody ? nil : Int(first) }

    func contains(_ slot: Int) -> Bool { links[slot].isIn }

    mutating func append(_ slot: Int) {
        let index = UInt32(truncatingIfNeeded: slot)
        links[slot] = Link(before: last, behind: Self.nobody, isIn: true)
        if last == Self.nobody { first = index } else { links[Int(last)].behind = index }
        last = index
        count += 1
    }

    /// Whether it was among them.
    @discardableResult
    mutating func remove(_ slot: Int) -> Bool {
        let link = links[slot]
        guard link.isIn else { return false }
        if link.before == Self.nobody {
            first = link.behind
        } else {
            links[Int(link.before)].behind = link.behind
        }
        if link.behind == Self.nobody {
            last = link.before
        } else {
            links[Int(link.behind)].before = link.before
        }
        links[slot] = Link()
        count -= 1
        return true
    }

    func deallocate() { links.deallocate() }
}
