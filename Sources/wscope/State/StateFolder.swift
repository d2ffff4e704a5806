/// Where what the program remembers is kept: `$XDG_STATE_HOME/wscope`, or below `~/.local/state`.
enum StateFolder {
    /// nil where neither is set.
    static func path(_ environment: [String: String]) -> String? {
        if let folder = environment["XDG_STATE_HOME"], folder.hasPrefix("/") {
            return folder + "/wscope"
        }
        return environment["HOME"].map { $0 + "/.local/state/wscope" }
    }
}
