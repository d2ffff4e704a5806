import TerminalCanvas

/// The theme that the terminal has, and whether its files say something else by now.
struct ShownTheme {
    private let store: ThemeStore
    private var chosen = Theme.builtIn
    private var previewed: Theme?
    private var watch = ThemeWatch([])
    /// What was wrong when the files were read last.
    private var mistake: ThemeError?

    init(_ store: ThemeStore) { self.store = store }

    var theme: Theme { previewed ?? chosen }

    /// Takes another for good; one that is wrong leaves the last.
    mutating func choose(_ name: String) throws(ThemeError) {
        previewed = nil
        try take(name)
    }

    /// Shows another for now; nil, or one that is wrong, shows the chosen one.
    mutating func preview(_ name: String?) {
        previewed = name.flatMap { try? store.load($0) }
    }

    /// Reads the chosen theme anew when its files have changed; one that is wrong leaves the last,
    /// and is looked at until it is right: what it wants may come in a file not known yet.
    ///
    /// - Returns: whether it looks otherwise now.
    mutating func refresh() throws(ThemeError) -> Bool {
        let isEdited = watch.hasChanged()
        guard isEdited || mistake != nil else { return false }
        do throws(ThemeError) {
            let before = chosen
            try take(chosen.name)
            return chosen != before
        } catch {
            guard isEdited || error != mistake else { return false }
            mistake = error
            throw error
        }
    }

    private mutating func take(_ name: String) throws(ThemeError) {
        let reading = try store.read(name)
        chosen = reading.theme
        watch = ThemeWatch(store.sources(of: reading))
        mistake = nil
    }
}
