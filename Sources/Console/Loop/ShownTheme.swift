import TerminalCanvas

/// The theme that the terminal has, and whether its files say something else by now.
struct ShownTheme {
    private let store: ThemeStore
    private var chosen = Theme.builtIn
    private var previewed: Theme?
    private var watch = ThemeWatch([])

    init(_ store: ThemeStore) { self.store = store }

    var theme: Theme { previewed ?? chosen }

    /// Takes another for good; one that is wrong leaves the last.
    mutating func choose(_ name: String) throws(ThemeError) {
        previewed = nil
        let reading = try store.read(name)
        chosen = reading.theme
        watch = ThemeWatch(store.sources(of: reading))
    }

    /// Shows another for now; nil, or one that is wrong, shows the chosen one.
    mutating func preview(_ name: String?) {
        previewed = name.flatMap { try? store.load($0) }
    }

    /// Reads the chosen theme anew when its files have changed; one that is wrong leaves the last.
    ///
    /// - Returns: whether it looks otherwise now.
    mutating func refresh() throws(ThemeError) -> Bool {
        guard watch.hasChanged() else { return false }
        let reading = try store.read(chosen.name)
        defer { chosen = reading.theme }
        watch = ThemeWatch(store.sources(of: reading))
        return reading.theme != chosen
    }
}
