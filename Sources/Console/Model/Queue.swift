/// A first-in, first-out list with random access; removing from its front is O(1) in the long run.
struct Queue<Element>: RandomAccessCollection {
    private var items: [Element] = []
    private var head = 0

    init() {}

    var startIndex: Int { 0 }
    var endIndex: Int { items.count - head }

    subscript(position: Int) -> Element {
        get { items[head + position] }
        set { items[head + position] = newValue }
    }

    mutating func append(_ element: Element) { items.append(element) }

    /// Removes up to `count` elements from the front.
    mutating func drop(_ count: Int) {
        head += Swift.min(Swift.max(0, count), self.count)
        // Half of the storage may lie dead before it is compacted.
        if head > 256, head * 2 > items.count {
            items.removeFirst(head)
            head = 0
        }
    }
}

extension Queue: Sendable where Element: Sendable {}
