import Foundation

@testable import WebSocketWire

/// Every rule with the bytes that break it, for tests that run the program from outside.
struct RuleTable: Encodable {
    struct Part: Encodable {
        var text: String?
        var hex: String?
        var times: Int?
    }

    struct Row: Encodable {
        var rule: String
        var section: String
        var title: String
        var subject: String
        var from: String
        var bytes: [Part]
        /// What client and server agree on before the frames.
        var extensions: String?
        /// Options of `serve`; without them the bytes are for `decode` alone.
        var serve: [String]?
        /// Options of `decode`; without them it cannot know.
        var decode: [String]?
        var other: [Part]?
        var byte: Int
        var bit: Int?
        var bits: Int?
        var sentence: String
        var reaction: String
    }

    static let path = "Tests/EndToEnd/rules.json"

    static func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(Rule.allCases.map(row))
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    private static func row(_ rule: Rule) -> Row {
        let vector = RuleVector.breaking(rule)
        let verdict = vector.verdict(on: rule)
        let isFrame = rule.subject == .frame
        return Row(
            rule: String(describing: rule), section: rule.section, title: rule.title,
            subject: rule.subject.rawValue, from: "\(vector.from)", bytes: vector.parts.map(part),
            extensions: vector.extensions, serve: vector.server.map { $0 + vector.limitOptions },
            decode: vector.isForDecode ? vector.limitOptions : nil,
            other: vector.other.map { [part(.text(String(decoding: $0, as: UTF8.self)))] },
            byte: verdict.byteOffset, bit: isFrame ? verdict.bits.lowerBound : nil,
            bits: isFrame ? verdict.bits.count : nil, sentence: verdict.sentence,
            reaction: rule.reaction.words)
    }

    private static func part(_ part: RuleVector.Part) -> Part {
        switch part {
        case .text(let text): return Part(text: text)
        case .hex(let bytes, let times):
            let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
            return Part(hex: digits.joined(separator: " "), times: times == 1 ? nil : times)
        }
    }

    /// As the documentation shows it; the place is that of the vector.
    static var markdown: String {
        let head = "| Rule | Clause | Demands | Found, for example, at | Reaction |\n"
        return Rule.allCases.reduce(into: head + "|---|---|---|---|---|\n") { text, rule in
            let verdict = RuleVector.breaking(rule).verdict(on: rule)
            text +=
                "| \(rule.title) | \(rule.section) | \(rule.requirement) | \(verdict.place) "
                + "| \(rule.reaction.words) |\n"
        }
    }
}

extension RuleVector {
    /// A policy and a clock are the server's own.
    var isForDecode: Bool {
        switch witness {
        case .policy, .clock: false
        case .reader, .nobody: true
        }
    }
}
