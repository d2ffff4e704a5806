import CSysWSS
import Glibc

/// Code for the SYS_WSS interface, loaded into this process, where its calls find ours.
///
/// It stays loaded until the process ends: nobody knows what threads and pointers it has left.
package struct SharedObject {
    private enum Entry {
        /// `void APP_Initialize(void)`.
        case initializer(@convention(c) () -> Void)
        /// `wss_user_callback`, the interface's sample.
        case callback(SYS_WSS_CALLBACK)
    }

    private let entry: Entry

    /// - Parameter path: also of a file in the working directory, without a `/`.
    package init(path: String) throws(SharedObjectError) {
        try Self.examine(path)
        // A bare name would be looked for among the system's libraries.
        guard let handle = dlopen(path.contains("/") ? path : "./" + path, RTLD_NOW | RTLD_LOCAL)
        else { throw SharedObjectError(path: path, reason: Self.reason(Self.complaint)) }
        if let symbol = dlsym(handle, "APP_Initialize") {
            entry = .initializer(unsafeBitCast(symbol, to: (@convention(c) () -> Void).self))
        } else if let symbol = dlsym(handle, "wss_user_callback") {
            entry = .callback(unsafeBitCast(symbol, to: SYS_WSS_CALLBACK.self))
        } else {
            dlclose(handle)
            throw SharedObjectError(path: path, reason: .noEntryPoint)
        }
    }

    /// Lets it begin: it registers its callback itself, or else that is done for it.
    package func begin(on service: SYS_WSS) {
        switch entry {
        case .initializer(let initialize): initialize()
        case .callback(let callback):
            service.registerCallback(CCallback.make(callback, nil))
        }
    }

    /// What is wrong with the file is said better by us than by the loader.
    private static func examine(_ path: String) throws(SharedObjectError) {
        // Without waiting for the other end, should it be a pipe.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        if file < 0 {
            let reason: SharedObjectError.Reason =
                errno == ENOENT || errno == ENOTDIR
                ? .missing : .unreadable(String(cString: strerror(errno)))
            throw SharedObjectError(path: path, reason: reason)
        }
        defer { close(file) }
        var status = stat()
        fstat(file, &status)
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw SharedObjectError(path: path, reason: .folder)
        default: throw SharedObjectError(path: path, reason: .noFile)
        }
        let verdict = ObjectVerdict(start(of: file), here: ownMachine)
        if verdict != .loadable { throw SharedObjectError(path: path, reason: .verdict(verdict)) }
    }

    private static func start(of file: Int32) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: ELFHeader.byteCount) { buffer, count in
            count = max(0, pread(file, buffer.baseAddress, buffer.count, 0))
        }
    }

    private static var ownMachine: ELFHeader.Machine? {
        let file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        return ELFHeader(start(of: file))?.machine
    }

    private static var complaint: String {
        dlerror().map { String(cString: $0) } ?? "no reason given"
    }
}
