import ArgumentParser

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "run", abstract: "Run.")

    @OptionGroup var server: ServerOptions

    func run() throws {
        let settings = try Settings.resolve(server) { _ in }
        print(settings)
    }
}
