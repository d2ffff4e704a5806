/* Every call as the interface document writes it, and the prototypes that it prints. */
#include "sys_wss.h"

typedef SYS_MODULE_OBJ initialize(SYS_WSS_CONFIG *, SYS_WSS_CALLBACK, void *);
typedef SYS_WSS_RESULT send_message(bool, SYS_WSS_FRAME, uint8_t *, size_t, int32_t);
typedef SYS_WSS_RESULT register_callback(SYS_WSS_CALLBACK, void *);
typedef SYS_WSS_RESULT close_connection(SYS_WSS_STATUS_CODE, uint8_t *, size_t, int32_t);
typedef SYS_WSS_RESULT ping_client(uint8_t *, size_t, int32_t);

int main(void) {
    initialize *const prototype_of_initialize = SYS_WSS_Initialize;
    send_message *const prototype_of_send = SYS_WSS_sendMessage;
    register_callback *const prototype_of_register = SYS_WSS_register_callback;
    close_connection *const prototype_of_close = SYS_WSS_CloseConnection;
    ping_client *const prototype_of_ping = SYS_WSS_PingClient;
    if (!prototype_of_initialize || !prototype_of_send || !prototype_of_register ||
        !prototype_of_close || !prototype_of_ping)
        return 1;

    SYS_MODULE_OBJ sysWSSObj = SYS_MODULE_OBJ_INVALID;
    SYS_WSS_RESULT res;
    uint8_t data = '!';
    size_t dataLen = 1;

    /* Nobody is there, nothing was initialised: each is refused, none does harm. */
    res = SYS_WSS_sendMessage(1, SYS_WSS_FRAME_TEXT, &data, dataLen, 1);
    if (res == SYS_WSS_SUCCESS) return 2;
    res = SYS_WSS_CloseConnection(SYS_WSS_STATUS_CODE_UNSUPPORTED_DATA, NULL, 0, 1);
    if (res == SYS_WSS_SUCCESS) return 3;
    res = SYS_WSS_PingClient(&data, dataLen, 1);
    if (res == SYS_WSS_SUCCESS) return 4;

    SYS_WSS_Tasks();
    SYS_WSS_Tasks(sysWSSObj);
    SYS_WSS_Deinitialize();
    SYS_WSS_Deinitialize(&sysWSSObj);
    return 0;
}
