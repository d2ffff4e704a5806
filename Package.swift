// swift-tools-version: 6.2
import PackageDescription

/// Every function that sys_wss.h declares; a test holds the two together.
let cInterface = [
    "SYS_WSS_CloseConnection", "SYS_WSS_Deinitialize", "SYS_WSS_GetCounters", "SYS_WSS_GetError",
    "SYS_WSS_GetHandshake", "SYS_WSS_GetPort", "SYS_WSS_GetSlots", "SYS_WSS_GetState",
    "SYS_WSS_Initialize", "SYS_WSS_PingClient", "SYS_WSS_SetOption", "SYS_WSS_Tasks",
    "SYS_WSS_register_callback", "SYS_WSS_sendMessage",
]

let package = Package(
    name: "wscope",
    products: [
        .executable(name: "wscope", targets: ["wscope"]),
        .library(name: "WebSocketServer", targets: ["WebSocketServer"]),
        // The SYS_WSS interface, for C and Swift: `make install` adds its header to both.
        .library(name: "SysWSS", type: .static, targets: ["SysWSS"]),
        .library(name: "SysWSSShared", type: .dynamic, targets: ["SysWSS"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
    ],
    targets: [
        // What Swift cannot import by itself: macros, variadics and Linux headers.
        .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
        .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CEpoll"),
        .systemLibrary(name: "CSignals"),
        // The C interface, written by hand; SysWSS implements it.
        .systemLibrary(name: "CSysWSS"),

        // The rooms, from the wire outwards.
        .target(name: "WebSocketWire", dependencies: ["COpenSSL", "CZlib"]),
        .target(name: "WebSocketEngine", dependencies: ["WebSocketWire"]),
        .target(name: "WebSocketServer", dependencies: ["WebSocketEngine", "COpenSSL", "CEpoll"]),
        .target(
            name: "SysWSS",
            dependencies: ["CSysWSS", "WebSocketEngine", "WebSocketServer", "WebSocketWire"]),
        .target(name: "Capture", dependencies: ["WebSocketEngine", "WebSocketWire", "CZlib"]),
        .target(name: "TerminalCanvas", dependencies: ["CNcurses"]),
        .target(name: "Console", dependencies: ["WebSocketEngine", "TerminalCanvas"]),
        .target(name: "DemoClients", dependencies: ["WebSocketWire", "COpenSSL"]),
        .executableTarget(
            name: "wscope",
            dependencies: [
                "Capture", "Console", "DemoClients", "SysWSS", "TerminalCanvas", "WebSocketServer",
                "CNcurses", "COpenSSL", "CSignals", "CZlib",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            linkerSettings: [
                // For plugins, which find the C interface in the running program.
                .unsafeFlags(cInterface.flatMap { ["-Xlinker", "--export-dynamic-symbol=\($0)"] })
            ]),

        // Beside it lie the examples in C, which `make examples` builds.
        .executableTarget(
            name: "swift-echo", dependencies: ["SysWSS"], path: "Sources/Examples/SwiftEcho"),

        // The engine without sockets, for who counts allocations and instructions.
        .executableTarget(
            name: "engine-driver", dependencies: ["WebSocketEngine", "WebSocketWire"],
            path: "Tests/Benchmarks/EngineDriver"),

        // FooTests mirrors Foo.
        .testTarget(name: "WebSocketWireTests", dependencies: ["WebSocketWire", "CZlib"]),
        .testTarget(name: "WebSocketEngineTests", dependencies: ["WebSocketEngine"]),
        .testTarget(name: "WebSocketServerTests", dependencies: ["WebSocketServer"]),
        .testTarget(name: "SysWSSTests", dependencies: ["SysWSS"]),
        .testTarget(
            name: "CaptureTests", dependencies: ["Capture", "WebSocketEngine", "WebSocketWire"]),
        .testTarget(name: "TerminalCanvasTests", dependencies: ["TerminalCanvas"]),
        .testTarget(
            name: "ConsoleTests", dependencies: ["Console", "TerminalCanvas"],
            exclude: ["Goldens"]),
        .testTarget(name: "DemoClientsTests", dependencies: ["DemoClients", "WebSocketWire"]),
        .testTarget(
            name: "ProgramTests",
            dependencies: [
                "wscope", "WebSocketEngine", "WebSocketServer", "WebSocketWire",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // The style, the import law and the documents' claims about the tree.
        .testTarget(name: "TidyTests", dependencies: ["Console"]),
    ]
)

// One law for every target: Swift 6, explicit existentials, imports that stay inside, no warnings.
for target in package.targets where target.type != .system {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .swiftLanguageMode(.v6),
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .treatAllWarnings(as: .error),
        ]
}
