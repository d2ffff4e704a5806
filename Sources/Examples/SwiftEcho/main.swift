import Glibc
import SysWSS

let service = SYS_WSS()
service.registerCallback { event, data, client in
    if event == .clientTextDataReceived, let data { service.sendMessage(data.text, to: client) }
}
try service.initialize()
print("listening on port \(service.port)")
fflush(nil)
pause()
