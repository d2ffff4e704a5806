// The same from Swift, with a runtime of its own beside the one inside libSysWSS.

import Glibc

protocol Answer {}
extension String: Answer {}

func isAnswer(_ value: Any) -> Bool { value is any Answer }

var config = SYS_WSS_CONFIG(port: 0, isTLSEnabled: false)
let service = SYS_WSS_Initialize(
    &config,
    { event, data, client, _ in
        guard event == SYS_WSS_EVENT_CLIENT_TXT_DATA_RX, let data else { return }
        let received = data.assumingMemoryBound(to: SYS_WSS_RXDATA.self).pointee
        _ = SYS_WSS_sendMessage(
            true, SYS_WSS_FRAME_TEXT, received.data, Int(received.datalen), client)
    }, nil)
guard service != 0, isAnswer("a cast that asks the metadata"), !isAnswer(1) else {
    fatalError("not served")
}
print(SYS_WSS_GetPort())
fflush(stdout)
while getchar() != EOF {}
