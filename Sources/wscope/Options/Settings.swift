import WebSocketEngine

/// Everything an operator can choose, with its default.
///
/// The command line beats the configuration file, which beats these defaults.
struct Settings: Equatable, Sendable {
    var hosts = ["127.0.0.1"]
    var port: UInt16 = 8000
    /// `--tls self-signed`.
    var isSelfSigned = false
    /// Each with the key at its place.
    var certificates: [String] = []
    var keys: [String] = []
    var lowestTLS = TLSVersionChoice.v12
    /// Who signs the certificates of clients; nil: they need none.
    var clientAuthorities: String?
    var application = ApplicationName.echo

    var slots = 256
    var maximumMessage = ByteSize(bytes: 1 << 20)
    /// nil: as `maximumMessage`.
    var maximumFrame: ByteSize?
    var maximumFragments = 131_072
    var overflowLane = 8
    var controlRate = 100
    var controlBurst = 1000
    var sendQueue = ByteSize(bytes: 1 << 20)
    var memory = ByteSize(bytes: 256 << 20)
    var maximumHeaderLine = ByteSize(bytes: 8 << 10)
    var maximumHeaderCount = 64
    var maximumHeaderSize = ByteSize(bytes: 16 << 10)

    var compression = Compression()
    /// The interface's client timeout.
    var idleTimeout = TimeSpan.seconds(30)
    var pingInterval = TimeSpan.seconds(20)
    var pongTimeout = TimeSpan.seconds(20)
    var messageTimeout = TimeSpan.seconds(60)
    var stallTimeout = TimeSpan.seconds(30)
    var closeTimeout = TimeSpan.seconds(10)
    var handshakeTimeout = TimeSpan.seconds(10)

    var handshakes = 1024
    var addressLimits = AddressLimits()

    /// Hosts that requests may name; empty: any, of a server on loopback loopback.
    var allowedHosts: [String] = []
    /// Empty: the same host as the request's Host header.
    var origins: [String] = []
    var subprotocols: [String] = []
    /// Empty: any.
    var paths: [String] = []

    /// A file to capture to from the start.
    var capture: String?
    var captureLimit = ByteSize(bytes: 1 << 30)
    var keptPayloads = ByteSize(bytes: 16 << 20)
    var showsSecrets = false

    var theme = "dark"
    var color = ColorChoice.auto
    /// Columns of the slots by name; empty: as many as fit.
    var columns: [String] = []
    /// nil: the usual file, if it exists.
    var keyFile: String?
    /// Lines and bars without Unicode, whatever the locale.
    var isASCII = false
    var isMouseOff = false
    var isHintsOff = false
    var isReadOnly = false
    /// Lines of text even where a terminal could draw.
    var isLinear = false
    /// nil: whatever peers do, a service that ended well did well.
    var failsOn: FailureChoice?

    var demoClients = 0
    var reported = ReportedEvents.all
    var isQuiet = false

    /// Whether clients connect by TLS.
    var isSecure: Bool { isSelfSigned || !certificates.isEmpty }

    /// What no single option can tell: combinations that cannot work.
    func checkCombinations() throws(WrongUsage) {
        if isSelfSigned, !(certificates.isEmpty && keys.isEmpty) {
            throw WrongUsage("give either 'tls' (self-signed) or 'cert' and 'key', not both")
        }
        if certificates.count != keys.count {
            throw WrongUsage("'cert' and 'key' belong together: give both PEM files")
        }
        if clientAuthorities != nil, !isSecure {
            throw WrongUsage("'client-ca' is about TLS: give 'cert' and 'key' too")
        }
        if demoClients > slots {
            throw WrongUsage(
                "'demo' \(demoClients) needs as many slots, but 'slots' is \(slots)")
        }
    }
}

/// The lowest version of TLS that is spoken.
enum TLSVersionChoice: String, CaseIterable, Sendable {
    case v12 = "1.2"
    case v13 = "1.3"
}

/// When to use colour, and how many of them.
enum ColorChoice: String, CaseIterable, Sendable {
    case auto, always, never
    case ansi16 = "16"
    case ansi256 = "256"
    case truecolor
}

/// What makes a service that ended well an exit status of 3.
enum FailureChoice: String, CaseIterable, Sendable {
    /// A peer broke a rule.
    case breach
}

/// Which events `wscope serve` writes.
enum ReportedEvents: String, CaseIterable, Sendable {
    /// Also what the application prints.
    case all
    /// CONNECTING, CONNECTED, CLOSING, CLOSED, TIMEOUT, INVALID_FRAME and ERR.
    case connections
    case none
}

/// Options that do not work together.
struct WrongUsage: Error, Hashable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
