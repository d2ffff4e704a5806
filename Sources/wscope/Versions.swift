import CNcurses
import COpenSSL
import CZlib

/// What `--version` says: the program and the libraries it runs with now.
enum Versions {
    static let program = "0.1.0"

    static var text: String {
        """
        wscope \(program)
        \(String(cString: OpenSSL_version(OPENSSL_VERSION)))
        \(String(cString: curses_version()))
        zlib \(String(cString: zlibVersion()))
        """
    }
}
