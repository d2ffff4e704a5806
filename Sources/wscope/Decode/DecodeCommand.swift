import ArgumentParser

struct DecodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "decode", abstract: "Decode.")

    @OptionGroup var server: ServerOptions

    func run() throws {
        let settings = try Settings.resolve(server) { _ in }
        print(settings)
    }
}
