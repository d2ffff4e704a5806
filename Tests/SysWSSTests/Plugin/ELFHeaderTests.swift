import Testing

@testable import SysWSS

@Suite struct ELFHeaderTests {
    /// The first bytes of a file of a class (1 or 2), an order (1 or 2), a type and a machine.
    static func file(_ bits: UInt8, _ order: UInt8, _ type: UInt8, _ machine: UInt16) -> [UInt8] {
        let half = { (value: UInt16) in
            let (high, low) = (UInt8(value >> 8), UInt8(value & 0xFF))
            return order == 2 ? [high, low] : [low, high]
        }
        return [0x7F, 0x45, 0x4C, 0x46, bits, order, 1] + [UInt8](repeating: 0, count: 9)
            + half(UInt16(type)) + half(machine)
    }

    @Test(arguments: [
        (file(2, 1, 3, 62), "x86-64"), (file(1, 1, 3, 62), "x86-64 (32 bits)"),
        (file(2, 1, 3, 183), "AArch64"), (file(1, 1, 3, 40), "ARM"),
        (file(1, 2, 3, 8), "MIPS (32 bits, big-endian)"), (file(1, 1, 3, 8), "MIPS (32 bits)"),
        (file(2, 1, 3, 243), "RISC-V (64 bits)"), (file(1, 1, 3, 999), "machine 999 (32 bits)"),
    ])
    func machineIsNamed(bytes: [UInt8], name: String) {
        #expect(ELFHeader(bytes)?.machine.description == name)
    }

    @Test(arguments: [
        (UInt8(1), ELFHeader.Kind.relocatable), (2, .executable), (3, .shared), (4, .other),
        (0, .other),
    ])
    func kindIsRead(type: UInt8, kind: ELFHeader.Kind) {
        #expect(ELFHeader(Self.file(2, 1, type, 62))?.kind == kind)
        #expect(ELFHeader(Self.file(1, 2, type, 8))?.kind == kind)
    }

    @Test func everyTruncationAndEveryOtherStartIsNoELF() {
        let whole = Self.file(2, 1, 3, 62)
        for count in 0..<whole.count { #expect(ELFHeader(Array(whole[..<count])) == nil) }
        for place in 0..<6 {
            var bytes = whole
            bytes[place] = 0x23
            #expect(ELFHeader(bytes) == nil)
        }
    }
}
