import CSysWSS
import WebSocketServer

/// Memory that C holds on to: the array that SYS_WSS_Initialize returns.
final class ModuleObjects: @unchecked Sendable {
    static let shared = ModuleObjects()

    /// Where an empty payload lies.
    let noBytes: UnsafeMutablePointer<UInt8>
    private let objects = Guarded(UnsafeMutablePointer<SYS_MODULE_OBJ>?.none)

    private init() {
        noBytes = .allocate(capacity: 1)
        noBytes.initialize(to: 0)
    }

    /// One object for each client index, which holds that index; the array before is gone.
    func renew(_ count: Int) -> SYS_MODULE_OBJ {
        let array = UnsafeMutablePointer<SYS_MODULE_OBJ>.allocate(capacity: max(count, 1))
        array.initialize(repeating: 0, count: max(count, 1))
        for index in 0..<count { array[index] = SYS_MODULE_OBJ(index) }
        objects.withLock {
            $0?.deallocate()
            $0 = array
        }
        return SYS_MODULE_OBJ(UInt(bitPattern: array))
    }
}
