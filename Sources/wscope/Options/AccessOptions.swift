import ArgumentParser
import WebSocketEngine

/// Who may come, and how many of them; nil where nothing was given.
struct AccessOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Origin that browsers may come from, * for any; repeatable. (default: same host)",
            valueName: "origin"),
        transform: Reading.origin)
    var origin: [String] = []

    @Option(
        help: ArgumentHelp(
            "Host that requests may name, with or without a port; repeatable. (default: any; of a"
                + " server on loopback, loopback)",
            valueName: "host"),
        transform: Reading.allowedHost)
    var allowHost: [String] = []

    @Option(
        help: ArgumentHelp(
            "Handshakes under way at one time; one more ends the oldest. (default: 1024)",
            valueName: "n"),
        transform: Reading.handshakes)
    var maxHandshakes: Int?

    @Option(
        help: ArgumentHelp(
            "Of them from one address, loopback apart; 0: any. (default: 128)", valueName: "n"),
        transform: Reading.share)
    var addressHandshakes: Int?

    @Option(
        help: ArgumentHelp(
            "Connections from one address, loopback apart; 0: any. (default: 0)", valueName: "n"),
        transform: Reading.share)
    var addressConnections: Int?

    @Option(
        help: ArgumentHelp(
            "New connections a second from one address, loopback apart; 0: any. (default: 0)",
            valueName: "n"),
        transform: Reading.share)
    var addressRate: Int?

    func apply(to settings: inout Settings) {
        if !origin.isEmpty { settings.origins = origin }
        if !allowHost.isEmpty { settings.allowedHosts = allowHost }
        if let maxHandshakes { settings.handshakes = maxHandshakes }
        if let addressHandshakes { settings.addressLimits.handshakes = addressHandshakes }
        if let addressConnections { settings.addressLimits.connections = addressConnections }
        if let addressRate { settings.addressLimits.rate = addressRate }
    }
}
