import WebSocketEngine

@testable import Capture
@testable import Console
@testable import TerminalCanvas

extension FuzzTarget {
    /// No control byte comes out of the one gate to the terminal, and never more than asked for.
    static let sanitiser = FuzzTarget(name: "sanitiser") { input in
        var choices = Choices(input)
        let limit = choices.byte()
        let text = Sanitiser.visible(choices.rest, limit: limit).text
        check(text.utf8.count <= limit, "\(text.utf8.count) bytes at a limit of \(limit)")
        for scalar in text.unicodeScalars {
            check(
                scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
                    && !(0x200B...0x200F).contains(scalar.value)
                    && !(0x2028...0x202E).contains(scalar.value)
                    && !(0x2060...0x206F).contains(scalar.value) && scalar.value != 0xFEFF
                    && !(0xE0000...0xE0FFF).contains(scalar.value),
                "U+\(String(scalar.value, radix: 16)) came through")
        }
        // What is safe stays as it is.
        let again = Sanitiser.visible(text, limit: .max)
        check(again.text == text && !again.isNeutralised, "what came out does not come through")
        var canvas = Canvas(size: Size(columns: 40, rows: 1))
        canvas.put(text, x: 0, y: 0, role: "text")
    }

    /// Captures in chunks that the input gives, and what they are exported to.
    static let capture = FuzzTarget(name: "capture") { input in
        var choices = Choices(input)
        let traits = choices.byte()
        let chunk = traits + 1
        var bytes = Array(choices.rest)
        // Chance never finds a checksum: what is behind them is reached with right ones.
        if traits & 1 == 0 { bytes.withUnsafeMutableBytes(mendChecksums) }
        var scanner = CaptureScanner()
        // Zeros stand for what was not kept, as many as a record says: more show nothing new.
        var exporter = PcapngExporter(zeros: 1 << 14)
        var records = 0
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            scanner.append(bytes[start..<min(start + chunk, bytes.count)])
            reading: while true {
                switch scanner.next() {
                case .record(let record):
                    records += 1
                    exporter.add(record)
                case .needsMore: break reading
                case .ended: return
                }
            }
            check(records <= input.count, "more records than bytes")
        }
        exporter.finish()
        _ = exporter.take()
    }

    private static func mendChecksums(_ file: UnsafeMutableRawBufferPointer) {
        var start = CaptureFormat.fileHeader
        while file.count - start >= CaptureFormat.recordHeader {
            let count = UInt32(
                littleEndian: file.loadUnaligned(fromByteOffset: start, as: UInt32.self))
            let size = CaptureFormat.recordHeader + Int(count)
            guard size <= file.count - start else { return }
            let record = UnsafeRawBufferPointer(rebasing: file[start..<(start + size)])
            let sum = Checksum.of(record: record).littleEndian
            file.storeBytes(of: sum, toByteOffset: start + 4, as: UInt32.self)
            start += size
        }
    }

    /// keys.toml, and what is told of it.
    static let config = FuzzTarget(name: "config") { input in
        let text = String(decoding: input, as: UTF8.self)
        do throws(TOMLText.Mistake) {
            let remapping = try KeyRemapping(text)
            _ = KeyReport(remapping)
        } catch {
            check(error.line >= 1, "a mistake on line \(error.line)")
        }
        _ = FrameTemplates.problem(in: text)
    }

    static let theme = FuzzTarget(name: "theme") { input in
        let text = String(decoding: input, as: UTF8.self)
        do throws(ThemeError) {
            var source = try ThemeSource(ThemeFile(path: "x.toml", text: text))
            source.inherit(source)
            let theme = Theme(
                name: "x", variant: source.variant ?? .dark, entries: try source.entries())
            _ = ThemeAudit.weaknesses(of: theme)
        } catch {
            check(error.line ?? 1 >= 1, "a mistake on line \(error.line ?? 0)")
        }
    }

    static let filter = FuzzTarget(name: "filter") { input in
        let text = String(decoding: input, as: UTF8.self)
        for mayGoOn in [false, true] {
            do throws(CommandError) {
                guard let filter = try Filter(text, mayGoOn: mayGoOn) else { continue }
                for row in rows { _ = filter.shows(row, at: Instant(nanoseconds: 1 << 40)) }
            } catch {
                check(error.offset <= text.count, "a mistake outside of the line")
            }
        }
    }

    private static let rows = (0..<3).map { index in
        let id = ConnectionID(slot: UInt32(index), generation: 1)
        let row = SlotRow(
            id: id, state: .connected, peer: PeerAddress(ipv4: 0x7F00_0001, port: 7),
            openedAt: Instant(nanoseconds: 5))
        return SlotEntry(row: row)
    }

    /// Regular expressions, half of the input, over the other half.
    static let pattern = FuzzTarget(name: "pattern") { input in
        var choices = Choices(input)
        let text = String(decoding: choices.take(choices.byte()), as: UTF8.self)
        guard let pattern = try? Pattern(text) else { return }
        _ = pattern.matches(choices.rest)
    }

    /// The lines of the command line, with what Tab offers for each.
    static let command = FuzzTarget(name: "command") { input in
        var model = ConsoleModel(facts: ConsoleFacts(address: "127.0.0.1:8000"))
        _ = model.update(.resized(Size(columns: 80, rows: 24)))
        for line in String(decoding: input, as: UTF8.self).split(separator: "\n").prefix(8) {
            _ = CommandTable.completion(of: String(line), model)
            do throws(CommandError) {
                _ = try CommandTable.run(String(line), on: &model)
            } catch {
                check(error.offset <= line.count, "a mistake outside of the line")
            }
        }
        _ = ConsoleView.screen(model)
    }

    static let json = FuzzTarget(name: "json") { input in
        guard let pretty = try? JSONPrinter.pretty(Array(input)) else { return }
        let again = try? JSONPrinter.pretty(pretty)
        check(again == pretty, "pretty JSON is not pretty")
    }
}
