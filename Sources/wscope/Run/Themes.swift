import Foundation
import TerminalCanvas

/// The themes at hand, and whether the one that was asked for is among them.
enum Themes {
    static func store() -> ThemeStore {
        let executable =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments[0]
        return ThemeStore(
            folders: ThemeFolders.standard(
                executablePath: executable, environment: ProcessInfo.processInfo.environment))
    }

    /// A theme that cannot be used is wrong usage; without any theme the built-in one serves.
    static func check(_ name: String, in store: ThemeStore) throws {
        let names = store.names
        guard !names.isEmpty || name != Settings().theme else { return }
        do throws(ThemeError) {
            _ = try store.load(name)
        } catch {
            let known = names.isEmpty ? "" : "; there are \(names.joined(separator: ", "))"
            throw WrongUsage(error.description + known)
        }
    }
}
