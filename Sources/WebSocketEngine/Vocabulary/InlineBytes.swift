/// Up to `capacity` bytes without a heap allocation, and how many there were in all.
///
/// Records that cross from the engine to its watchers are plain memory, so that the engine pays
/// a copy for them and nothing else.
@frozen
public struct InlineBytes<let capacity: Int>: Sendable {
    @usableFromInline
    var storage: InlineArray<capacity, UInt8>
    /// Bytes kept.
    public private(set) var count: Int
    /// Bytes there were; more than `count` when the rest was cut off.
    public private(set) var total: Int

    public init() {
        storage = InlineArray(repeating: 0)
        count = 0
        total = 0
    }

    public init(_ bytes: UnsafeRawBufferPointer) {
        self.init()
        replace(with: bytes)
    }

    /// - Parameter total: how many bytes there were before `bytes` were all that was kept.
    public init(_ bytes: UnsafeRawBufferPointer, total: Int) {
        self.init(bytes)
        self.total = max(total, bytes.count)
    }

    /// Copies the bytes that fit and leaves the memory behind them as it is.
    @inline(__always)
    mutating func replace(with bytes: UnsafeRawBufferPointer) {
        let kept = min(bytes.count, capacity)
        count = kept
        total = bytes.count
        guard kept > 0, let source = bytes.baseAddress else { return }
        withUnsafeMutableBytes(of: &storage) {
            $0.copyMemory(from: UnsafeRawBufferPointer(start: source, count: kept))
        }
    }

    public init(_ text: String) {
        var text = text
        self = text.withUTF8 { InlineBytes(UnsafeRawBufferPointer($0)) }
    }

    public var isEmpty: Bool { total == 0 }
    public var isCut: Bool { total > count }

    /// The kept bytes, for those who may allocate.
    public var bytes: [UInt8] { withBytes { Array($0) } }

    public func withBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        withUnsafeBytes(of: storage) { body(UnsafeRawBufferPointer(rebasing: $0[0..<count])) }
    }
}
