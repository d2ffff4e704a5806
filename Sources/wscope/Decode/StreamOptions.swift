import ArgumentParser
import WebSocketWire

/// What `decode --stream` takes beyond the bytes.
struct StreamOptions: ParsableArguments {
    @Flag(
        name: .customLong("stream"),
        help: "Read one direction of a TCP stream from its start, opening handshake included.")
    var isStream = false

    @Flag(
        name: .customLong("hex"),
        help: "The stream is in hex, whatever it looks like: lines of xxd or tshark.")
    var isHex = false

    @Option(
        help: ArgumentHelp(
            "The client's Sec-WebSocket-Key, to check the server's answer.", valueName: "key"))
    var key: String?

    @Option(
        help: ArgumentHelp(
            "The other direction, to check one against the other; its start is enough.",
            valueName: "file"),
        completion: .file())
    var other: String?

    @Flag(
        help: "Show credentials, cookies, query strings and tokens of handshakes, hidden otherwise."
    )
    var showSecrets = false

    var isGiven: Bool { isHex || key != nil || other != nil || showSecrets }

    /// What is known of the direction that `sender` does not send.
    func otherDirection(of sender: Endpoint) throws -> OtherDirection {
        guard let other else { return OtherDirection(key: key) }
        let opposite: Endpoint = sender == .client ? .server : .client
        var input = try StreamInput(other, isHex: isHex, from: opposite)
        let start = try input.prefix(HandshakeLimits().maximumBytes)
        guard var known = OtherDirection(opening: start, from: opposite) else {
            throw WrongUsage("\(other) does not begin with a \(opposite)'s opening handshake")
        }
        if let key { known.key = key }
        return known
    }
}
