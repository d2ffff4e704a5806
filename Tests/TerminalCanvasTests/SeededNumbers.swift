/// SplitMix64: the same seed gives the same numbers, so that a failure can be seen again.
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func scalar() -> Unicode.Scalar {
        let highest: [UInt32] = [0x20, 0x7F, 0x250, 0x1200, 0xFFFF, 0x10FFFF]
        let value = UInt32.random(in: 0...(highest.randomElement(using: &self) ?? 0), using: &self)
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }
}

/// Whether a terminal shows it and it cannot do anything else: by Unicode's categories alone.
func isShown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
        .paragraphSeparator:
        false
    default: !scalar.properties.isDefaultIgnorableCodePoint
    }
}
