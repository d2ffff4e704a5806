// swift-tools-version: 6.2
import PackageDescription

// The simulated world of the engine's tests in a release build, for many seeds; `make simulate` puts
// links to the sources beside this file in a folder of its own.
let package = Package(
    name: "simulate",
    platforms: [.macOS(.v15)],
    targets: [
        .systemLibrary(name: "COpenSSL", path: "Sources/COpenSSL"),
        .systemLibrary(name: "CZlib", path: "Sources/CZlib"),
        .target(
            name: "WebSocketWire", dependencies: ["COpenSSL", "CZlib"],
            path: "Sources/WebSocketWire", swiftSettings: [.unsafeFlags(["-enable-testing"])]),
        .target(
            name: "WebSocketEngine", dependencies: ["WebSocketWire"],
            path: "Sources/WebSocketEngine", swiftSettings: [.unsafeFlags(["-enable-testing"])]),
        .executableTarget(
            name: "simulate", dependencies: ["WebSocketEngine", "WebSocketWire"], path: "World"),
    ]
)

for target in package.targets where target.type != .system {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .swiftLanguageMode(.v6),
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
        ]
}
