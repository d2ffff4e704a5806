/// A number with a unit behind it.
enum Quantity {
    /// `("64", "k")` of `64k`: the leading decimal digits and the rest, blanks between dropped.
    static func split(_ text: String) -> (number: Substring, unit: String) {
        let number = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text[number.endIndex...].drop { $0 == " " }
        return (number, String(unit))
    }
}

/// A value that an option or a key of the configuration cannot take, and what it can.
struct WrongValue: Error, Hashable, CustomStringConvertible {
    let value: String
    let allowed: String

    init(_ value: String, allowed: String) {
        self.value = value
        self.allowed = allowed
    }

    var description: String { "'\(value)' is not \(allowed)" }
}
