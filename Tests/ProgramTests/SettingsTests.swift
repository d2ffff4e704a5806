import ArgumentParser
import Testing
import WebSocketEngine
import WebSocketServer
import WebSocketWire

@testable import wscope

@Suite struct SettingsTests {
    private func parsed(_ arguments: [String]) throws -> Settings {
        var settings = Settings()
        let command = try ServeCommand.parse(arguments)
        command.server.apply(to: &settings)
        command.report.apply(to: &settings)
        return settings
    }

    @Test func withoutOptionsTheDefaultsStand() throws {
        #expect(try parsed([]) == Settings())
    }

    @Test func engineGetsWhatTheOperatorChose() throws {
        let engine = try parsed([
            "--slots", "3", "--max-message", "2MiB", "--idle-timeout", "0", "--path", "/a",
            "--path", "/b", "--subprotocol", "chat",
        ]).serverConfiguration.settings
        #expect(engine.slots == 3)
        #expect(engine.maximumMessage == 2 << 20 && engine.maximumFrame == 2 << 20)
        #expect(engine.idleTimeout == 0)
        #expect(engine.handshake.paths == ["/a", "/b"])
        #expect(engine.handshake.subprotocols == ["chat"])
        #expect(engine.handshake.loopbackHostsOnly)
    }

    @Test(arguments: [
        ([], DeflatePolicy(leastBytes: 256)), (["--compress", "off"], .off),
        (["--compress", "on"], DeflatePolicy(leastBytes: 0)),
        (["--compress", "2k"], DeflatePolicy(leastBytes: 2048)),
        (["--compress", "0"], DeflatePolicy(leastBytes: 0)),
    ])
    func compressionIsOffOnOrASize(arguments: [String], policy: DeflatePolicy) throws {
        #expect(try parsed(arguments).serverConfiguration.settings.deflate == policy)
    }

    @Test(arguments: ["", "yes", "-1", "1x"])
    func anythingElseIsNoCompression(text: String) {
        #expect(throws: WrongValue.self) { try Reading.compression(text) }
    }

    @Test(arguments: [["0.0.0.0"], ["127.0.0.1", "192.0.2.1"]])
    func beyondLoopbackAnyHostHeaderIsTaken(hosts: [String]) throws {
        let options = hosts.flatMap { ["--host", $0] }
        let engine = try parsed(options).serverConfiguration.settings
        #expect(!engine.handshake.loopbackHostsOnly)
    }

    @Test func certificateOnTheCommandLineReplacesSelfSigned() throws {
        var settings = Settings()
        settings.isSelfSigned = true
        try ServeCommand.parse(["--cert", "a", "--key", "b"]).server.apply(to: &settings)
        #expect(settings.certificates == ["a"] && !settings.isSelfSigned)
    }

    @Test(arguments: [
        (["--cert", "a"], "belong together"),
        (["--key", "a"], "belong together"),
        (["--tls", "self-signed", "--cert", "a", "--key", "b"], "not both"),
        (["--demo", "9", "--slots", "4"], "needs as many slots"),
    ])
    func combinationsThatCannotWork(arguments: [String], words: String) throws {
        let settings = try parsed(arguments)
        let error = #expect(throws: WrongUsage.self) { try settings.checkCombinations() }
        #expect(error?.description.contains(words) == true)
    }
}
