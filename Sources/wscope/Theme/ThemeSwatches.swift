import Foundation
import TerminalCanvas

/// Every role of a theme as a line: its colours, their contrast, its attributes, and a sample.
struct ThemeSwatches {
    let lines: [String]

    init(_ theme: Theme, isColoured: Bool) {
        let width = RolePair.all.map(\.description.count).max() ?? 0
        lines = RolePair.all.map { pair in
            let style = pair.style(in: theme)
            let contrast = style.foreground.contrast(to: style.background)
            let cells = [
                Self.pad(pair.description, width),
                Self.pad(style.foreground.spelling, 14) + " on "
                    + Self.pad(style.background.spelling, 14),
                Self.pad(contrast.map(ThemeWarnings.ratio) ?? "-", 5),
                isColoured ? style.painted(" Hello 0123 ") : nil,
                style.attributes.names,
            ]
            let line = cells.compactMap(\.self).joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}

extension Style {
    /// The text between the sequences (ECMA-48 SGR) that give it this look.
    fileprivate func painted(_ text: String) -> String {
        let attributes: [(Attributes, String)] = [
            (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.reverse, "7"),
        ]
        let codes =
            attributes.filter { self.attributes.contains($0.0) }.map(\.1)
            + [foreground.code(base: 30), background.code(base: 40)]
        return "\u{1B}[\(codes.joined(separator: ";"))m\(text)\u{1B}[0m"
    }
}

extension Style.Attributes {
    fileprivate var names: String {
        let all: [(Style.Attributes, String)] = [
            (.bold, "bold"), (.dim, "dim"), (.underline, "underline"), (.reverse, "reverse"),
            (.italic, "italic"),
        ]
        return all.filter { contains($0.0) }.map(\.1).joined(separator: " ")
    }
}

extension Colour {
    /// As the sequence names it; 30 begins the foregrounds, 40 the backgrounds.
    fileprivate func code(base: Int) -> String {
        switch self {
        case .default: "\(base + 9)"
        case .ansi(let index): "\(index < 8 ? base + Int(index) : base + 52 + Int(index))"
        case .rgb(let red, let green, let blue): "\(base + 8);2;\(red);\(green);\(blue)"
        }
    }
}
