import Foundation

extension Settings {
    /// Defaults, then the configuration file, then the command line.
    static func resolve(
        _ server: ServerOptions, _ more: (inout Settings) -> Void
    ) throws -> Settings {
        var settings = Settings()
        try ConfigFile.apply(
            named: server.config, to: &settings,
            environment: ProcessInfo.processInfo.environment)
        server.apply(to: &settings)
        more(&settings)
        try settings.checkCombinations()
        return settings
    }
}
