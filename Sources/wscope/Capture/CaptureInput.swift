import Capture
import Glibc

/// A capture file that is read from its start, some bytes at a time.
struct CaptureInput {
    private static let pieceSize = 256 << 10

    let path: String
    let size: UInt64
    private let descriptor: Int32
    private var scanner = CaptureScanner()
    private(set) var place: UInt64 = 0

    init(_ path: String) throws(Failure) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        self.path = path
        var facts = stat()
        guard descriptor >= 0, fstat(descriptor, &facts) == 0 else {
            throw Failure("cannot read \(path): \(String(cString: strerror(errno)))")
        }
        guard facts.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw Failure("\(path) is no file: name a capture that wscope wrote")
        }
        size = UInt64(clamping: facts.st_size)
    }

    func end() { close(descriptor) }

    var percent: Int { size == 0 ? 100 : Int(min(100, place * 100 / size)) }

    /// The next record; nil at the end.
    mutating func next() throws(Failure) -> CaptureRecord? {
        while true {
            switch scanner.next() {
            case .record(let record): return record
            case .ended(let flaw): throw Failure(Self.words(flaw, path))
            case .needsMore:
                let piece = bytes(at: place, count: Self.pieceSize)
                if piece.isEmpty {
                    if place < UInt64(CaptureFormat.fileHeader) {
                        throw Failure(Self.words(.notACapture, path))
                    }
                    return nil
                }
                place += UInt64(piece.count)
                scanner.append(piece)
            }
        }
    }

    /// What is wrong with the end of the file, once it is reached.
    var tornEnd: String? {
        scanner.unfinished == 0
            ? nil : "\(ByteText.of(UInt64(scanner.unfinished))) of an unfinished record at the end"
    }

    /// Bytes at a place; fewer at the end of the file.
    func bytes(at place: UInt64, count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let read = pread(
                    descriptor, buffer.baseAddress.map { $0 + filled }, count - filled,
                    off_t(clamping: place) + off_t(filled))
                if read < 0, errno == EINTR { continue }
                if read <= 0 { return }
                filled += read
            }
        }
    }

    private static func words(_ flaw: CaptureScanner.Flaw, _ path: String) -> String {
        switch flaw {
        case .notACapture: "\(path) is no capture of wscope"
        case .newer(let version):
            "\(path) was written by a later wscope, in version \(version) of the format: "
                + "open it with that"
        case .damaged(let place):
            "\(path) is damaged at byte \(place); what comes before it was read"
        }
    }
}
