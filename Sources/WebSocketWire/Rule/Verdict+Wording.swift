// The words that console, log and command line share.
extension Verdict {
    /// `byte 0, bit 1`, `byte 1, bits 9-15`, `byte 7`, or `byte 9, the end`. Bits are counted
    /// from the first of the frame.
    public var place: String {
        switch bits.count {
        case 0: "byte \(byteOffset), the end"
        case 1: "byte \(byteOffset), bit \(bits.lowerBound)"
        case 8 where bits.lowerBound % 8 == 0: "byte \(byteOffset)"
        default: "byte \(byteOffset), bits \(bits.lowerBound)-\(bits.upperBound - 1)"
        }
    }

    /// `reserved opcode, RFC 6455 §5.2, byte 0, bits 4-7 -> close 1002`.
    public var sentence: String {
        "\(rule.title), \(rule.section), \(place) -> \(rule.reaction.words)"
    }
}

extension Reaction {
    /// `close 1002`, `HTTP 400` or `noted`.
    public var words: String {
        switch self {
        case .close(let code): "close \(code.rawValue)"
        case .http(let status): "HTTP \(status)"
        case .note: "noted"
        }
    }
}
