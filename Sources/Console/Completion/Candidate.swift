/// Something that a word of an input line can become.
struct Candidate: Hashable, Sendable {
    var text: String
    /// What it is, in a few words; empty where the text says it all.
    var summary = ""

    /// Those that begin as a word does, whatever its case.
    static func beginning(with word: String, _ all: [Candidate]) -> [Candidate] {
        let folded = word.lowercased()
        return all.filter { $0.text.lowercased().hasPrefix(folded) }
    }
}
