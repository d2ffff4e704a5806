import ArgumentParser

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve", abstract: "Serve.")

    @OptionGroup var server: ServerOptions

    func run() throws {
        let settings = try Settings.resolve(server) { _ in }
        print(settings)
    }
}
