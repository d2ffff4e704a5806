import Glibc

/// The names of all roles seen in this process, each with a small number.
///
/// `@unchecked Sendable` holds because every access to the two collections is inside `lock`.
final class RoleTable: @unchecked Sendable {
    static let shared = RoleTable()

    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private var ids: [String: UInt16] = ["ui.text": 0]
    private var names = ["ui.text"]

    private init() {
        lock = .allocate(capacity: 1)
        lock.initialize(to: pthread_mutex_t())
        pthread_mutex_init(lock, nil)
    }

    func id(of name: String) -> UInt16 {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        if let known = ids[name] { return known }
        guard let id = UInt16(exactly: names.count), id < UInt16.max else { return 0 }
        ids[name] = id
        names.append(name)
        return id
    }

    func name(of id: UInt16) -> String {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return Int(id) < names.count ? names[Int(id)] : names[0]
    }
}
