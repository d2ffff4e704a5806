import Capture

/// What a whole file comes to.
struct Scan {
    var records: [CaptureRecord] = []
    var flaw: CaptureScanner.Flaw?
    var unfinished = 0

    /// - Parameter piece: bytes that come at once.
    init(_ bytes: [UInt8], piece: Int = .max) {
        var scanner = CaptureScanner()
        var rest = bytes[...]
        while true {
            switch scanner.next() {
            case .record(let record): records.append(record)
            case .needsMore where rest.isEmpty:
                unfinished = scanner.unfinished
                return
            case .needsMore:
                scanner.append(rest.prefix(piece))
                rest = rest.dropFirst(piece)
            case .ended(let found):
                flaw = found
                return
            }
        }
    }

    /// The records as bytes again: equal bytes are equal records.
    var rewritten: [UInt8] { Samples.file(records) }
}
