import Glibc

/// Memory whose refusal is an answer instead of a trap.
enum PlainMemory {
    static func resize(_ base: UnsafeMutableRawPointer?, to count: Int) -> UnsafeMutableRawPointer?
    {
        realloc(base, max(count, 1))
    }

    static func release(_ base: UnsafeMutableRawPointer?) { free(base) }
}
