/* Echoes on any free port, which it prints, until its stdin ends. */
#include <stdio.h>
#include <sys_wss.h>

/* Through its address, which has to be known also where the program may not be moved. */
static SYS_WSS_RESULT (*const send)(bool, SYS_WSS_FRAME, uint8_t *, size_t, int32_t) =
    SYS_WSS_sendMessage;

static void echo(SYS_WSS_EVENTS event, void *data, int32_t clientIndex, void *cookie) {
    SYS_WSS_RXDATA *received = data;
    (void)cookie;
    if (event == SYS_WSS_EVENT_CLIENT_TXT_DATA_RX) {
        send(true, SYS_WSS_FRAME_TEXT, received->data, (size_t)received->datalen, clientIndex);
    }
}

int main(void) {
    SYS_WSS_CONFIG config = {.port = 0, .isTLSEnabled = false};
    if (SYS_WSS_Initialize(&config, echo, NULL) == SYS_MODULE_OBJ_INVALID) {
        char error[200];
        SYS_WSS_GetError(error, sizeof error);
        fprintf(stderr, "%s\n", error);
        return 1;
    }
    printf("%u\n", SYS_WSS_GetPort());
    fflush(stdout);
    while (getchar() != EOF) {}
    SYS_WSS_Deinitialize();
    return 0;
}
