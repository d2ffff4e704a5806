import COpenSSL
import Glibc

@testable import WebSocketServer

/// A folder that is gone after the test.
final class TemporaryFolder {
    let path: String
    private var files: [String] = []

    init() throws {
        var template = Array("/tmp/wscope-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw TestClient.Gone(what: "mkdtemp") }
        path = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
    }

    deinit {
        for file in files { unlink(file) }
        rmdir(path)
    }

    func write(_ name: String, _ text: String) throws -> String {
        let file = try open(name)
        fputs(text, file.stream)
        fclose(file.stream)
        return file.path
    }

    /// A self-signed certificate and its key as PEM files.
    func writeIdentity(_ name: String) throws -> (certificate: String, key: String) {
        let made = try SelfSignedCertificate(names: [])
        let certificate = try open(name + ".pem")
        PEM_write_X509(certificate.stream, made.certificate)
        fclose(certificate.stream)
        let key = try open(name + ".key")
        PEM_write_PrivateKey(key.stream, made.key, nil, nil, 0, nil, nil)
        fclose(key.stream)
        return (certificate.path, key.path)
    }

    private func open(_ name: String) throws -> (path: String, stream: UnsafeMutablePointer<FILE>) {
        let file = path + "/" + name
        files.append(file)
        guard let stream = fopen(file, "w") else { throw TestClient.Gone(what: "fopen") }
        return (file, stream)
    }
}
