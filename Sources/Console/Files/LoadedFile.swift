/// A file that was read for a payload, under the path that was typed.
struct LoadedFile: Hashable, Sendable {
    var path: String
    var reading: FileReading

    static func bytes(of path: String, _ file: LoadedFile?) throws(CommandError) -> [UInt8] {
        guard !path.isEmpty else { throw .unfinished("the path of a file; Tab completes", at: 0) }
        guard let file, file.path == path else {
            throw .unfinished("not read yet: Enter reads it", at: path.count)
        }
        switch file.reading {
        case .bytes(let bytes): return bytes
        case .problem(let problem): throw CommandError(problem)
        }
    }
}
