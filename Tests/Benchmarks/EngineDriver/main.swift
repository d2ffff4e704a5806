import Glibc

/// Says what is wrong and ends the program.
func fail(_ text: String, status: Int32) -> Never {
    let line = Array((text + "\n").utf8)
    _ = write(2, line, line.count)
    exit(status)
}

// The engine driven without sockets, so many rounds of one scenario: whoever counts instructions
// or allocations runs it twice, and the difference is what the rounds between cost.
let arguments = CommandLine.arguments
if arguments.count == 2, arguments[1] == "list" {
    for name in Scenario.all.keys.sorted() {
        guard let scenario = Scenario.all[name]?() else { continue }
        print(name, scenario.perRound)
    }
    exit(0)
}
if arguments.count == 3, arguments[1] == "scale", let count = Int(arguments[2]) {
    exit(Scale(count: count).measure() ? 0 : 1)
}
guard arguments.count == 3, let scenario = Scenario.all[arguments[1]]?(),
    let rounds = Int(arguments[2])
else {
    fail("usage: engine-driver list | SCENARIO ROUNDS | scale CONNECTIONS", status: 2)
}
if !scenario.play(rounds: rounds) {
    fail("engine-driver: \(scenario.name): what came out is not what went in", status: 1)
}
