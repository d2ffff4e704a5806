/// The replies of one turn, gathered so that each connection gets one write.
///
/// A run is a stretch of bytes for one connection; a frame for the connection of the last run
/// extends it. Data frames leave `headroom` free, so that pongs and close frames always fit.
struct Outbox {
    struct Run: BitwiseCopyable {
        var id: ConnectionID
        var offset: Int
        var count: Int
    }

    static let capacity = 512 << 10
    static let headroom = 256 << 10

    private let base = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 64)
    private var used = 0
    private var runs = PlainQueue<Run>(capacity: 256)

    var isEmpty: Bool { runs.isEmpty }

    func fits(_ count: Int, isControl: Bool) -> Bool {
        used &+ count <= (isControl ? Self.capacity : Self.capacity - Self.headroom)
    }

    /// Room for `count` bytes of this connection, after a call of `fits`; `isNew` when a run was
    /// begun.
    mutating func extend(
        _ id: ConnectionID, _ count: Int
    ) -> (memory: UnsafeMutableRawPointer, isNew: Bool) {
        let memory = base + used
        var isNew = true
        if var run = runs.last, run.id == id {
            run.count &+= count
            runs.last = run
            isNew = false
        } else {
            runs.append(Run(id: id, offset: used, count: count))
        }
        used &+= count
        return (memory, isNew)
    }

    mutating func popFirst() -> (id: ConnectionID, bytes: UnsafeRawBufferPointer)? {
        guard let run = runs.popFirst() else { return nil }
        return (run.id, UnsafeRawBufferPointer(start: base + run.offset, count: run.count))
    }

    /// Only when every run has been written: the memory is used from its start again.
    mutating func rewind() {
        if runs.isEmpty { used = 0 }
    }

    func deallocate() {
        base.deallocate()
        runs.deallocate()
    }
}
