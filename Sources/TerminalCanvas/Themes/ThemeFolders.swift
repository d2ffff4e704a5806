import Glibc

/// Where themes are looked for.
public enum ThemeFolders {
    /// The user's own folder, then `Themes/` of the source tree that the executable was built in,
    /// then `share/wscope/themes` beside the folder it was installed in.
    ///
    /// - Parameter executablePath: the absolute path of the running program.
    /// - Parameter environment: `XDG_CONFIG_HOME`, or else `HOME`, gives the user's folder.
    public static func standard(
        executablePath: String, environment: [String: String]
    ) -> [String] {
        var folders: [String] = []
        if let home = environment["XDG_CONFIG_HOME"], home.hasPrefix("/") {
            folders.append(home + "/wscope/themes")
        } else if let home = environment["HOME"], home.hasPrefix("/") {
            folders.append(home + "/.config/wscope/themes")
        }
        if let tree = sourceTree(above: executablePath) { folders.append(tree + "/Themes") }
        if let prefix = parent(of: executablePath).flatMap({ parent(of: $0) }) {
            folders.append((prefix == "/" ? "" : prefix) + "/share/wscope/themes")
        }
        return folders
    }

    /// The manifest tells a source tree from any folder that happens to have themes.
    private static func sourceTree(above path: String) -> String? {
        var folder = parent(of: path)
        while let here = folder {
            if isPresent(here + "/Themes"), isPresent(here + "/Package.swift") { return here }
            folder = parent(of: here)
        }
        return nil
    }

    private static func parent(of path: String) -> String? {
        guard let slash = path.lastIndex(of: "/"), path != "/" else { return nil }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func isPresent(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }
}
