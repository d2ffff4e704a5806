extension Action {
    /// As `keys.toml` and `:map` write it: `half-page-down`.
    var name: String {
        rawValue.reduce(into: "") { name, character in
            name += character.isUppercase ? "-" + character.lowercased() : String(character)
        }
    }

    init?(name: String) {
        let wanted = name.lowercased()
        guard let action = Action.allCases.first(where: { $0.name == wanted }) else { return nil }
        self = action
    }
}
