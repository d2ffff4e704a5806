import WebSocketWire

/// The bytes of one frame, lawful or not.
func frameBytes(
    _ opcode: UInt8, _ payload: [UInt8] = [], fin: Bool = true, reserved: UInt8 = 0,
    key: UInt32? = 0x3D21_FA37, lengthBytes: UInt8? = nil, claim: UInt64? = nil
) -> [UInt8] {
    let shortest: UInt8 = payload.count <= 125 ? 0 : payload.count <= 0xFFFF ? 2 : 8
    let header = FrameHeader(
        fin: fin, reservedBits: reserved, opcodeBits: opcode, masked: key != nil,
        lengthBytes: lengthBytes ?? shortest, payloadLength: claim ?? UInt64(payload.count),
        maskingKey: key ?? 0)
    return header.bytes + masked(payload, key: key ?? 0)
}

/// Byte by byte, as RFC 6455 §5.3 words it.
func masked(_ payload: [UInt8], key: UInt32) -> [UInt8] {
    payload.enumerated().map { $1 ^ UInt8(truncatingIfNeeded: key >> UInt32($0 % 4 * 8)) }
}

func bytes(hex: String) -> [UInt8] {
    hex.split(separator: " ").compactMap { UInt8($0, radix: 16) }
}

/// A generator whose seed reproduces a failure.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next() >> 24) }
    }
}
