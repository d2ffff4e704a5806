/// Looks a scalar up in a table of ranges.
enum ScalarRanges {
    typealias Range = (first: UInt32, last: UInt32)

    /// - Parameter ranges: ascending, none within another.
    static func contain(_ value: UInt32, _ ranges: [Range]) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].last < value { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].first <= value
    }
}
