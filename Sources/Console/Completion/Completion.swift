/// What can stand at the end of a text that is being typed.
struct Completion: Sendable {
    /// Where the word at the end begins, in characters from the start of the text.
    var start: Int
    var word: String
    /// Everything that may stand there, whatever was typed of it.
    var candidates: [Candidate] = []
    /// What is wanted where it cannot be listed: a time, a text.
    var hint = ""

    var fitting: [Candidate] { Candidate.beginning(with: word, candidates) }

    /// Nothing is known of what may follow.
    static func none(after text: String, hint: String = "") -> Completion {
        Completion(start: text.count, word: "", hint: hint)
    }

    /// The word after the last blank.
    static func lastWord(of text: String, _ candidates: [Candidate], hint: String = "")
        -> Completion
    {
        let word = text.reversed().prefix { $0 != " " }.reversed()
        return Completion(
            start: text.count - word.count, word: String(word), candidates: candidates, hint: hint)
    }

    /// The same in a line that has more in front.
    func moved(by characters: Int) -> Completion {
        var moved = self
        moved.start += characters
        return moved
    }
}
