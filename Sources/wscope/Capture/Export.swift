import Capture
import Console
import Glibc

/// Writes a capture in another format.
struct Export {
    private let capture: String
    private let format: ExportFormat
    /// nil is stdout.
    private let target: String?

    init(_ capture: String, as format: ExportFormat, to target: String?) {
        self.capture = capture
        self.format = format
        self.target = target
    }

    /// Bytes that are gathered before they are written.
    private static let pieceSize = 1 << 20

    /// - Parameter progress: told the part that is done, in percent.
    /// - Returns: how many records there were. A torn end is told on stderr.
    @discardableResult
    func run(_ progress: (Int) -> Void = { _ in }) throws(Failure) -> Int {
        var input = try CaptureInput(capture)
        defer { input.end() }
        let file = try target.map { (path) throws(Failure) in try NewFile(path) }
        defer { file?.end() }
        var exporter: any RecordExporter =
            format == .jsonl ? CaptureJSON() as any RecordExporter : PcapngExporter()
        var count = 0
        while let record = try input.next() {
            exporter.add(record)
            count += 1
            guard exporter.count >= Self.pieceSize else { continue }
            try put(exporter.take(), file)
            progress(input.percent)
        }
        exporter.finish()
        try put(exporter.take(), file)
        return count
    }

    private func put(_ bytes: [UInt8], _ file: NewFile?) throws(Failure) {
        if let file {
            guard let error = file.append(bytes).error else { return }
            throw Failure("cannot write \(file.path): \(String(cString: strerror(error)))")
        }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                write(StandardStreams.output, $0.baseAddress, $0.count)
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw Failure("stdout is closed")
            }
        }
    }
}

/// Turns records into bytes of another format.
protocol RecordExporter {
    /// Bytes that can be taken.
    var count: Int { get }
    mutating func add(_ record: CaptureRecord)
    mutating func finish()
    mutating func take() -> [UInt8]
}

extension PcapngExporter: RecordExporter {}
