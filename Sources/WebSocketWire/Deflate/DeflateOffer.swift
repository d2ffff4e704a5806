/// One offer of permessage-deflate, its parameters lawful. RFC 7692 §7.1.
struct DeflateOffer: Hashable {
    static let name = "permessage-deflate"
    /// Bits of a window: 256 bytes to 32 KiB. RFC 7692 §7.1.2.
    static let windowBits = 8...15

    /// The client forgets what it inflated after each message. RFC 7692 §7.1.1.1.
    var serverNoContextTakeover = false
    /// The client can forget what it deflated, too. RFC 7692 §7.1.1.2.
    var clientNoContextTakeover = false
    /// The largest window that the client inflates from, where it says so. RFC 7692 §7.1.2.1.
    var serverWindowBits: Int?
    /// The largest that it deflates with; nil when it cannot be told to use another. RFC 7692
    /// §7.1.2.2.
    var clientWindowBits: Int?

    /// nil for another extension, and for an offer that must be declined: a parameter that is
    /// unknown, given twice, or has a value that it may not have. RFC 7692 §7.1.
    init?(_ offer: ExtensionOffer) {
        guard offer.name == Self.name else { return nil }
        guard Set(offer.parameters.map(\.name)).count == offer.parameters.count else { return nil }
        for parameter in offer.parameters where !take(parameter) { return nil }
    }

    private mutating func take(_ parameter: ExtensionOffer.Parameter) -> Bool {
        switch (parameter.name, parameter.value) {
        case ("server_no_context_takeover", nil): serverNoContextTakeover = true
        case ("client_no_context_takeover", nil): clientNoContextTakeover = true
        case ("client_max_window_bits", nil): clientWindowBits = 15
        case ("client_max_window_bits", let value?):
            guard let bits = Self.bits(value) else { return false }
            clientWindowBits = bits
        case ("server_max_window_bits", let value?):
            guard let bits = Self.bits(value) else { return false }
            serverWindowBits = bits
        default: return false
        }
        return true
    }

    /// A decimal number from 8 to 15 without leading zeros. RFC 7692 §7.1.2.
    private static func bits(_ text: String) -> Int? {
        guard let bits = Int(text), windowBits.contains(bits), text == String(bits) else {
            return nil
        }
        return bits
    }
}
