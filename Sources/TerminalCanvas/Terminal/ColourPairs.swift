import CNcurses

/// The pairs of foreground and background that curses was told of.
struct ColourPairs {
    private struct Colours: Hashable {
        var foreground: Int32
        var background: Int32
    }

    private var pairs: [Colours: Int32] = [:]
    /// Whether a new pair found no number. What is painted then has the default colours, until
    /// the next frame starts anew.
    private(set) var isFull = false

    mutating func removeAll() {
        pairs.removeAll(keepingCapacity: true)
        isFull = false
    }

    mutating func pair(foreground: Int32, background: Int32) -> Int32 {
        if foreground < 0, background < 0 { return 0 }
        let colours = Colours(foreground: foreground, background: background)
        if let pair = pairs[colours] { return pair }
        guard let pair = Int32(exactly: pairs.count + 1), pair < canvas_pair_count(),
            init_extended_pair(pair, foreground, background) == OK
        else {
            isFull = true
            return 0
        }
        pairs[colours] = pair
        return pair
    }
}
