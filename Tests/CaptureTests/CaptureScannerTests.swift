import Testing
import WebSocketEngine
import WebSocketWire

@testable import Capture

@Suite struct CaptureScannerTests {
    @Test(arguments: [1, 7, 4096, .max])
    func whatWasWrittenIsRead(piece: Int) {
        let file = Samples.file()
        let scan = Scan(file, piece: piece)
        #expect(scan.flaw == nil && scan.unfinished == 0)
        #expect(scan.records.count == Samples.all.count)
        #expect(scan.rewritten == file)
    }

    @Test func fieldsComeBackAsTheyWere() throws {
        let records = Scan(Samples.file()).records
        guard case .session(let session) = records[0], case .state(let at, let totals) = records[1],
            case .row(let row) = records[2], case .frame(let frame) = records[5]
        else {
            Issue.record("other records: \(records.prefix(6))")
            return
        }
        #expect(session == Samples.session)
        #expect(at == Samples.time && totals == Samples.totals)
        #expect(row.peer == Samples.row.peer && row.deadline == Samples.row.deadline)
        #expect(row.temper == Samples.row.temper)
        #expect(row.deflate == Samples.row.deflate && row.closing == Samples.row.closing)
        #expect(frame.payload.count == 5_000 && frame.inflated.count == 10_000)
        #expect(frame.record.breach == Verdict(rule: .corruptDeflate, bits: 80..<88))
        #expect(frame.record.header.payloadLength == 5_000 && frame.record.direction == .sent)
        let details = records.compactMap { record in
            if case .event(let event) = record { event.detail } else { nil }
        }
        #expect(details == Samples.details)
    }

    /// Whoever shows a capture reads a payload when it is asked for.
    @Test func placesCountFromTheStartOfTheFile() throws {
        let file = Samples.file()
        let frames = Scan(file).records.compactMap { record in
            if case .frame(let frame) = record { frame } else { nil }
        }
        let short = try #require(frames.first).record
        #expect(short.rest == PayloadPlace())
        let long = try #require(frames.last)
        let bytes = file[Int(long.record.rest.start)...].prefix(long.record.rest.count)
        #expect(Array(bytes) == Array(long.payload.dropFirst(96)))
        let place = try #require(long.record.inflated?.rest)
        let inflated = file[Int(place.start)...].prefix(place.count)
        #expect(Array(inflated) == Array(long.inflated.dropFirst(96)))
    }

    @Test func everyTruncationGivesTheWholeRecordsBeforeIt() {
        let file = Samples.file([
            .session(Samples.session), .row(Samples.row),
            .frame(Samples.frame(payload: Array(repeating: 7, count: 300))), .end(.stopped),
        ])
        var seen = 0
        for count in 0...file.count {
            let scan = Scan(Array(file[..<count]))
            #expect(scan.flaw == nil, "\(count)")
            #expect(scan.records.count >= seen, "\(count)")
            seen = scan.records.count
            let whole = scan.rewritten.count
            #expect(count < CaptureFormat.fileHeader || whole + scan.unfinished == count)
        }
        #expect(seen == 4)
    }

    @Test func aFlippedBitIsNeverTakenForARecord() {
        let file = Samples.file()
        var random = SeededNumbers(seed: 5)
        for _ in 0..<3_000 {
            var wrong = file
            let place = Int.random(in: 0..<file.count, using: &random)
            wrong[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            let scan = Scan(wrong)
            // Four bytes of the header mean nothing yet.
            if (12..<CaptureFormat.fileHeader).contains(place) { continue }
            #expect(scan.records.count < Samples.all.count, "byte \(place)")
            #expect(scan.flaw != nil || scan.unfinished > 0, "byte \(place)")
        }
    }

    /// Bodies that no writer writes, behind a right checksum.
    @Test func randomBodiesNeverTrap() {
        var random = SeededNumbers(seed: 6)
        let bodies = Samples.file()
        for _ in 0..<20_000 {
            let kind = CaptureFormat.Kind(rawValue: UInt8.random(in: 1...9, using: &random))
            let start = Int.random(in: 0..<bodies.count, using: &random)
            let body = Array(bodies[start...].prefix(Int.random(in: 0...200, using: &random)))
            body.withUnsafeBytes { bytes in
                guard let kind else { return }
                _ = RecordDecoder(bytes, at: .max).record(kind)
            }
        }
    }

    @Test func aFullDiskKeepsTheRecordsThatWereWritten() {
        let sizes = Samples.all.map { Samples.file([$0]).count - CaptureFormat.fileHeader }
        let records = Array(Samples.file().dropFirst(CaptureFormat.fileHeader))
        var ends = sizes.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }[...]
        for room in 0...records.count + 1 {
            while ends.count > 1, let next = ends.dropFirst().first, next <= room {
                ends.removeFirst()
            }
            #expect(CaptureWriter.whole(records, within: room) == ends.first)
        }
    }

    @Test func whatAnotherProgramWroteIsToldApart() {
        #expect(Scan(Array("GET / HTTP/1.1".utf8)).flaw == .notACapture)
        #expect(Scan([]).flaw == nil)
        var later = Samples.file()
        let next = CaptureFormat.version + 1
        later[CaptureFormat.magic.count] = UInt8(next)
        #expect(Scan(later).flaw == .newer(next))
        var large = Array(Samples.file([.session(Samples.session)]).prefix(16))
        large += [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 1]
        #expect(Scan(large).flaw == .damaged(at: 16))
    }

    @Test func aLaterKindOfRecordIsPassedOver() {
        var file = Samples.file([.session(Samples.session)])
        var sink = ByteSink()
        sink.add(UInt32(2))
        sink.add(UInt32(0))
        sink.add([200, 1, 2])
        let sum = sink.bytes.withUnsafeBytes { Checksum.of(record: $0) }
        sink.patch(sum, at: 4)
        file += sink.bytes + Samples.file([.end(.stopped)]).dropFirst(16)
        let scan = Scan(file)
        #expect(scan.flaw == nil && scan.unfinished == 0 && scan.records.count == 2)
    }
}
