import Console
import WebSocketServer

/// Certificates read anew while the server runs, and what there is to say about it.
enum CertificateReload {
    static func perform(on server: WebSocketServer) -> Notice {
        do throws(ServerError) {
            let fingerprint = try reload(server)
            return Notice("new connections have the certificate \(fingerprint)")
        } catch {
            return Notice(refusal(error), isError: true)
        }
    }

    /// Of the first certificate the fingerprint.
    static func reload(_ server: WebSocketServer) throws(ServerError) -> String {
        try server.reloadCertificates()
    }

    static func refusal(_ error: ServerError) -> String {
        error == .nothingToReload
            ? error.description : "\(error.description); the certificate in use stays"
    }
}
