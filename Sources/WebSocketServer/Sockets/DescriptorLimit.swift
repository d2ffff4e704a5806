import Glibc

/// How many descriptors this process may open.
enum DescriptorLimit {
    /// Raises the soft limit, as far as the hard limit allows, so that `count` connections fit.
    static func makeRoom(for count: Int) {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        // Listeners, timer, terminal, files: far fewer than 256.
        let wanted = rlim_t(clamping: count) + 256
        guard limit.rlim_cur < wanted else { return }
        limit.rlim_cur = min(wanted, limit.rlim_max)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
