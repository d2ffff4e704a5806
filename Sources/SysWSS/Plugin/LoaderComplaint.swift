extension SharedObject {
    /// Reads what the dynamic loader of glibc says.
    static func reason(_ complaint: String) -> SharedObjectError.Reason {
        if let name = word(after: "undefined symbol: ", in: complaint) {
            return .undefinedSymbol(name)
        }
        // It names the library that it looked for in front.
        if complaint.contains(": cannot open shared object file") {
            return .missingLibrary(String(complaint.prefix { $0 != ":" }))
        }
        if complaint.contains("cannot dynamically load") { return .verdict(.executable) }
        return .refused(complaint)
    }

    /// Up to the next blank, bracket or comma.
    private static func word(after mark: String, in text: String) -> String? {
        guard let range = text.firstRange(of: mark) else { return nil }
        let word = text[range.upperBound...].prefix { !" ,()".contains($0) }
        return word.isEmpty ? nil : String(word)
    }
}
