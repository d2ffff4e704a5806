/// Whether a file can be loaded into this process, from its first bytes.
enum ObjectVerdict: Hashable {
    case loadable
    case empty
    /// No ELF file at all; source code is told by the file's name.
    case notAnObject
    /// Compiled for another machine.
    case otherMachine(ELFHeader.Machine, here: ELFHeader.Machine)
    /// `.o`: compiled, not linked.
    case relocatable
    case executable

    /// - Parameter here: what this process itself was compiled for; nil when that is not known.
    init(_ bytes: [UInt8], here: ELFHeader.Machine?) {
        guard !bytes.isEmpty else {
            self = .empty
            return
        }
        guard let header = ELFHeader(bytes) else {
            self = .notAnObject
            return
        }
        if let here, header.machine != here {
            self = .otherMachine(header.machine, here: here)
            return
        }
        self =
            switch header.kind {
            case .shared: .loadable
            case .relocatable: .relocatable
            case .executable: .executable
            case .other: .notAnObject
            }
    }
}
