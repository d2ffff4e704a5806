/// A control sequence that terminfo has no name for, read to its end. ECMA-48 §5.4.
///
/// Terminals send the same keys in several spellings, depending on their mode and on the shift
/// keys held; terminfo knows one of them.
struct KeySequence {
    /// nil when it means nothing here; its letters must not run as commands.
    let key: Key?

    /// - Parameter first: what followed `ESC [` or `ESC O`.
    init(from first: TerminalCode, _ next: () -> TerminalCode?) {
        var parameters: [UInt8] = []
        var code: TerminalCode? = first
        while case .byte(let byte) = code {
            guard !(0x40...0x7E).contains(byte) else {
                key = KeySequence.key(of: byte, parameters)
                return
            }
            if parameters.count < 32 { parameters.append(byte) }
            code = next()
        }
        key = nil
    }

    private static func key(of final: UInt8, _ parameters: [UInt8]) -> Key? {
        switch Character(Unicode.Scalar(final)) {
        case "A": return .up
        case "B": return .down
        case "C": return .right
        case "D": return .left
        case "F": return .end
        case "H": return .home
        case "Z": return .backTab
        case "~":
            let number = parameters.prefix { $0 != UInt8(ascii: ";") }
            return numbered[String(decoding: number, as: UTF8.self)]
        default: return nil
        }
    }

    private static let numbered: [String: Key] = [
        "1": .home, "2": .insert, "3": .delete, "4": .end, "5": .pageUp, "6": .pageDown,
        "7": .home, "8": .end, "11": .function(1), "12": .function(2), "13": .function(3),
        "14": .function(4), "15": .function(5), "17": .function(6), "18": .function(7),
        "19": .function(8), "20": .function(9), "21": .function(10), "23": .function(11),
        "24": .function(12),
    ]
}
