import Console
import Glibc
import Testing
import WebSocketEngine

@testable import wscope

@Suite struct PrintQueueTests {
    private func line(_ number: Int, bytes: Int = 1) -> PrintedLine {
        PrintedLine(
            time: Instant(nanoseconds: UInt64(number)), bytes: .init(repeating: 1, count: bytes))
    }

    private func isRung(_ queue: PrintQueue) -> Bool {
        var watched = pollfd(fd: queue.bell, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, 0) > 0
    }

    @Test func theBellRingsUntilAllIsTaken() throws {
        let queue = try PrintQueue()
        #expect(!isRung(queue))
        queue.add([line(1), line(2)])
        queue.add([line(3)])
        #expect(isRung(queue))
        #expect(queue.take() == Printed(lines: [line(1), line(2), line(3)]))
        #expect(!isRung(queue))
        #expect(queue.take() == Printed())
        queue.add([line(4)])
        #expect(isRung(queue))
    }

    @Test func theOldestOfTooManyLinesAreLostAndCounted() throws {
        let queue = try PrintQueue()
        let count = 3 * PrintQueue.lineLimit + 7
        for number in 0..<count { queue.add([line(number)]) }
        let printed = queue.take()
        #expect(printed.lines.count == PrintQueue.lineLimit)
        #expect(printed.lines.first == line(count - PrintQueue.lineLimit))
        #expect(printed.lines.last == line(count - 1))
        #expect(printed.lost == UInt64(count - PrintQueue.lineLimit))
        queue.add([line(1)])
        #expect(queue.take().lost == printed.lost)
    }

    @Test func bytesAreBoundedToo() throws {
        let queue = try PrintQueue()
        let size = PrintedLine.capacity
        for number in 0..<1500 { queue.add([line(number, bytes: size)]) }
        let printed = queue.take()
        #expect(printed.lines.count == PrintQueue.byteLimit / size)
        #expect(printed.lost == UInt64(1500 - printed.lines.count))
    }
}
