/// What the first bytes of an ELF file say of it. System V ABI, chapter 4.
struct ELFHeader: Hashable {
    /// Bytes that have to be read.
    static let byteCount = 20

    enum Kind: Hashable {
        /// Compiled, not linked: `.o`.
        case relocatable
        case executable
        /// Also an executable that may lie anywhere.
        case shared
        case other
    }

    struct Machine: Hashable {
        var number: UInt16
        /// 32 or 64.
        var bits: Int
        var isBigEndian: Bool
    }

    var kind: Kind
    var machine: Machine

    /// nil for what is no ELF file.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.byteCount, bytes[..<4] == [0x7F, 0x45, 0x4C, 0x46],
            (1...2).contains(bytes[4]), (1...2).contains(bytes[5])
        else { return nil }
        let isBigEndian = bytes[5] == 2
        let half = { (offset: Int) in
            let (first, second) = (UInt16(bytes[offset]), UInt16(bytes[offset + 1]))
            return isBigEndian ? first << 8 | second : second << 8 | first
        }
        kind =
            switch half(16) {
            case 1: .relocatable
            case 2: .executable
            case 3: .shared
            default: .other
            }
        machine = Machine(number: half(18), bits: bytes[4] == 2 ? 64 : 32, isBigEndian: isBigEndian)
    }
}

extension ELFHeader.Machine: CustomStringConvertible {
    /// `x86-64`, `ARM`, `MIPS (32 bits, big-endian)`: what is not usual for a machine is said.
    var description: String {
        guard let (name, usualBits) = Self.names[number] else {
            return "machine \(number) (\(bits) bits)"
        }
        var unusual = usualBits == bits ? [] : ["\(bits) bits"]
        if isBigEndian { unusual.append("big-endian") }
        return unusual.isEmpty ? name : "\(name) (\(unusual.joined(separator: ", ")))"
    }

    private static let names: [UInt16: (name: String, bits: Int)] = [
        2: ("SPARC", 32), 3: ("x86", 32), 4: ("68000", 32), 8: ("MIPS", 0), 20: ("PowerPC", 32),
        21: ("PowerPC 64", 64), 22: ("S/390", 64), 40: ("ARM", 32), 43: ("SPARC 64", 64),
        62: ("x86-64", 64), 83: ("AVR", 32), 94: ("Xtensa", 32), 183: ("AArch64", 64),
        243: ("RISC-V", 0), 258: ("LoongArch", 64),
    ]
}
