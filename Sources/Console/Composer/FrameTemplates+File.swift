import TerminalCanvas
import WebSocketEngine

/// What is wrong with the file of templates, and on which line.
struct TemplateMistake: Error, Hashable, Sendable {
    var line: Int
    var wording: String

    init(at line: Int, _ wording: String) {
        self.line = line
        self.wording = wording
    }
}

// `templates.toml`: a table for each frame, in which stands what is not as usual.
extension FrameTemplates {
    var text: String {
        "# Frames kept by :template save NAME.\n"
            + own.map { "\n[\($0.name)]\n" + Self.lines($0.draft).joined() }.joined()
    }

    /// What is wrong with the file, in words; nothing where all is well.
    static func problem(in text: String) -> String? {
        do throws(TemplateMistake) {
            _ = try FrameTemplates(reading: text)
            return nil
        } catch {
            return "templates.toml:\(error.line): \(error.wording)"
        }
    }

    /// Reads the file.
    ///
    /// - Throws: what is wrong, with its line.
    init(reading text: String) throws(TemplateMistake) {
        let root: TOMLText.Table
        do throws(TOMLText.Mistake) {
            root = try TOMLText(text).root
        } catch {
            throw TemplateMistake(at: error.line, error.wording)
        }
        for (name, value) in root.entries {
            guard let table = value.table, FrameTemplate.isName(name) else {
                throw TemplateMistake(at: value.line, "[NAME] begins a template")
            }
            _ = save(FrameTemplate(name: name, draft: try FrameDraft(table)))
        }
    }

    private static func lines(_ draft: FrameDraft) -> [String] {
        let usual = FrameDraft()
        var lines: [String] = []
        func add<Value: Equatable>(_ key: String, _ value: Value, _ usual: Value, _ text: String) {
            if value != usual { lines.append("\(key) = \(text)\n") }
        }
        lines.append("\(draft.source.rawValue) = \(quoted(draft.payload))\n")
        add("opcode", draft.opcode, usual.opcode, "\(draft.opcode)")
        add("fin", draft.isFinal, usual.isFinal, "\(draft.isFinal)")
        add("rsv", draft.reserved, usual.reserved, "\(draft.reserved)")
        if let key = draft.key { lines.append("mask = \(quoted(String(key, radix: 16)))\n") }
        if let code = draft.code { lines.append("code = \(code)\n") }
        add("length", draft.form, usual.form, quoted(draft.form.rawValue))
        if let claimed = draft.claimed { lines.append("claims = \(claimed)\n") }
        add("fragments", draft.fragment, usual.fragment, "\(draft.fragment)")
        add("times", draft.count, usual.count, "\(draft.count)")
        add("rate", draft.rate, usual.rate, "\(draft.rate)")
        return lines
    }

    /// A string of TOML, whatever is in it.
    private static func quoted(_ text: String) -> String {
        "\""
            + text.unicodeScalars.map { scalar in
                switch scalar {
                case "\"", "\\": "\\\(scalar)"
                case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                    "\\u" + String(scalar.value + 0x10000, radix: 16).dropFirst()
                default: String(scalar)
                }
            }.joined() + "\""
    }
}

extension FrameDraft {
    /// A table of the file.
    fileprivate init(_ table: TOMLText.Table) throws(TemplateMistake) {
        for (key, value) in table.entries {
            switch key {
            case "text", "hex", "file":
                guard let text = value.string else { throw .init(at: value.line, "a string") }
                source = Source(rawValue: key) ?? .text
                payload = text
            case "opcode": opcode = try number(value, 0...15)
            case "fin": isFinal = value.bare == "true"
            case "rsv": reserved = try number(value, 0...7)
            case "mask":
                guard let word = value.string, let bits = UInt32(word, radix: 16) else {
                    throw .init(at: value.line, "mask is a string of hex digits")
                }
                self.key = bits
            case "code": code = try number(value, 0...UInt16.max)
            case "length":
                guard let form = value.string.flatMap(LengthForm.init) else {
                    throw .init(at: value.line, "length is shortest, 7 bits, 16 bits or 64 bits")
                }
                self.form = form
            case "claims": claimed = try number(value, 0...UInt64.max)
            case "fragments": fragment = try number(value, 0...(1 << 20))
            case "times": count = try number(value, 1...Repetition.countLimit)
            case "rate": rate = try number(value, 1...Repetition.rateLimit)
            default: throw .init(at: value.line, "no such key")
            }
        }
    }

    private func number<Number: FixedWidthInteger>(
        _ value: TOMLText.Value, _ range: ClosedRange<Number>
    ) throws(TemplateMistake) -> Number {
        guard let number = value.bare.flatMap({ Number($0) }), range.contains(number) else {
            throw .init(at: value.line, "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
