/// A colour as a theme names it.
public enum Colour: Hashable, Sendable {
    /// What the terminal uses when nothing is asked for.
    case `default`
    /// One of the 16 colours of the terminal's own palette; 8 and up are the bright ones.
    case ansi(UInt8)
    case rgb(red: UInt8, green: UInt8, blue: UInt8)

    /// `#rrggbb`, `default`, or an ANSI name such as `red` or `bright-red`.
    public init?(_ text: String) {
        if text == "default" {
            self = .default
        } else if let index = Colour.names.firstIndex(of: text) {
            self = .ansi(UInt8(index))
        } else if text.utf8.count == 7, text.hasPrefix("#"),
            text.dropFirst().allSatisfy(\.isHexDigit),
            let value = UInt32(text.dropFirst(), radix: 16)
        {
            self = .rgb(
                red: UInt8(truncatingIfNeeded: value >> 16),
                green: UInt8(truncatingIfNeeded: value >> 8), blue: UInt8(truncatingIfNeeded: value)
            )
        } else {
            return nil
        }
    }

    /// As a theme writes it.
    public var spelling: String {
        switch self {
        case .default: return "default"
        case .ansi(let index): return Colour.names[Int(index & 15)]
        case .rgb(let red, let green, let blue):
            let value = UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
            return "#" + String(value | 1 << 24, radix: 16).dropFirst()
        }
    }

    /// The names of the 16 colours, in their order.
    static let names = [
        "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "bright-black",
        "bright-red", "bright-green", "bright-yellow", "bright-blue", "bright-magenta",
        "bright-cyan", "bright-white",
    ]
}
