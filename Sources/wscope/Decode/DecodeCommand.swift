import ArgumentParser
import Foundation
import WebSocketWire

/// Takes frames apart without a connection.
struct DecodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode",
        abstract: "Take frames apart that are given in hex.",
        discussion: """
            Shows the bits of each frame in the grid of RFC 6455 §5.2, its fields, its payload and \
            the clause it breaks, if any. Exit status 3 when a clause is broken.

            wscope decode 81 85 37 fa 21 3d 7f 9f 4d 51 58
            xxd -p frames.bin | wscope decode -
            """)

    enum Sender: String, ExpressibleByArgument, CaseIterable {
        case client, server

        var endpoint: Endpoint { self == .client ? .client : .server }
    }

    @Argument(help: "Bytes in hex: 8185, 81 85, 0x81 0x85, a dump; - or nothing reads stdin.")
    var hex: [String] = []

    @Option(name: .long, help: "Who sent them: client (masked) or server.")
    var from = Sender.client

    @Flag(help: "One JSON object a frame.")
    var json = false

    func run() throws {
        let bytes: [UInt8]
        do {
            bytes = try HexInput.bytes(try text())
        } catch let error as HexInput.Malformed {
            throw WrongUsage(error.description)
        }
        guard !bytes.isEmpty else {
            throw WrongUsage(
                "no bytes: give a frame in hex, such as 81 85 37 fa 21 3d 7f 9f 4d 51 58")
        }
        let frames = FrameDecoder.decode(bytes, from: from.endpoint)
        for (index, frame) in frames.enumerated() {
            let text =
                json
                ? DecodedJSON.line(frame)
                : DecodedText(frame, number: index + 1, from: from.endpoint).lines
                    .joined(separator: "\n")
            print(text)
        }
        if frames.contains(where: { $0.breach != nil }) { throw ProgramExit.breach }
    }

    private func text() throws -> String {
        guard hex.isEmpty || hex == ["-"] else { return hex.joined(separator: " ") }
        if hex.isEmpty, isatty(STDIN_FILENO) == 1 { return "" }
        let data = try FileHandle.standardInput.readToEnd() ?? Data()
        guard let text = String(data: data, encoding: .utf8) else {
            throw WrongUsage("stdin is not text; pipe raw bytes through xxd -p")
        }
        return text
    }
}
