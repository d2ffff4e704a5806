/// Why a shared object cannot be loaded, in words that say what to do.
package struct SharedObjectError: Error, Hashable, CustomStringConvertible {
    enum Reason: Hashable {
        case missing
        case unreadable(String)
        case folder
        case noFile
        case verdict(ObjectVerdict)
        case undefinedSymbol(String)
        case missingLibrary(String)
        case noEntryPoint
        /// In the words of the system.
        case refused(String)
    }

    let path: String
    let reason: Reason

    package var description: String { "\(path): \(words)" }

    private var words: String {
        switch reason {
        case .missing: "there is no such file"
        case .unreadable(let why): "cannot be read: \(why)"
        case .folder: "is a folder; name the shared object in it"
        case .noFile: "is not a file"
        case .verdict(let verdict): words(verdict)
        case .undefinedSymbol(let name) where name.hasPrefix("SYS_WSS_"):
            "uses \(name), which wscope does not have; sys_wss.h declares what there is"
        case .undefinedSymbol(let name):
            "uses \(name), which nothing defines; compile or link what has it as well"
        case .missingLibrary(let name): "needs \(name), which is not found"
        case .noEntryPoint:
            "has neither APP_Initialize nor wss_user_callback; write void APP_Initialize(void), "
                + "not static, which calls SYS_WSS_register_callback"
        case .refused(let why): "cannot be loaded: \(why)"
        }
    }

    private func words(_ verdict: ObjectVerdict) -> String {
        switch verdict {
        case .empty: "is empty; \(compile)"
        case .notAnObject where isSource: "is source code; \(compile)"
        case .notAnObject, .loadable: "is not a shared object; \(compile)"
        case .relocatable: "is compiled but not linked; \(compile)"
        case .executable: "is a program, not a shared object; \(compile)"
        case .otherMachine(let machine, let here):
            "is for \(machine), and wscope runs on \(here); compile it on this machine: "
                + Self.command(for: source)
        }
    }

    private var compile: String { "compile one: " + Self.command(for: source) }

    private static func command(for source: String) -> String {
        "cc -shared -fPIC -o \(source.prefix { $0 != "." }).so \(source)"
    }

    private var isSource: Bool {
        [".c", ".h", ".cc", ".cpp", ".cxx", ".swift"].contains { path.hasSuffix($0) }
    }

    /// The C file that belongs to it, without its folder.
    private var source: String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        if name.hasSuffix(".c") { return name }
        let stem = name.prefix { $0 != "." }
        return (stem.isEmpty ? "callback" : stem) + ".c"
    }
}
