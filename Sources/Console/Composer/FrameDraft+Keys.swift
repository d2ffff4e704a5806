import TerminalCanvas
import WebSocketEngine

extension FrameDraft {
    /// Changes a field: arrows and Space step, digits type a number, Backspace takes one back.
    ///
    /// - Parameter startsAnew: whether a digit is the first of a number, not one more.
    mutating func take(_ key: Key, in field: Composer.Field, startsAnew: Bool) {
        let step = key == .left ? -1 : key == .right || key == .space ? 1 : 0
        let isErasing = key == .backspace || key == .control("H")
        let typed: Character? = if case .character(let character) = key { character } else { nil }
        let digit = typed.flatMap { $0.isASCII ? $0.wholeNumberValue : nil }
        let hexDigit = typed.flatMap { $0.isASCII ? $0.hexDigitValue : nil }
        func edit(_ value: UInt64?, _ limit: UInt64) -> UInt64? {
            let now = startsAnew && digit != nil ? 0 : value
            return Self.typed(now, digit, isErasing, step, limit: limit)
        }
        switch field {
        case .payload: break
        case .source: source = Self.turned(source, by: step)
        case .form: form = Self.turned(form, by: step)
        case .opcode:
            opcode = UInt8((Int(opcode) + step + 16) % 16)
            if let hexDigit { opcode = UInt8(hexDigit) }
        case .fin:
            if step != 0 { isFinal.toggle() }
            if let digit, digit < 2 { isFinal = digit == 1 }
        case .reserved:
            reserved = UInt8((Int(reserved) + step + 8) % 8)
            if let digit, (1...3).contains(digit) { reserved ^= 8 >> UInt8(digit) }
        case .mask:
            if step != 0 { toggleKey() }
            if isErasing { self.key = nil }
            if let hexDigit { shiftKey(UInt32(hexDigit), startsAnew) }
        case .code:
            let value = edit(code.map(UInt64.init), 0xFFFF)
            code = value.map { UInt16($0) }
        case .claimed:
            claimed = edit(claimed, .max)
        case .fragment:
            let value = edit(UInt64(fragment), 1 << 20)
            fragment = Int(value ?? 0)
        case .count:
            let most = UInt64(Repetition.countLimit)
            let value = edit(UInt64(count), most)
            count = UInt32(max(1, value ?? 1))
        case .rate:
            let most = UInt64(Repetition.rateLimit)
            let value = edit(UInt64(rate), most)
            rate = UInt32(max(1, value ?? 1))
        }
    }

    private mutating func toggleKey() { key = key == nil ? Self.usualKey : nil }

    /// Digits come in at the right, as the wire shows the key.
    private mutating func shiftKey(_ digit: UInt32, _ startsAnew: Bool) {
        let before = startsAnew ? 0 : (key ?? 0).byteSwapped
        key = (before << 4 | digit).byteSwapped
    }

    private static func turned<Choice: CaseIterable & Equatable>(
        _ choice: Choice, by step: Int
    ) -> Choice {
        let all = Array(Choice.allCases)
        let index = all.firstIndex(of: choice) ?? 0
        return all[(index + step + all.count) % all.count]
    }

    /// A number with a digit more or less; nil for none. A digit that is too much starts anew.
    private static func typed(
        _ value: UInt64?, _ digit: Int?, _ isErasing: Bool, _ step: Int, limit: UInt64
    ) -> UInt64? {
        let now = value ?? 0
        if let digit {
            let (tens, overflow) = now.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(UInt64(digit))
            return overflow || carry || sum > limit ? min(UInt64(digit), limit) : sum
        }
        if isErasing { return now < 10 ? nil : now / 10 }
        if step > 0 { return now < limit ? now + 1 : limit }
        if step < 0 { return now > 0 ? now - 1 : nil }
        return value
    }
}
