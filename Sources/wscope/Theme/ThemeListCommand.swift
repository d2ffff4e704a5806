import ArgumentParser
import Foundation
import TerminalCanvas

/// Every theme that `--theme` and `:theme` take, and the file it is in.
struct ThemeListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The themes there are, and their files.")

    func run() throws {
        let store = Themes.store()
        let names = store.names
        let width = names.map(\.count).max() ?? 0
        for name in names {
            let padded = name.padding(toLength: width, withPad: " ", startingAt: 0)
            do throws(ThemeError) {
                let reading = try store.read(name)
                let variant = reading.theme.variant == .dark ? "dark " : "light"
                print("\(padded)  \(variant)  \(reading.files[0])")
            } catch {
                print("\(padded)  wrong  \(error.description)")
            }
        }
    }
}
