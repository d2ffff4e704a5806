/// A line that is kept when the console ends, as a line of a file: `command<TAB>ping 1`.
public struct HistoryLine: Hashable, Sendable {
    /// Longer ones are not kept: nobody types them twice.
    public static let longest = 1024

    let kind: History.Kind
    let text: String

    /// nil for what is not kept: payloads and reasons, and what would not read back as it was.
    init?(_ text: String, _ kind: History.Kind) {
        let isLong = text.utf8.count > HistoryLine.longest
        guard !text.isEmpty, !isLong, !text.unicodeScalars.contains(where: { $0.value < 0x20 })
        else { return nil }
        switch kind {
        case .command: guard CommandTable.isRemembered(text) else { return nil }
        case .filter: break
        case .send, .close, .find: return nil
        }
        self.kind = kind
        self.text = text
    }

    /// A line of the file; nil for one that none of ours could be.
    public init?(written line: String) {
        let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
        guard parts.count == 2, let kind = History.Kind(rawValue: parts[0]) else { return nil }
        self.init(parts[1], kind)
    }

    public var written: String { kind.rawValue + "\t" + text }
}
