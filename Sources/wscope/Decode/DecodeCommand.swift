import ArgumentParser
import Foundation
import WebSocketWire

/// Takes frames apart without a connection.
struct DecodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode",
        abstract: "Take frames, or a whole captured stream, apart.",
        discussion: """
            Shows the bits of each frame in the grid of RFC 6455 §5.2, its fields, its payload and \
            the clause it breaks, if any. Exit status 3 when a clause is broken.

            wscope decode 81 85 37 fa 21 3d 7f 9f 4d 51 58
            xxd -p frames.bin | wscope decode -

            With --stream it reads one direction of a TCP stream from its start, opening handshake \
            included, and shows each thing as it comes.

            wscope decode --stream client.bin --other server.bin
            tshark -r file.pcap -q -z follow,tcp,raw,0 | wscope decode --stream --from server
            """)

    enum Sender: String, ExpressibleByArgument, CaseIterable {
        case client, server

        var endpoint: Endpoint { self == .client ? .client : .server }
    }

    @Argument(
        help: ArgumentHelp(
            "Bytes in hex: 8185, 81 85, 0x81 0x85, a dump; with --stream a file. - or nothing"
                + " reads stdin.",
            valueName: "hex"),
        completion: .file())
    var bytes: [String] = []

    @Option(
        name: .long,
        help: "Who sent them: client (masked) or server. (default: client, or as a stream begins)")
    var from: Sender?

    @Flag(help: "One JSON object a frame.")
    var json = false

    @Option(
        help: ArgumentHelp("Largest message and frame. (default: 1MiB)", valueName: "size"),
        transform: Reading.size)
    var maxMessage: ByteSize?

    @Option(
        help: "Most fragments of one message. (default: 131072)", transform: Reading.fragments)
    var maxFragments: Int?

    @OptionGroup(title: "Streams") var stream: StreamOptions

    func run() throws {
        let isBroken = stream.isStream ? try runStream() : try runFrames()
        if isBroken { throw ProgramExit.breach }
    }

    private var limits: ReadLimits {
        var limits = ReadLimits()
        if let maxMessage {
            limits.maximumMessage = maxMessage.bytes
            limits.maximumFrame = maxMessage.bytes
        }
        if let maxFragments { limits.maximumFragments = maxFragments }
        return limits
    }

    private func runStream() throws -> Bool {
        guard bytes.count <= 1 else {
            throw WrongUsage("--stream reads one file, or stdin; bytes in hex go without it")
        }
        return try StreamReport(
            path: bytes.first, from: from?.endpoint, limits: limits, options: stream, json: json
        ).run()
    }

    private func runFrames() throws -> Bool {
        if stream.isGiven {
            throw WrongUsage(
                "--hex, --key, --other and --show-secrets go with --stream")
        }
        let raw: [UInt8]
        do {
            raw = try HexInput.bytes(try text())
        } catch let error as HexInput.Malformed {
            throw WrongUsage(error.description)
        }
        guard !raw.isEmpty else {
            throw WrongUsage(
                "no bytes: give a frame in hex, such as 81 85 37 fa 21 3d 7f 9f 4d 51 58")
        }
        let sender = from?.endpoint ?? .client
        let frames = FrameDecoder.decode(raw, from: sender, limits: limits)
        for (index, frame) in frames.enumerated() {
            let text =
                json
                ? DecodedJSON.line(frame)
                : DecodedText(frame, number: index + 1, from: sender).lines
                    .joined(separator: "\n")
            print(text)
        }
        return frames.contains { $0.breach != nil }
    }

    private func text() throws -> String {
        guard bytes.isEmpty || bytes == ["-"] else { return bytes.joined(separator: " ") }
        if bytes.isEmpty, isatty(STDIN_FILENO) == 1 { return "" }
        let data = try FileHandle.standardInput.readToEnd() ?? Data()
        guard let text = String(data: data, encoding: .utf8) else {
            throw WrongUsage(
                "stdin is not text; pipe raw bytes through xxd -p, or a whole stream to --stream")
        }
        return text
    }
}
