/// What Tab found, while one walks through it.
struct CompletionMenu: Hashable, Sendable {
    /// Where the word stands that is being completed.
    var start: Int
    /// What of it had been typed.
    var typed: String
    var candidates: [Candidate]
    /// nil before the first of them was taken.
    var selected: Int?
    /// What is wanted, where nothing can be listed.
    var hint = ""

    /// The next one in a circle, or the one before.
    mutating func turn(by step: Int) {
        guard !candidates.isEmpty else { return }
        guard let selected else {
            self.selected = step > 0 ? 0 : candidates.count - 1
            return
        }
        self.selected = (selected + step + candidates.count) % candidates.count
    }

    /// What stands in the line now.
    var text: String { selected.map { candidates[$0].text } ?? typed }
}
