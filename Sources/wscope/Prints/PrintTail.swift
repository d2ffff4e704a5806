import Glibc

/// The last bytes that were printed, in plain memory that a signal handler may read.
///
/// `@unchecked` holds because one thread writes; a handler that reads meanwhile ends the process
/// and is content with what it finds.
final class PrintTail: @unchecked Sendable {
    /// A stack trace, and some lines that tell how it came to it.
    static let capacity = 4096

    private let memory: UnsafeMutablePointer<UInt8>
    private var total = 0

    init() {
        memory = .allocate(capacity: Self.capacity)
        memory.initialize(repeating: 0, count: Self.capacity)
    }

    deinit { memory.deallocate() }

    func append(_ bytes: UnsafeRawBufferPointer) {
        for byte in bytes.suffix(Self.capacity) {
            memory[total % Self.capacity] = byte
            total += 1
        }
    }

    /// Writes it without a control that could harm a terminal. Async-signal-safe.
    func write(to descriptor: Int32) {
        var line = (
            UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0)
        )
        withUnsafeMutableBytes(of: &line) { part in
            var count = 0
            for place in max(0, total - Self.capacity)..<total {
                let byte = memory[place % Self.capacity]
                let isHarmless = byte >= 0x20 && byte != 0x7F || byte == 0x0A || byte == 0x09
                if byte != 0x0D {
                    part[count] = isHarmless ? byte : UInt8(ascii: "?")
                    count += 1
                }
                if count == part.count || place == total - 1 {
                    _ = Glibc.write(descriptor, part.baseAddress, count)
                    count = 0
                }
            }
        }
    }

    var isEmpty: Bool { total == 0 }
}
