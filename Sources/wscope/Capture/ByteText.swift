/// A number of bytes in a sentence: `12 bytes`, `1.2 MiB`.
enum ByteText {
    static func of(_ bytes: UInt64) -> String {
        if bytes == 1 { return "1 byte" }
        if bytes < 1024 { return "\(bytes) bytes" }
        var scaled = bytes
        var tenth: UInt64 = 0
        var name = ""
        for unit in ["KiB", "MiB", "GiB", "TiB"] where scaled >= 1024 {
            tenth = scaled % 1024 * 10 / 1024
            scaled /= 1024
            name = unit
        }
        return scaled < 10 ? "\(scaled).\(tenth) \(name)" : "\(scaled) \(name)"
    }
}
