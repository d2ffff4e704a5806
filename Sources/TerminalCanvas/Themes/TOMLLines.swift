/// On which line each key of a TOML text stands, for messages about keys that parse but are wrong.
struct TOMLLines {
    private var lines: [String: Int] = [:]

    init(_ text: String) {
        var section = ""
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let content = line.drop { $0 == " " || $0 == "\t" }
            if content.hasPrefix("[") {
                section = TOMLLines.path(content.dropFirst().prefix { $0 != "]" })
                lines[section] = lines[section] ?? index + 1
            } else if let equals = content.firstIndex(of: "="), !content.hasPrefix("#") {
                let key = TOMLLines.path(content[..<equals])
                let path = section.isEmpty ? key : section + "." + key
                lines[path] = lines[path] ?? index + 1
            }
        }
    }

    /// The line of a dotted path such as `roles.ui.text`, or else of the table it is in.
    func line(of path: String) -> Int? {
        var prefix = path[...]
        while true {
            if let line = lines[String(prefix)] { return line }
            guard let dot = prefix.lastIndex(of: ".") else { return nil }
            prefix = prefix[..<dot]
        }
    }

    private static func path(_ key: Substring) -> String {
        String(key.filter { $0 != "\"" && $0 != "'" && $0 != " " && $0 != "\t" })
    }
}
