import TerminalCanvas

extension ConsoleModel {
    /// Takes the welcome away at the first key, which does what it always does: nobody has to be
    /// told twice, and nothing typed is lost.
    mutating func endWelcome(_ key: Key) -> [ConsoleEffect] {
        switch key {
        case .resize, .terminalLost: return []
        default: break
        }
        guard isWelcoming else { return [] }
        isWelcoming = false
        return [.welcomed]
    }
}
