import Testing
import WebSocketEngine
import WebSocketServer
import WebSocketWire

@testable import SysWSS

@Suite("Options: what was set, else the environment, else the default")
struct ServiceOptionsTests {
    @Test func defaultsAreTheOriginalsWhereTheyAreSafe() throws {
        let configuration = try ServiceOptions().configuration(nil)
        #expect(configuration.hosts == ["127.0.0.1"] && configuration.port == 8000)
        #expect(configuration.tls == .off)
        #expect(configuration.settings.slots == 2)
        #expect(configuration.settings.idleTimeout == 30 * .second)
        #expect(configuration.settings.pingInterval == 0)
        #expect(configuration.settings.maximumMessage == 16 << 20)
        #expect(!configuration.settings.lendsPayloads)
        #expect(configuration.settings.handshake.loopbackHostsOnly)
    }

    @Test func codeBeatsTheEnvironment() throws {
        var options = ServiceOptions()
        try options.set(.slots, "4", source: "slots")
        let filled = try options.filled { name in
            ["SYS_WSS_SLOTS": "9", "SYS_WSS_CLIENT_TIMEOUT": "250", "SYS_WSS_PORT": "9000"][name]
        }
        let configuration = try filled.configuration(nil)
        #expect(configuration.settings.slots == 4 && configuration.port == 9000)
        #expect(configuration.settings.idleTimeout == 250 * .millisecond)
        let given = try filled.configuration(SYS_WSS_CONFIG(port: 8100, isTLSEnabled: true))
        #expect(given.port == 8100 && given.tls == .selfSigned())
    }

    @Test(arguments: [
        (SYS_WSS_OPTION.slots, "0"), (.slots, "65537"), (.slots, "two"), (.slots, ""),
        (.clientTimeout, "-1"), (.port, "65536"), (.receiveLimit, "9999999999999999999999"),
        (.host, " , "),
    ])
    func whatCannotBeIsRefusedByName(option: SYS_WSS_OPTION, value: String) throws {
        var options = ServiceOptions()
        let error = #expect(throws: SYS_WSS_ERROR.self) {
            try options.set(option, value, source: "here")
        }
        #expect(error?.description.hasPrefix("here ") == true)
    }

    @Test func theEnvironmentIsNamedInItsErrors() {
        let error = #expect(throws: SYS_WSS_ERROR.self) {
            try ServiceOptions().filled { $0 == "SYS_WSS_SLOTS" ? "x" : nil }
        }
        let text = "SYS_WSS_SLOTS is \"x\": give a whole number from 1 to 65536"
        #expect(error?.description == text)
    }

    @Test func aPortBeyondAllPortsIsRefused() {
        #expect(throws: SYS_WSS_ERROR.self) {
            try ServiceOptions().configuration(SYS_WSS_CONFIG(port: 65_536))
        }
    }

    @Test func aCertificateNeedsItsKey() throws {
        var options = ServiceOptions()
        try options.set(.certificate, "a.pem", source: "certificate")
        #expect(throws: SYS_WSS_ERROR.self) {
            try options.configuration(SYS_WSS_CONFIG(isTLSEnabled: true))
        }
        try options.set(.key, "b.pem", source: "key")
        #expect(
            try options.configuration(SYS_WSS_CONFIG(isTLSEnabled: true)).tls
                == .files(certificate: "a.pem", key: "b.pem"))
    }

    @Test func listsStandBetweenCommas() throws {
        var options = ServiceOptions()
        try options.set(.host, "127.0.0.1, ::1", source: "host")
        try options.set(.subprotocols, "chat,superchat", source: "subprotocols")
        let configuration = try options.configuration(nil)
        #expect(configuration.hosts == ["127.0.0.1", "::1"])
        #expect(configuration.settings.handshake.subprotocols == ["chat", "superchat"])
        #expect(configuration.settings.handshake.loopbackHostsOnly)
        try options.set(.host, "0.0.0.0", source: "host")
        #expect(try !options.configuration(nil).settings.handshake.loopbackHostsOnly)
    }

    @Test func namesOfTheEnvironment() {
        #expect(SYS_WSS_OPTION.clientTimeout.environmentName == "SYS_WSS_CLIENT_TIMEOUT")
        #expect(SYS_WSS_OPTION.slots.environmentName == "SYS_WSS_SLOTS")
    }
}
