/// One extension that a client offers, its parameters in order. RFC 6455 §9.1.
public struct ExtensionOffer: Hashable, Sendable {
    /// A name, and a value with its quotes taken off; nil without one.
    public struct Parameter: Hashable, Sendable {
        public var name: String
        public var value: String?

        public init(_ name: String, _ value: String? = nil) {
            self.name = name
            self.value = value
        }
    }

    public var name: String
    public var parameters: [Parameter]

    public init(_ name: String, _ parameters: [Parameter] = []) {
        self.name = name
        self.parameters = parameters
    }
}
