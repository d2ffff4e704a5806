/// A set of ASCII characters, a bit for each: every byte of every handshake is looked up in one.
struct ASCIISet {
    /// Characters 0 to 63, and 64 to 127.
    let low: UInt64
    let high: UInt64

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        let half = byte & 0x40 == 0 ? low : high
        return byte < 0x80 && half >> UInt64(byte & 63) & 1 != 0
    }

    /// The first byte that is not in the set.
    @inline(__always)
    func firstOther(in bytes: UnsafeRawBufferPointer) -> Int? {
        var index = 0
        while index < bytes.count {
            if !contains(bytes[index]) { return index }
            index &+= 1
        }
        return nil
    }
}

extension ASCIISet {
    /// ``!#$%&'*+-.^_`|~``, digits and letters: methods, field names, subprotocols.
    /// RFC 9110 §5.6.2.
    static let token = ASCIISet(low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE)
    /// `-._~%:[]`, digits and letters: a Host header, or an authority without user information.
    /// RFC 3986 §3.2.
    static let authority = ASCIISet(low: 0x07FF_6020_0000_0000, high: 0x47FF_FFFE_AFFF_FFFE)
}
