import WebSocketEngine

/// The keys of the configuration file: the long names of the options.
enum ConfigKeys {
    typealias Setter = @Sendable (inout Settings, ConfigValue) throws -> Void

    static let names: [String] = table.keys.sorted()

    static let table: [String: Setter] = [
        "host": { $0.hosts = try $1.texts(Reading.host) },
        "port": { $0.port = try Reading.port($1.text()) },
        "tls": { $0.isSelfSigned = try Reading.selfSigned($1.text()) },
        "cert": { $0.certificates = try $1.texts { $0 } },
        "key": { $0.keys = try $1.texts { $0 } },
        "tls-min": { $0.lowestTLS = try Reading.choice($1.text()) },
        "client-ca": { $0.clientAuthorities = try $1.text() },
        "allow-host": { $0.allowedHosts = try $1.texts(Reading.allowedHost) },
        "max-handshakes": { $0.handshakes = try Reading.handshakes($1.text()) },
        "address-handshakes": { $0.addressLimits.handshakes = try Reading.share($1.text()) },
        "address-connections": { $0.addressLimits.connections = try Reading.share($1.text()) },
        "address-rate": { $0.addressLimits.rate = try Reading.share($1.text()) },
        "app": { $0.application = try Reading.application($1.text()) },
        "slots": { $0.slots = try Reading.slots($1.text()) },
        "max-message": { $0.maximumMessage = try Reading.size($1.text()) },
        "max-frame": { $0.maximumFrame = try Reading.size($1.text()) },
        "overflow-lane": { $0.overflowLane = try Reading.lane($1.text()) },
        "control-rate": { $0.controlRate = try Reading.controlFrames($1.text()) },
        "control-burst": { $0.controlBurst = try Reading.controlFrames($1.text()) },
        "send-queue": { $0.sendQueue = try Reading.size($1.text()) },
        "memory": { $0.memory = try Reading.memory($1.text()) },
        "max-header-line": { $0.maximumHeaderLine = try Reading.size($1.text()) },
        "max-header-count": { $0.maximumHeaderCount = try Reading.headerCount($1.text()) },
        "max-header-size": { $0.maximumHeaderSize = try Reading.size($1.text()) },
        "max-fragments": { $0.maximumFragments = try Reading.fragments($1.text()) },
        "compress": { $0.compression = try Reading.compression($1.text()) },
        "idle-timeout": { $0.idleTimeout = try Reading.span($1.text()) },
        "ping-interval": { $0.pingInterval = try Reading.span($1.text()) },
        "pong-timeout": { $0.pongTimeout = try Reading.span($1.text()) },
        "message-timeout": { $0.messageTimeout = try Reading.span($1.text()) },
        "stall-timeout": { $0.stallTimeout = try Reading.span($1.text()) },
        "close-timeout": { $0.closeTimeout = try Reading.span($1.text()) },
        "handshake-timeout": { $0.handshakeTimeout = try Reading.span($1.text()) },
        "origin": { $0.origins = try $1.texts(Reading.origin) },
        "subprotocol": { $0.subprotocols = try $1.texts(Reading.subprotocol) },
        "path": { $0.paths = try $1.texts(Reading.path) },
        "capture": { $0.capture = try $1.text() },
        "capture-limit": { $0.captureLimit = try Reading.memory($1.text()) },
        "keep-payloads": { $0.keptPayloads = try Reading.payloads($1.text()) },
        "show-secrets": { $0.showsSecrets = try $1.flag() },
        "theme": { $0.theme = try Reading.themeName($1.text()) },
        "color": { $0.color = try Reading.choice($1.text()) },
        "columns": { $0.columns = try $1.texts(Reading.column, split: Reading.columns) },
        "keys": { $0.keyFile = try $1.text() },
        "linear": { $0.isLinear = try $1.flag() },
        "fail-on": { $0.failsOn = try Reading.choice($1.text()) },
        "ascii": { $0.isASCII = try $1.flag() },
        "no-mouse": { $0.isMouseOff = try $1.flag() },
        "no-hints": { $0.isHintsOff = try $1.flag() },
        "read-only": { $0.isReadOnly = try $1.flag() },
        "demo": { $0.demoClients = try Reading.demo($1.text()) },
        "events": { $0.reported = try Reading.choice($1.text()) },
        "quiet": { $0.isQuiet = try $1.flag() },
    ]
}

/// A value of the configuration file, read as an option's text would be.
enum ConfigValue {
    case one(String)
    case many([String])
    case flag(Bool)
    /// A table, a date or a number with a fraction: nothing an option takes.
    case other(String)

    func text() throws(WrongValue) -> String {
        guard case .one(let text) = self else {
            throw WrongValue(spelling, allowed: "a single value, written as text or a number")
        }
        return text
    }

    /// One value, or a list of them where the option is repeatable.
    func texts(_ read: (String) throws -> String) throws -> [String] {
        switch self {
        case .one(let text): [try read(text)]
        case .many(let texts): try texts.map(read)
        case .flag, .other: throw WrongValue(spelling, allowed: "a text or a list of texts")
        }
    }

    /// A list, or one text that holds several.
    func texts(
        _ read: (String) throws -> String, split: (String) throws -> [String]
    ) throws -> [String] {
        guard case .one(let text) = self else { return try texts(read) }
        return try split(text)
    }

    func flag() throws(WrongValue) -> Bool {
        guard case .flag(let isOn) = self else {
            throw WrongValue(spelling, allowed: "true or false")
        }
        return isOn
    }

    private var spelling: String {
        switch self {
        case .one(let text): text
        case .many(let texts): "[" + texts.joined(separator: ", ") + "]"
        case .flag(let isOn): isOn ? "true" : "false"
        case .other(let text): text
        }
    }
}
