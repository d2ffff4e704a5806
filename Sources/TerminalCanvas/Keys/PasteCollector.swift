/// Gathers a bracketed paste until its end mark.
struct PasteCollector {
    /// What is longer is read to its end and cut: no field takes a mebibyte, and a paste that
    /// never ends must not fill the memory.
    static let mostBytes = 1 << 20
    private static let endMark = Array("\u{1B}[201~".utf8)

    private var bytes: [UInt8] = []
    private var matched = 0

    /// How many bytes may be read without going past the end of the paste: the end mark cannot be
    /// over before.
    var readable: Int { PasteCollector.endMark.count - matched }

    /// Takes at most `readable` bytes; the text once the end mark is whole.
    mutating func append(_ more: some Sequence<UInt8>) -> String? {
        let mark = PasteCollector.endMark
        for byte in more {
            if byte == mark[matched] {
                matched += 1
                guard matched < mark.count else { return String(decoding: bytes, as: UTF8.self) }
                continue
            }
            // No other byte of the mark is its first, so that a match starts anew or not at all.
            keep(mark[..<matched])
            matched = byte == mark[0] ? 1 : 0
            if matched == 0 { keep([byte]) }
        }
        return nil
    }

    private mutating func keep(_ more: some Collection<UInt8>) {
        bytes.append(contentsOf: more.prefix(max(0, PasteCollector.mostBytes - bytes.count)))
    }
}
