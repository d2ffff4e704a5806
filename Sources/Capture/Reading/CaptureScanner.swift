/// Reads a capture as its bytes come, in any pieces; whatever the bytes are, it never traps and
/// holds one record at most.
public struct CaptureScanner: Sendable {
    public enum Step: Sendable {
        case record(CaptureRecord)
        case needsMore
        /// Nothing more can be read; the same from then on.
        case ended(Flaw)
    }

    /// Why a file, or the rest of it, cannot be read.
    public enum Flaw: Error, Hashable, Sendable {
        case notACapture
        /// A later program wrote it, in this version of the format.
        case newer(UInt16)
        /// The record that begins at this byte is not what was written.
        case damaged(at: UInt64)
    }

    private var buffer: [UInt8] = []
    private var start = 0
    /// Where in the file the buffer's first byte not yet taken is.
    private var place: UInt64 = 0
    private var hasHeader = false
    private var flaw: Flaw?

    public init() {}

    /// Bytes that have come and belong to no whole record. At the end of a file more than 0 mean
    /// that its writer was cut off.
    public var unfinished: Int { buffer.count - start }

    public mutating func append(_ bytes: some Collection<UInt8>) {
        if start > 0 {
            buffer.removeSubrange(..<start)
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    public mutating func next() -> Step {
        while true {
            if let flaw { return .ended(flaw) }
            if !hasHeader {
                guard readHeader() else { return flaw.map(Step.ended) ?? .needsMore }
            }
            switch readRecord() {
            case .record(let record): return .record(record)
            case .passedOver: continue
            case .torn: return .needsMore
            case .damaged: flaw = .damaged(at: place)
            }
        }
    }

    private mutating func readHeader() -> Bool {
        let magic = CaptureFormat.magic
        guard buffer[start...].prefix(magic.count).elementsEqual(magic.prefix(unfinished)) else {
            flaw = .notACapture
            return false
        }
        guard unfinished >= CaptureFormat.fileHeader else { return false }
        let at = start + magic.count
        let version = UInt16(buffer[at]) | UInt16(buffer[at + 1]) << 8
        guard version >= 1, version <= CaptureFormat.version else {
            flaw = version == 0 ? .notACapture : .newer(version)
            return false
        }
        advance(CaptureFormat.fileHeader)
        hasHeader = true
        return true
    }

    private enum Reading {
        case record(CaptureRecord)
        /// Of a kind that a later program writes.
        case passedOver
        case torn
        case damaged
    }

    private mutating func readRecord() -> Reading {
        let header = CaptureFormat.recordHeader
        guard unfinished >= header else { return .torn }
        let (reading, size) = buffer.withUnsafeBytes { bytes -> (Reading, Int) in
            let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
            var source = ByteSource(rest)
            guard let count = source.number(UInt32.self), let sum = source.number(UInt32.self),
                let kind = source.number(UInt8.self), count <= UInt32(CaptureFormat.maximumBody)
            else { return (.damaged, 0) }
            let size = header + Int(count)
            guard rest.count >= size else { return (.torn, 0) }
            let record = UnsafeRawBufferPointer(rebasing: rest[..<size])
            guard Checksum.of(record: record) == sum else { return (.damaged, 0) }
            guard let known = CaptureFormat.Kind(rawValue: kind) else { return (.passedOver, size) }
            let body = UnsafeRawBufferPointer(rebasing: rest[header..<size])
            let decoder = RecordDecoder(body, at: place + UInt64(header))
            return (decoder.record(known).map(Reading.record) ?? .damaged, size)
        }
        advance(size)
        return reading
    }

    private mutating func advance(_ count: Int) {
        start += count
        place += UInt64(count)
    }
}
