import Foundation
import TerminalCanvas

/// What a theme may do better, each with the line it is about.
struct ThemeWarnings {
    let lines: [String]

    init(_ reading: ThemeReading, goal: ThemeAudit.Goal) {
        let unknown = ThemeAudit.unknownRoles(of: reading.theme).map { role in
            (role, "nothing is painted with the role '\(role)'")
        }
        let weak = ThemeAudit.weaknesses(of: reading.theme, goal: goal).map { weakness in
            (
                weakness.pair.role,
                "\(weakness.pair) has a contrast of \(Self.ratio(weakness.contrast)); "
                    + "at least \(Self.ratio(weakness.least)) can be read"
            )
        }
        lines = (unknown + weak).map { role, words in
            let place = reading.place(of: role)?.description ?? reading.files[0]
            return "\(place): warning: \(words)"
        }
    }

    /// Cut, not rounded: 4.49 is not 4.5.
    static func ratio(_ value: Double) -> String {
        String(format: "%.1f", (value * 10).rounded(.down) / 10)
    }
}
