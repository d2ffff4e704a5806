import ArgumentParser
import Testing

@testable import wscope

@Suite struct ConfigFileTests {
    private func settings(_ text: String) throws -> Settings {
        var settings = Settings()
        try ConfigFile.apply(text, of: "config.toml", to: &settings)
        return settings
    }

    @Test func everyKeyReachesItsSetting() throws {
        let text = """
            host = ["::1", "127.0.0.1"]
            port = 9001
            tls = "self-signed"
            app = "broadcast"
            slots = 12
            max-message = "64k"
            max-fragments = 99
            idle-timeout = "1m"
            ping-interval = "5s"
            pong-timeout = "6s"
            close-timeout = "7s"
            handshake-timeout = "8s"
            origin = ["https://example.org"]
            subprotocol = "chat.v2"
            path = ["/chat"]
            theme = "light"
            color = "256"
            no-mouse = true
            read-only = true
            demo = 3
            events = "none"
            quiet = true
            """
        var expected = Settings()
        expected.hosts = ["::1", "127.0.0.1"]
        expected.port = 9001
        expected.isSelfSigned = true
        expected.application = .broadcast
        expected.slots = 12
        expected.maximumMessage = ByteSize(bytes: 65_536)
        expected.maximumFragments = 99
        expected.idleTimeout = .seconds(60)
        expected.pingInterval = .seconds(5)
        expected.pongTimeout = .seconds(6)
        expected.closeTimeout = .seconds(7)
        expected.handshakeTimeout = .seconds(8)
        expected.origins = ["https://example.org"]
        expected.subprotocols = ["chat.v2"]
        expected.paths = ["/chat"]
        expected.theme = "light"
        expected.color = .ansi256
        expected.isMouseOff = true
        expected.isReadOnly = true
        expected.demoClients = 3
        expected.reported = .none
        expected.isQuiet = true
        #expect(try settings(text) == expected)
    }

    @Test func certificateAndKeyReachTheirSettings() throws {
        let read = try settings("cert = \"a.pem\"\nkey = \"b.pem\"\n")
        #expect(read.certificates == ["a.pem"] && read.keys == ["b.pem"] && read.isSecure)
    }

    /// One name for one thing: the long option is the key.
    @Test func keysAreTheLongOptions() throws {
        let help =
            WscopeCommand.helpMessage(for: RunCommand.self)
            + WscopeCommand.helpMessage(for: ServeCommand.self)
        for name in ConfigKeys.names { #expect(help.contains("--\(name)"), "\(name)") }
        let options = help.matches(of: #/--([a-z][a-z-]*[a-z])\b/#).map { String($0.1) }
        let others: Set = ["config", "version", "help"]
        #expect(Set(options).subtracting(others).subtracting(["cert."]) == Set(ConfigKeys.names))
    }

    @Test(arguments: [
        ("\n\nslts = 4", "config.toml:3: unknown key 'slts'"),
        ("port = 70000", "config.toml:1: port: '70000' is not a port"),
        ("port = 1.5", "config.toml:1: port: "),
        ("a = 1\nport = []", "config.toml:1: unknown key 'a'"),
        ("theme = [\"a\"]", "config.toml:1: theme: '[a]' is not a single value"),
        ("# c\n\"slots\" = 0", "config.toml:2: slots: '0' is not a number from 1"),
        ("origin = [\"https://a.example\", \"b\"]", "config.toml:1: origin: 'b' is not an origin"),
        ("quiet = \"yes\"", "config.toml:1: quiet: 'yes' is not true or false"),
        ("host = 2020-01-01", "config.toml:1: host: "),
    ])
    func errorsTellFileLineAndWhatIsAllowed(text: String, message: String) {
        let error = #expect(throws: WrongUsage.self) { try settings(text) }
        #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
    }

    @Test(arguments: [
        (["XDG_CONFIG_HOME": "/x", "HOME": "/h"], "/x/wscope/config.toml"),
        (["XDG_CONFIG_HOME": "relative", "HOME": "/h"], "/h/.config/wscope/config.toml"),
        (["HOME": "/h"], "/h/.config/wscope/config.toml"),
        ([:], nil),
    ])
    func usualPlace(environment: [String: String], path: String?) {
        #expect(ConfigFile.usualPath(environment) == path)
    }
}
