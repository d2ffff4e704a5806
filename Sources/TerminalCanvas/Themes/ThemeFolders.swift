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
        var folder = parent(of: executablePath)
        folders += folder.flatMap { parent(of: $0) }.map { [$0 + "/share/wscope/themes"] } ?? []
        while let here = folder {
            // The manifest tells a source tree from any folder that happens to have themes.
            if isPresent(here + "/Themes"), isPresent(here + "/Package.swift") {
                folders.insert(here + "/Themes", at: folders.count - 1)
                break
            }
            folder = parent(of: here)
        }
        return folders
    }

    private static func parent(of path: String) -> String? {
        guard let slash = path.lastIndex(of: "/"), path != "/" else { return nil }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func isPresent(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }
}
