/// Which of the words there are was meant by one that there is not.
enum NearMiss {
    /// `; did you mean close?`, or nothing where no word is near.
    static func question(_ word: String, _ known: [String]) -> String {
        nearest(word, known).map { "; did you mean \($0)?" } ?? ""
    }

    /// The nearest word, at most a third of its letters away.
    static func nearest(_ word: String, _ known: [String]) -> String? {
        guard (2...32).contains(word.count) else { return nil }
        let near = known.map { (distance(word.lowercased(), $0.lowercased()), $0) }
            .min { $0.0 < $1.0 }
        guard let near, near.0 <= max(1, min(2, near.1.count / 3)) else { return nil }
        return near.1
    }

    /// Letters to add, drop, change or swap with a neighbour.
    static func distance(_ a: String, _ b: String) -> Int {
        let (a, b) = (Array(a), Array(b))
        var before: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var least = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    least = min(least, before[j - 1] + 1)
                }
                row.append(least)
            }
            before = last
            last = row
        }
        return last[b.count]
    }
}
