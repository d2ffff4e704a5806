import WebSocketEngine
import WebSocketWire

extension EngineSettings {
    /// Two bytes of the input choose limits and options, each bit one.
    init(_ choices: inout Choices) {
        self.init()
        let traits = choices.byte()
        let sizes = choices.byte()
        let has = { (bits: Int, bit: Int) in bits >> bit & 1 == 1 }
        slots = sizes >> 6 == 3 ? 1100 : 2
        overflowLane = has(sizes, 6) ? 0 : 1
        deflate = Self.policies[traits & 3]
        deflateIdle = has(sizes, 5) ? 0 : .second
        maximumFrame = has(traits, 2) ? 100_000 : 4000
        maximumMessage = has(traits, 2) ? 150_000 : 6000
        maximumFragments = 10
        if has(traits, 3) { handshake = Self.strict }
        if has(traits, 4) {
            addressLimits.connections = 2
            addressLimits.handshakes = 1
            addressLimits.rate = 3
        }
        if has(traits, 5) { handshakes = 1 }
        if has(traits, 6) { idleTimeout = 0 }
        if has(traits, 6), has(sizes, 5) { pongTimeout = 0 }
        if has(traits, 7) { (controlRate, controlBurst) = (has(sizes, 5) ? 0 : 2, 3) }
        if !has(sizes, 0) { limitSendQueue(to: 5000) }
        eventRing = has(sizes, 1) ? 64 : 8
        frameRing = has(sizes, 1) ? 64 : 8
        payloadRing = has(sizes, 2) ? 0 : has(sizes, 1) ? 1 << 19 : 4096
        hidesSecrets = !has(sizes, 3)
        lendsPayloads = !has(sizes, 4)
        memoryBudget = has(sizes, 7) ? 200 << 10 : 4 << 20
    }

    private static let policies = [
        DeflatePolicy(leastBytes: 10, memoryLevel: 1),
        DeflatePolicy.off,
        DeflatePolicy(
            leastBytes: 0, serverTakesOver: false, clientTakesOver: false, memoryLevel: 1),
        DeflatePolicy(
            leastBytes: 100, serverWindowBits: 9, clientWindowBits: 9, memoryLevel: 9, level: 9),
    ]

    private static let strict = {
        var policy = HandshakePolicy(
            listeningOn: ["127.0.0.1", "::1"], paths: ["/", "/chat"],
            origins: ["http://a.example", "https://b.example:444"], subprotocols: ["chat"])
        policy.allowedHosts = ["ws.example:80"]
        return policy
    }()
}
