import Console
import WebSocketServer

extension ConsoleFacts {
    /// What does not depend on how the console is shown.
    init(_ settings: Settings, _ service: Service) {
        let address = service.addresses.first
        self.init(
            address: address.map { String($0.url.drop { $0 != "/" }.dropFirst(2)) } ?? "",
            isSecure: settings.isSecure, theme: settings.theme, readOnly: settings.isReadOnly,
            version: Versions.program, application: settings.application.name)
    }
}
