import WebSocketEngine
import WebSocketServer
import WebSocketWire

extension Settings {
    /// What the server is told.
    var serverConfiguration: ServerConfiguration {
        var configuration = ServerConfiguration()
        configuration.hosts = hosts
        configuration.port = port
        if isSelfSigned {
            configuration.tls = .selfSigned()
        } else if let certificate = certificates.first, let key = keys.first {
            configuration.tls = .files(certificate: certificate, key: key)
            configuration.moreIdentities = zip(certificates, keys).dropFirst().map {
                PEMFiles(certificate: $0, key: $1)
            }
        }
        configuration.lowestTLS = lowestTLS == .v13 ? .v13 : .v12
        configuration.clientAuthorities = clientAuthorities
        configuration.settings = engineSettings
        return configuration
    }

    private var engineSettings: EngineSettings {
        var engine = EngineSettings()
        engine.slots = slots
        engine.maximumMessage = maximumMessage.bytes
        engine.maximumFrame = maximumFrame?.bytes ?? maximumMessage.bytes
        engine.maximumFragments = maximumFragments
        engine.deflate = compression.policy
        engine.overflowLane = overflowLane
        engine.handshakes = handshakes
        engine.addressLimits = addressLimits
        engine.controlRate = controlRate
        engine.controlBurst = controlBurst
        engine.limitSendQueue(to: sendQueue.bytes)
        engine.memoryBudget = memory.bytes
        engine.handshakeLimits = HandshakeLimits(
            maximumLine: maximumHeaderLine.bytes, maximumHeaders: maximumHeaderCount,
            maximumBytes: maximumHeaderSize.bytes)
        engine.messageTimeout = messageTimeout.nanoseconds
        engine.stallTimeout = stallTimeout.nanoseconds
        engine.idleTimeout = idleTimeout.nanoseconds
        engine.pingInterval = pingInterval.nanoseconds
        engine.pongTimeout = pongTimeout.nanoseconds
        engine.closeTimeout = closeTimeout.nanoseconds
        engine.handshakeTimeout = handshakeTimeout.nanoseconds
        engine.payloadRing = keptPayloads.bytes
        engine.hidesSecrets = !showsSecrets
        // C may change a message in place after it has sent it.
        engine.lendsPayloads = !application.isPlugin
        engine.handshake = HandshakePolicy(
            listeningOn: hosts, paths: paths.isEmpty ? nil : Set(paths), origins: origins,
            subprotocols: subprotocols)
        engine.handshake.allowedHosts = allowedHosts
        return engine
    }
}
