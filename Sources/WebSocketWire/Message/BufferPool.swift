#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Memory for incomplete messages: bounded, counted, and refusing rather than trapping.
///
/// Buffers are kept for the next message: giving 1 MiB back to the system and taking it again
/// costs more than carrying the message, and a message in fragments of any size allocates nothing.
/// One thread owns a pool.
public final class BufferPool {
    /// Buffers come in power-of-two classes from here on. 64 B: a cache line, and more than the
    /// word that links it while it is kept.
    static let smallestClass = 64

    /// Bytes lent out.
    public private(set) var outstandingBytes = 0
    /// Bytes kept for reuse.
    public private(set) var retainedBytes = 0
    /// Bytes that may be kept for reuse.
    public let retained: Int
    /// Bytes lent and kept together, above which the pool refuses.
    public var budget: Int

    /// The head of each class's list of free buffers; a free buffer's first word links the next.
    private let heads: UnsafeMutablePointer<UnsafeMutableRawPointer?>
    private static let classCount = 64

    /// - Parameters:
    ///   - retained: bytes kept for reuse; 8 MiB, so that eight large messages at once churn
    ///     nothing.
    ///   - budget: bytes in all; no bound of its own, since the engine has one.
    public init(retained: Int = 8 << 20, budget: Int = .max) {
        self.retained = max(0, retained)
        self.budget = budget
        heads = .allocate(capacity: Self.classCount)
        heads.initialize(repeating: nil, count: Self.classCount)
    }

    deinit {
        releaseRetained()
        heads.deallocate()
    }

    /// A buffer of at least `count` bytes, uninitialised.
    ///
    /// - Returns: nil when the budget or the system refuses.
    public func take(_ count: Int) -> UnsafeMutableRawBufferPointer? {
        guard count >= 0, let capacity = capacity(for: max(1, count)) else { return nil }
        if let index = Self.classIndex(of: capacity), let head = heads[index] {
            guard outstandingBytes &+ retainedBytes <= budget else { return nil }
            heads[index] = head.load(as: UnsafeMutableRawPointer?.self)
            retainedBytes &-= capacity
            outstandingBytes &+= capacity
            return UnsafeMutableRawBufferPointer(start: head, count: capacity)
        }
        return fresh(capacity)
    }

    /// A buffer of exactly `count` bytes, uninitialised: for what is kept for long.
    ///
    /// - Returns: nil when the budget or the system refuses.
    public func takeExactly(_ count: Int) -> UnsafeMutableRawBufferPointer? {
        count >= 0 ? fresh(max(1, count)) : nil
    }

    private func fresh(_ capacity: Int) -> UnsafeMutableRawBufferPointer? {
        if exceedsBudget(capacity) { releaseRetained() }
        guard !exceedsBudget(capacity), let memory = malloc(capacity) else { return nil }
        outstandingBytes &+= capacity
        return UnsafeMutableRawBufferPointer(start: memory, count: capacity)
    }

    /// Takes back a buffer that `take` gave, with its whole capacity.
    public func give(_ memory: UnsafeMutableRawPointer, capacity: Int) {
        outstandingBytes &-= capacity
        guard let index = Self.classIndex(of: capacity), capacity <= retained &- retainedBytes
        else { return free(memory) }
        memory.storeBytes(of: heads[index], as: UnsafeMutableRawPointer?.self)
        heads[index] = memory
        retainedBytes &+= capacity
    }

    /// Gives what is kept back to the system.
    public func releaseRetained() {
        for index in 0..<Self.classCount {
            while let head = heads[index] {
                heads[index] = head.load(as: UnsafeMutableRawPointer?.self)
                free(head)
            }
        }
        retainedBytes = 0
    }

    private func exceedsBudget(_ capacity: Int) -> Bool {
        let (total, overflow) = (outstandingBytes &+ retainedBytes)
            .addingReportingOverflow(capacity)
        return overflow || total > budget
    }

    /// What a buffer of `count` bytes really takes; exact where it would never be kept.
    private func capacity(for count: Int) -> Int? {
        guard count <= retained else { return count }
        let least = max(count, Self.smallestClass)
        let rounded = 1 << (Int.bitWidth &- (least &- 1).leadingZeroBitCount)
        return rounded <= retained ? rounded : count
    }

    private static func classIndex(of capacity: Int) -> Int? {
        guard capacity >= smallestClass, capacity & (capacity &- 1) == 0 else { return nil }
        return capacity.trailingZeroBitCount
    }
}
