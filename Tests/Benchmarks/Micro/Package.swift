// swift-tools-version: 6.2
import PackageDescription

// Wire and engine as they are released, open to the benchmark; `make microbench` puts links to the
// sources beside this file in a folder of its own.
let package = Package(
    name: "micro-bench",
    targets: [
        .systemLibrary(name: "COpenSSL", path: "Sources/COpenSSL"),
        .systemLibrary(name: "CZlib", path: "Sources/CZlib"),
        .target(
            name: "WebSocketWire", dependencies: ["COpenSSL", "CZlib"],
            path: "Sources/WebSocketWire",
            swiftSettings: [.unsafeFlags(["-enable-testing"])]),
        .target(
            name: "WebSocketEngine", dependencies: ["WebSocketWire"],
            path: "Sources/WebSocketEngine",
            swiftSettings: [.unsafeFlags(["-enable-testing"])]),
        .executableTarget(
            name: "micro-bench", dependencies: ["WebSocketEngine", "WebSocketWire"], path: "Bench"),
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
