/// A number of bytes as an operator writes it: `512`, `64k`, `1MiB`.
///
/// Units are powers of 1024 whatever their spelling (`k`, `kB`, `KiB`): limits of buffers are what
/// they name here.
struct ByteSize: Hashable, Sendable {
    let bytes: Int

    static let allowed = "a size such as 512, 64k, 1MiB or 2GiB"

    private static let units: [String: Int] = [
        "": 1, "b": 1, "k": 1 << 10, "kb": 1 << 10, "kib": 1 << 10,
        "m": 1 << 20, "mb": 1 << 20, "mib": 1 << 20, "g": 1 << 30, "gb": 1 << 30, "gib": 1 << 30,
    ]

    init(bytes: Int) { self.bytes = bytes }

    init(_ text: String) throws(WrongValue) {
        let (number, unit) = Quantity.split(text)
        guard let value = Int(number), let factor = Self.units[unit.lowercased()] else {
            throw WrongValue(text, allowed: Self.allowed)
        }
        let (bytes, overflow) = value.multipliedReportingOverflow(by: factor)
        guard !overflow else { throw WrongValue(text, allowed: Self.allowed) }
        self.bytes = bytes
    }

    /// In the largest unit that divides it.
    var text: String {
        for (shift, unit) in [(30, "GiB"), (20, "MiB"), (10, "KiB")]
        where bytes != 0 && bytes & ((1 << shift) - 1) == 0 {
            return "\(bytes >> shift)\(unit)"
        }
        return "\(bytes)"
    }
}
