import Glibc

/// Memory whose refusal is an answer instead of a trap.
enum PlainMemory {
    static func resize(_ base: UnsafeMutableRawPointer?, to count: Int) -> UnsafeMutableRawPointer?
    {
        realloc(base, max(count, 1))
    }

    /// Zeros that cost no pages until they are written. For start-up alone: there is no answer to
    /// a refusal then.
    static func zeroed(_ count: Int) -> UnsafeMutableRawPointer {
        if let memory = calloc(1, max(count, 1)) { return memory }
        return UnsafeMutableRawPointer.allocate(byteCount: count, alignment: 16)
    }

    static func release(_ base: UnsafeMutableRawPointer?) { free(base) }
}
