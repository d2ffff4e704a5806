/// Where in a command line a word is being typed.
struct ArgumentPlace: Sendable {
    /// The words between the command and it.
    var before: [String]
    var word: String

    var isFirst: Bool { before.isEmpty }
}
