/// A first-in first-out queue of plain memory that grows by doubling and never shrinks.
///
/// Elements own nothing. An array would cost a uniqueness check and reference counts at every
/// access.
struct PlainQueue<Element> {
    private var base: UnsafeMutablePointer<Element>
    private var capacity: Int
    private var head = 0
    private(set) var count = 0

    /// `capacity` is a power of two, so that wrapping is a mask.
    init(capacity: Int) {
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    var isEmpty: Bool { count == 0 }

    mutating func append(_ element: Element) {
        if count == capacity { grow() }
        (base + ((head &+ count) & (capacity &- 1))).initialize(to: element)
        count &+= 1
    }

    mutating func popFirst() -> Element? {
        guard count > 0 else { return nil }
        let element = base[head]
        head = (head &+ 1) & (capacity &- 1)
        count &-= 1
        return element
    }

    /// Where the newest element lies until the next call that changes the queue.
    @inline(__always)
    var last: UnsafeMutablePointer<Element>? {
        count == 0 ? nil : base + ((head &+ count &- 1) & (capacity &- 1))
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
        for index in 0..<count {
            (larger + index).initialize(to: base[(head &+ index) & (capacity &- 1)])
        }
        base.deallocate()
        base = larger
        capacity *= 2
        head = 0
    }

    func deallocate() { base.deallocate() }
}
