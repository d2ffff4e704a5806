/// A TOML text as a tree in which every value knows its line.
///
/// Read are tables, dotted and quoted keys, inline tables, arrays and strings of one line; numbers,
/// booleans and dates are kept as written. Not read are strings of several lines and arrays of
/// tables, which no file of ours needs. No text can do more harm than be refused.
public struct TOMLText: Equatable, Sendable {
    /// What is wrong, and on which line, counted from 1.
    public struct Mistake: Error, Equatable, Sendable {
        public let line: Int
        public let wording: String

        /// Also for what a reader of the tree finds wrong.
        public init(line: Int, wording: String) {
            self.line = line
            self.wording = wording
        }
    }

    public struct Value: Equatable, Sendable {
        public enum Content: Equatable, Sendable {
            case string(String)
            /// A number, boolean or date as it is written.
            case bare(String)
            case array([Value])
            case table(Table)
        }

        public let content: Content
        public let line: Int

        public var string: String? {
            if case .string(let text) = content { text } else { nil }
        }
        /// A number, boolean or date as it is written.
        public var bare: String? {
            if case .bare(let text) = content { text } else { nil }
        }
        public var array: [Value]? {
            if case .array(let values) = content { values } else { nil }
        }
        public var table: Table? {
            if case .table(let table) = content { table } else { nil }
        }
    }

    public struct Table: Equatable, Sendable {
        private var values: [String: Value] = [:]

        public subscript(key: String) -> Value? { values[key] }

        /// All keys with their values, by line.
        public var entries: [(key: String, value: Value)] {
            values.map { ($0.key, $0.value) }
                .sorted { ($0.value.line, $0.key) < ($1.value.line, $1.key) }
        }

        public var isEmpty: Bool { values.isEmpty }

        init() {}

        /// Puts a value at a dotted path, whose tables are made on the way.
        mutating func insert(_ value: Value, at path: ArraySlice<String>) throws(Mistake) {
            guard let key = path.first else { return }
            let rest = path.dropFirst()
            guard let known = values[key] else {
                var inner = Table()
                try inner.insert(value, at: rest)
                values[key] =
                    rest.isEmpty ? value : Value(content: .table(inner), line: value.line)
                return
            }
            guard !rest.isEmpty, var inner = known.table else {
                // A header may follow the header of a table inside it.
                if rest.isEmpty, known.table != nil, value.table?.isEmpty == true { return }
                throw Mistake(line: value.line, wording: "'\(key)' is there twice")
            }
            try inner.insert(value, at: rest)
            values[key] = Value(content: .table(inner), line: known.line)
        }
    }

    public let root: Table

    public init(_ text: String) throws(Mistake) {
        var parser = TOMLParser(text)
        root = try parser.document()
    }
}
