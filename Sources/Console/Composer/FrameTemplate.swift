/// A frame under a name.
struct FrameTemplate: Hashable, Sendable {
    var name: String
    var draft: FrameDraft
    /// What it is for; empty for the operator's own.
    var summary = ""

    /// As themes are named.
    static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text != "save"
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
    }
}

/// The operator's templates, then those that come with the program.
struct FrameTemplates: Sendable {
    /// Kept at most, so that their file stays one that is read at a glance.
    static let capacity = 256

    private(set) var own: [FrameTemplate] = []

    init(_ own: [FrameTemplate] = []) { self.own = own }

    var all: [FrameTemplate] {
        own + Self.builtIn.filter { known in !own.contains { $0.name == known.name } }
    }

    /// By its name or by a start of it that no other has.
    func find(_ name: String) -> FrameTemplate? {
        if let exact = all.first(where: { $0.name == name }) { return exact }
        let starting = all.filter { $0.name.hasPrefix(name) }
        return starting.count == 1 ? starting[0] : nil
    }

    /// Puts one in, in place of one of the same name; false where no more are kept.
    mutating func save(_ template: FrameTemplate) -> Bool {
        own.removeAll { $0.name == template.name }
        guard own.count < Self.capacity else { return false }
        own.append(template)
        return true
    }

    /// The frames that people test clients with.
    static let builtIn: [FrameTemplate] = [
        make("masked", "a server must not mask: §5.1") {
            $0.payload = "masked"
            $0.key = FrameDraft.usualKey
        },
        make("rsv", "a reserved bit without an extension: §5.2") {
            $0.payload = "rsv"
            $0.reserved = 2
        },
        make("opcode", "a reserved opcode: §5.2") {
            $0.opcode = 3
            $0.payload = "what is this?"
        },
        make("long-length", "a length not in its shortest form: §5.2") {
            $0.payload = "five!"
            $0.form = .bits64
        },
        make("oversize", "claims 2^62 bytes: §5.2, §10.4") {
            $0.opcode = 2
            $0.form = .bits64
            $0.claimed = 1 << 62
        },
        make("top-bit", "the 64th bit of the length: §5.2") {
            $0.opcode = 2
            $0.form = .bits64
            $0.claimed = 1 << 63
        },
        make("ping-fragment", "a control frame in fragments: §5.5") {
            $0.opcode = 9
            $0.isFinal = false
            $0.payload = "ping"
        },
        make("ping-long", "a control frame of 126 bytes: §5.5") {
            $0.opcode = 9
            $0.payload = String(repeating: "p", count: 126)
        },
        make("orphan", "a continuation of no message: §5.4") {
            $0.opcode = 0
            $0.payload = "of what?"
        },
        make("unfinished", "a message that never ends: §5.4") {
            $0.isFinal = false
            $0.payload = "to be continued"
        },
        make("not-utf8", "text that is none: §8.1") {
            $0.source = .hex
            $0.payload = "48 69 20 ff fe"
        },
        make("torn-utf8", "text whose last character is torn: §8.1") {
            $0.source = .hex
            $0.payload = "e2 82"
        },
        make("close-1005", "a close code that may not be sent: §7.4.1") {
            $0.opcode = 8
            $0.code = 1005
        },
        make("close-one-byte", "a close payload of one byte: §5.5.1") {
            $0.opcode = 8
            $0.source = .hex
            $0.payload = "03"
        },
        make("close-not-utf8", "a close reason that is no text: §5.5.1") {
            $0.opcode = 8
            $0.code = 1000
            $0.source = .hex
            $0.payload = "ff"
        },
        make("pong", "a pong that answers nothing, which is lawful: §5.5.3") {
            $0.opcode = 10
            $0.payload = "unsolicited"
        },
        make("flood", "1000 pings, 100 a second") {
            $0.opcode = 9
            $0.payload = "flood"
            $0.count = 1000
            $0.rate = 100
        },
    ]

    private static func make(
        _ name: String, _ summary: String, _ change: (inout FrameDraft) -> Void
    ) -> FrameTemplate {
        var draft = FrameDraft()
        change(&draft)
        return FrameTemplate(name: name, draft: draft, summary: summary)
    }
}
