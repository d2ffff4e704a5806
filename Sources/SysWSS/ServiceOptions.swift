import WebSocketEngine
import WebSocketServer
import WebSocketWire

/// Options as they were set, checked, and what they make of a configuration.
struct ServiceOptions: Sendable {
    private var texts: [SYS_WSS_OPTION: String] = [:]
    private var numbers: [SYS_WSS_OPTION: Int] = [:]

    /// - Parameter source: how the value's place is named in an error.
    mutating func set(
        _ option: SYS_WSS_OPTION, _ value: String, source: String
    ) throws(SYS_WSS_ERROR) {
        if let range = option.range {
            guard let number = Int(value), range.contains(number) else {
                throw SYS_WSS_ERROR(
                    "\(source) is \"\(value)\": give a whole number from \(range.lowerBound) to"
                        + " \(range.upperBound)")
            }
            numbers[option] = number
        } else {
            guard !Self.parts(of: value).isEmpty else {
                throw SYS_WSS_ERROR("\(source) is empty: leave it out to have its default")
            }
            texts[option] = value
        }
    }

    /// These options, with the environment where none was set.
    func filled(
        from environment: (String) -> String?
    ) throws(SYS_WSS_ERROR) -> ServiceOptions {
        var filled = self
        for option in SYS_WSS_OPTION.allCases where texts[option] == nil && numbers[option] == nil {
            let name = option.environmentName
            guard let value = environment(name) else { continue }
            try filled.set(option, value, source: name)
        }
        return filled
    }

    func configuration(_ config: SYS_WSS_CONFIG?) throws(SYS_WSS_ERROR) -> ServerConfiguration {
        var configuration = ServerConfiguration()
        configuration.hosts = texts[.host].map(Self.parts) ?? configuration.hosts
        configuration.port = try port(config)
        configuration.tls = try config?.isTLSEnabled == true ? identity() : .off
        configuration.settings = settings(hosts: configuration.hosts)
        return configuration
    }

    private func port(_ config: SYS_WSS_CONFIG?) throws(SYS_WSS_ERROR) -> UInt16 {
        let port = config.map { Int($0.port) } ?? number(.port, 8000)
        guard let valid = UInt16(exactly: port) else {
            throw SYS_WSS_ERROR("port is \(port): give one from 1 to 65535, or 0 for any")
        }
        return valid
    }

    private func identity() throws(SYS_WSS_ERROR) -> TLSIdentity {
        switch (texts[.certificate], texts[.key]) {
        case (let certificate?, let key?): return .files(certificate: certificate, key: key)
        case (nil, nil): return .selfSigned()
        default: throw SYS_WSS_ERROR("certificate and key belong together: give both PEM files")
        }
    }

    private func settings(hosts: [String]) -> EngineSettings {
        var settings = EngineSettings()
        settings.slots = number(.slots, 2)
        settings.maximumMessage = number(.receiveLimit, 16 << 20)
        settings.maximumFrame = settings.maximumMessage
        settings.limitSendQueue(to: number(.sendLimit, settings.sendQueue))
        settings.idleTimeout = nanoseconds(.clientTimeout, 30_000)
        settings.handshakeTimeout = nanoseconds(.handshakeTimeout, 10_000)
        settings.closeTimeout = nanoseconds(.closeTimeout, 10_000)
        settings.pingInterval = nanoseconds(.pingInterval, 0)
        settings.pongTimeout = nanoseconds(.pongTimeout, 20_000)
        // C may change a message in place after it has sent it.
        settings.lendsPayloads = false
        settings.handshake = HandshakePolicy(
            listeningOn: hosts, paths: texts[.paths].map { Set(Self.parts(of: $0)) },
            origins: texts[.origins].map(Self.parts) ?? [],
            subprotocols: texts[.subprotocols].map(Self.parts) ?? [])
        return settings
    }

    private func number(_ option: SYS_WSS_OPTION, _ standard: Int) -> Int {
        numbers[option] ?? standard
    }

    private func nanoseconds(_ option: SYS_WSS_OPTION, _ milliseconds: Int) -> UInt64 {
        UInt64(clamping: number(option, milliseconds)) &* .millisecond
    }

    /// What stands between commas, without the blanks around it.
    private static func parts(of text: String) -> [String] {
        text.split(separator: ",").map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }.filter { !$0.isEmpty }
    }
}
