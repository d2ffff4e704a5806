/// The replies of one turn, gathered so that each connection gets one write.
///
/// Small frames are copied into one block of memory. A large payload that lies in the receive
/// buffer is lent from there, because that buffer rests until the turn's writes are done. A run is
/// what goes to one connection in one call; data frames leave `headroom` free, so that pongs and
/// close frames always fit.
struct Outbox {
    private struct Run {
        var id: ConnectionID
        var firstPiece: Int
        var pieceCount: Int
        var count: Int
    }

    static let capacity = 512 << 10
    static let headroom = 256 << 10
    /// POSIX IOV_MAX on Linux.
    static let piecesPerWrite = 1024
    private static let pieceCapacity = 8192
    private static let pieceHeadroom = 4096

    private let base = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 64)
    private let pieces = UnsafeMutablePointer<Write.Piece>.allocate(capacity: pieceCapacity)
    private var used = 0
    private var pieceCount = 0
    private var runs = PlainQueue<Run>(capacity: 256)

    var isEmpty: Bool { runs.isEmpty }

    @inline(__always)
    func fits(_ count: Int, isControl: Bool) -> Bool {
        isControl
            ? used &+ count <= Self.capacity && pieceCount < Self.pieceCapacity
            : used &+ count <= Self.capacity &- Self.headroom
                && pieceCount < Self.pieceCapacity &- Self.pieceHeadroom
    }

    /// Room for `count` bytes of this connection, after a call of `fits`; `isNew` when a run was
    /// begun.
    @inline(__always)
    mutating func extend(
        _ id: ConnectionID, _ count: Int
    ) -> (memory: UnsafeMutableRawPointer, isNew: Bool) {
        let memory = base + used
        used &+= count
        return (memory, add(Write.Piece(base: memory, count: count), id))
    }

    /// Adds bytes that stay where they are until they are written, behind a call of `extend`.
    @inline(__always)
    mutating func lend(_ id: ConnectionID, _ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress, bytes.count > 0 else { return }
        _ = add(Write.Piece(base: start, count: bytes.count), id)
    }

    /// Adds a piece to the last run if it is this connection's; true when a run was begun.
    @inline(__always)
    private mutating func add(_ piece: Write.Piece, _ id: ConnectionID) -> Bool {
        if let run = runs.last, run.pointee.id == id,
            run.pointee.pieceCount < Self.piecesPerWrite
        {
            run.pointee.count &+= piece.count
            let last = pieces + (pieceCount &- 1)
            if last.pointee.base + last.pointee.count == piece.base {
                last.pointee.count &+= piece.count
            } else {
                append(piece)
                run.pointee.pieceCount &+= 1
            }
            return false
        }
        runs.append(Run(id: id, firstPiece: pieceCount, pieceCount: 1, count: piece.count))
        append(piece)
        return true
    }

    @inline(__always)
    private mutating func append(_ piece: Write.Piece) {
        (pieces + pieceCount).initialize(to: piece)
        pieceCount &+= 1
    }

    mutating func popFirst() -> Write? {
        guard let run = runs.popFirst() else { return nil }
        return Write(
            id: run.id,
            pieces: UnsafeBufferPointer(start: pieces + run.firstPiece, count: run.pieceCount),
            count: run.count, source: .outbox)
    }

    /// Only when every run has been written: the memory is used from its start again.
    mutating func rewind() {
        guard runs.isEmpty else { return }
        used = 0
        pieceCount = 0
    }

    func deallocate() {
        base.deallocate()
        pieces.deallocate()
        runs.deallocate()
    }
}
