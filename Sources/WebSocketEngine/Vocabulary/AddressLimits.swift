/// What one address may have; 0: any number. Loopback is exempt: a proxy stands there, or a test.
public struct AddressLimits: Hashable, Sendable {
    /// Handshakes under way at one time. 128: half of the default slots, so that one address
    /// cannot hold them all with requests that never end.
    public var handshakes = 128
    /// Connections at one time, open or not. 0: many honest clients may share one address.
    public var connections = 0
    /// New connections a second; one second's share may come at once. 0: see above.
    public var rate = 0

    public init() {}

    var isAny: Bool { handshakes > 0 || connections > 0 || rate > 0 }
}
