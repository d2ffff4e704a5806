/// The themes of some folders; the first folder that has a name wins.
public struct ThemeStore: Sendable {
    public let folders: [String]

    public init(folders: [String]) {
        self.folders = folders
    }

    /// All themes there are, in alphabetical order.
    public var names: [String] {
        Set(folders.flatMap { ThemeFile.names(in: $0) }).sorted()
    }

    /// Reads a theme and those it inherits from.
    public func load(_ name: String) throws(ThemeError) -> Theme {
        try read(name).theme
    }

    /// Reads a theme, and tells where it came from.
    public func read(_ name: String) throws(ThemeError) -> ThemeReading {
        let source = try read(name, chain: [])
        let theme = Theme(
            name: name, variant: source.variant ?? .dark, entries: try source.entries())
        return ThemeReading(theme: theme, files: source.files, places: source.places)
    }

    /// Every file that has a say in a theme, or would have if it were there.
    public func sources(of reading: ThemeReading) -> [String] {
        let names = reading.files.map { $0[($0.lastIndex(of: "/") ?? $0.startIndex)...] }
        return folders.flatMap { folder in names.map { folder + $0 } }
    }

    private func read(_ name: String, chain: [String]) throws(ThemeError) -> ThemeSource {
        let file = try ThemeFile.find(name, in: folders)
        var source = try ThemeSource(file)
        guard let parent = source.inherits else { return source }
        let chain = chain + [name]
        guard !chain.contains(parent.name) else {
            throw ThemeError(
                .inheritsItself(chain + [parent.name]), file: file.path, line: parent.line)
        }
        do throws(ThemeError) {
            source.inherit(try read(parent.name, chain: chain))
        } catch {
            // A parent that cannot be found is the fault of the line that names it.
            guard error.file == nil else { throw error }
            throw ThemeError(error.problem, file: file.path, line: parent.line)
        }
        return source
    }
}
