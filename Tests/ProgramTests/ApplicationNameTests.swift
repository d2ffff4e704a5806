import Testing

@testable import wscope

@Suite struct ApplicationNameTests {
    @Test(arguments: [
        ("echo", ApplicationName.echo), ("sink", .sink), ("broadcast", .broadcast),
        ("./callback.so", .plugin("./callback.so")), ("callback.so", .plugin("callback.so")),
        ("/opt/echo", .plugin("/opt/echo")), ("./callback.c", .plugin("./callback.c")),
    ])
    func namesAndPathsAreTold(text: String, name: ApplicationName) throws {
        #expect(try Reading.application(text) == name)
    }

    @Test(arguments: ["", "ecko", "callback", "ECHO"]) func otherWordsAreRefused(text: String) {
        #expect(throws: WrongValue.self) { try Reading.application(text) }
    }

    @Test func theConfigurationNamesAPluginTheSameWay() throws {
        var settings = Settings()
        try ConfigFile.apply(#"app = "lib/lamp.so""#, of: "config.toml", to: &settings)
        #expect(settings.application == .plugin("lib/lamp.so"))
        #expect(throws: WrongUsage.self) {
            try ConfigFile.apply(#"app = "lamp""#, of: "config.toml", to: &settings)
        }
    }

    @Test func aPluginIsNamedByItsFile() {
        #expect(ApplicationName.plugin("/opt/lamp/callback.so").name == "callback.so")
        #expect(ApplicationName.plugin("callback.so").name == "callback.so")
        #expect(ApplicationName.sink.name == "sink")
    }
}
