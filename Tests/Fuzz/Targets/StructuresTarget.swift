@testable import WebSocketEngine
@testable import WebSocketWire

extension FuzzTarget {
    /// Queues, rings and tables of the engine beside arrays and sets that do the same slowly.
    static let structures = FuzzTarget(name: "structures") { input in
        var choices = Choices(input)
        switch choices.byte() % 6 {
        case 0: runQueue(&choices)
        case 1: runSendQueue(&choices)
        case 2: runHistory(&choices)
        case 3: runPayloads(&choices)
        case 4: runSlots(&choices)
        default: runPool(&choices)
        }
    }

    private static func runQueue(_ choices: inout Choices) {
        var queue = PlainQueue<Int>(capacity: 2)
        defer { queue.deallocate() }
        var model: [Int] = []
        while !choices.rest.isEmpty {
            let choice = choices.byte()
            if choice & 1 == 0 {
                queue.append(choice)
                model.append(choice)
            } else {
                let first = model.isEmpty ? nil : model.removeFirst()
                check(queue.popFirst() == first, "another first")
            }
            check(queue.count == model.count && queue.isEmpty == model.isEmpty, "another count")
            check(queue.last?.pointee == model.last, "another last")
        }
    }

    private static func runSendQueue(_ choices: inout Choices) {
        let pool = BufferPool(budget: 4096)
        var queue = SendQueue()
        var model: [UInt8] = []
        // Where the pong that waits at the end begins.
        var pong: Int?
        while !choices.rest.isEmpty {
            let choice = choices.byte()
            let bytes = Array(choices.take(choices.byte()))
            switch choice & 3 {
            case 0, 1:
                guard choice & 1 == 1, !bytes.isEmpty else {
                    let isTaken = bytes.withUnsafeBytes { queue.append($0, pool) }
                    if isTaken, !bytes.isEmpty { pong = nil }
                    if isTaken { model += bytes }
                    break
                }
                let waited = pong
                if let start = pong { model.removeSubrange(start...) }
                let replaces = bytes.withUnsafeBytes { queue.appendPong($0, pool) }
                // Without memory for the new one the connection would end.
                guard let replaces else { return queue.clear(pool) }
                check(replaces == (waited != nil), "a pong was replaced, or was not")
                pong = model.count
                model += bytes
            case 2:
                let count = min(choice, model.count)
                queue.consume(choice, pool)
                model.removeFirst(count)
                // A pong of which a part has left is finished as it is.
                pong = pong.flatMap { $0 >= count ? $0 - count : nil }
            default:
                guard queue.reserve(bytes.count, pool) else { break }
                let isTaken = bytes.withUnsafeBytes { queue.append($0, pool) }
                check(isTaken, "room that was made is not there")
                if !bytes.isEmpty { pong = nil }
                model += bytes
            }
            check(Array(queue.bytes) == model && queue.count == model.count, "other bytes wait")
        }
        queue.clear(pool)
        check(pool.outstandingBytes == 0 && queue.isEmpty, "memory is kept for nobody")
    }

    private static func runHistory(_ choices: inout Choices) {
        var history = History<Int>(capacity: choices.byte() % 20)
        defer { history.deallocate() }
        var cursor = HistoryCursor()
        var written = 0
        var passed: UInt64 = 0
        var seen = 0
        while !choices.rest.isEmpty {
            let choice = choices.byte()
            switch choice & 3 {
            case 0, 1:
                guard history.hasRoom || choice & 4 != 0 else {
                    history.passOver()
                    passed += 1
                    continue
                }
                let (place, sequence) = history.next()
                place.initialize(to: written)
                written += 1
                check(sequence == UInt64(written) + passed, "another number")
                check(history.newest == sequence, "another newest")
            case 2:
                let isNew = history.hasNews(since: cursor)
                let limit = 1 + choice >> 4
                let read = history.read(after: &cursor, limit: limit, isGlimpse: choice & 4 != 0) {
                    choice & 8 == 0 || $0 % 5 != 0
                }
                let records = read.records
                check(isNew || (records.isEmpty && read.lost == 0), "news of nothing")
                check(records.count <= limit, "more than asked for")
                if let first = records.first {
                    let run = Array(first..<(first + records.count))
                    check(first >= seen && records == run, "records out of order")
                    seen = first + records.count
                }
            default:
                if choice & 4 == 0 { history.nobodyLooks() }
                history.amendNewest { $0 += 0 }
            }
        }
    }

    private static func runPayloads(_ choices: inout Choices) {
        let capacity = choices.byte() * 4
        var ring = PayloadRing(capacity: capacity, share: choices.byte())
        defer { ring.deallocate() }
        var kept: [(place: PayloadPlace, bytes: [UInt8])] = []
        while !choices.rest.isEmpty {
            let choice = choices.byte()
            switch choice & 7 {
            case 0: ring.open()
            case 1:
                ring.close()
                check(kept.allSatisfy { ring.bytes($0.place) == nil }, "bytes of a closed ring")
            case 2:
                let place = PayloadPlace(start: UInt64(choices.byte()), count: choices.byte())
                _ = ring.bytes(place).map(Array.init)
            default:
                let bytes = Array(choices.take(choices.byte()))
                let first = choice >> 3
                let place = bytes.withUnsafeBytes { ring.keep($0, beyond: first) }
                if place.count > 0 { kept.append((place, Array(bytes.dropFirst(first)))) }
            }
            for (place, bytes) in kept.suffix(20) {
                // What was written over is gone; what is there is right.
                guard let found = ring.bytes(place) else { continue }
                check(found.elementsEqual(bytes.prefix(place.count)), "bytes of another payload")
            }
        }
    }

    private static func runPool(_ choices: inout Choices) {
        let pool = BufferPool(retained: choices.byte() * 64, budget: 20_000)
        var lent: [(bytes: UnsafeMutableRawBufferPointer, mark: UInt8)] = []
        while !choices.rest.isEmpty {
            let choice = choices.byte()
            let size = choices.byte() * (choice & 64 == 0 ? 1 : 37)
            switch choice & 3 {
            case 0, 1:
                guard let bytes = choice & 1 == 0 ? pool.take(size) : pool.takeExactly(size) else {
                    let used = pool.outstandingBytes + pool.retainedBytes
                    check(used + max(2 * size, 64) > pool.budget, "refused within the budget")
                    continue
                }
                check(bytes.count >= size, "less than asked for")
                bytes.initializeMemory(as: UInt8.self, repeating: UInt8(choice))
                lent.append((bytes, UInt8(choice)))
            case 2 where !lent.isEmpty:
                let (bytes, mark) = lent.remove(at: size % lent.count)
                check(bytes.allSatisfy { $0 == mark }, "memory that two have")
                bytes.baseAddress.map { pool.give($0, capacity: bytes.count) }
            default: if choice & 32 != 0 { pool.releaseRetained() }
            }
            let sum = lent.reduce(0) { $0 + $1.bytes.count }
            check(pool.outstandingBytes == sum, "\(pool.outstandingBytes) of \(sum) bytes are out")
            check(sum + pool.retainedBytes <= pool.budget, "more than the budget")
            check(pool.retainedBytes <= pool.retained, "more is retained than may be")
        }
        for (bytes, _) in lent { bytes.baseAddress.map { pool.give($0, capacity: bytes.count) } }
    }
}
