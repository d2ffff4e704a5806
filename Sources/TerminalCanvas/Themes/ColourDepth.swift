/// How many colours the terminal shows.
public enum ColourDepth: Int, Comparable, Sendable {
    /// Attributes only.
    case none
    case ansi16
    case ansi256
    case truecolor

    public static func < (left: ColourDepth, right: ColourDepth) -> Bool {
        left.rawValue < right.rawValue
    }

    /// What `--color` may say.
    public enum Option: String, CaseIterable, Sendable {
        case auto
        case always
        case never
        case ansi16 = "16"
        case ansi256 = "256"
        case truecolor
    }

    /// Decides by `--color`, then `NO_COLOR` (https://no-color.org: set and not empty), then
    /// `COLORTERM` and terminfo.
    ///
    /// - Parameter terminfoColours: terminfo's `colors`. More than it names cannot be shown
    ///   through curses, so that truecolor needs a `TERM` such as `xterm-direct`.
    public static func decide(
        option: Option, environment: [String: String], terminfoColours: Int
    ) -> ColourDepth {
        let able = depth(of: terminfoColours)
        switch option {
        case .never: return .none
        case .ansi16: return min(able, .ansi16)
        case .ansi256: return min(able, .ansi256)
        case .always, .truecolor: return able
        case .auto:
            if let refused = environment["NO_COLOR"], !refused.isEmpty { return .none }
            return able
        }
    }

    private static func depth(of colours: Int) -> ColourDepth {
        switch colours {
        case ..<8: .none
        case ..<256: .ansi16
        case ..<(1 << 24): .ansi256
        default: .truecolor
        }
    }
}
