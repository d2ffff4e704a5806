/* Acceptance 1 and 2: names, values, sizes, offsets and widths, asserted by the compiler. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "sys_wss.h"

#define VALUE(name, value) _Static_assert((name) == (value), #name)
#define FIELD(type, field, offset, width)                                         \
    _Static_assert(offsetof(type, field) == (offset), #type "." #field " begins"); \
    _Static_assert(sizeof(((type *)0)->field) == (width), #type "." #field " is wide")
#define HOLDS(type, field, ctype)                                                   \
    _Static_assert(_Generic(((type *)0)->field, ctype: 1, default: 0), #type "." #field)

VALUE(SYS_WSS_KA_TIMER_PERIOD, 100);
VALUE(SYS_WSS_CLIENT_KEY_SIZE, 16);
VALUE(SYS_WSS_CLIENT_KEY_SIZE_DECODED, 16);
VALUE(SYS_WSS_SERVER_KEY_SIZE, 50);
VALUE(SYS_WSS_SHA1_DIGEST_SIZE, 20);
VALUE(SYS_WSS_HTTP_VERSION_0_9, 0x0009);
VALUE(SYS_WSS_HTTP_VERSION_1_0, 0x0100);
VALUE(SYS_WSS_HTTP_VERSION_1_1, 0x0101);
VALUE(SYS_WSS_STATUS_CODE_LEN, 2);
VALUE(sizeof SYS_WSS_GUID, 37);

VALUE(SYS_WSS_SUCCESS, 0);
VALUE(SYS_WSS_FAILURE, 1);
VALUE(SYS_WSS_ERROR_INVALID_REQUEST, 2);
VALUE(SYS_WSS_ERROR_INVALID_KEY, 3);
VALUE(SYS_WSS_ERROR_INVALID_FRAME, 4);

VALUE(SYS_WSS_STATE_CONNECTING, 0);
VALUE(SYS_WSS_STATE_CONNECTED, 1);
VALUE(SYS_WSS_STATE_CLOSING, 2);
VALUE(SYS_WSS_STATE_CLOSED, 3);

VALUE(SYS_WSS_FRAME_CONTINUATION, 0x00);
VALUE(SYS_WSS_FRAME_TEXT, 0x01);
VALUE(SYS_WSS_FRAME_BINARY, 0x02);
VALUE(SYS_WSS_FRAME_CLOSE, 0x08);
VALUE(SYS_WSS_FRAME_PING, 0x09);
VALUE(SYS_WSS_FRAME_PONG, 0x0A);

VALUE(SYS_WSS_EVENT_ERR, 0);
VALUE(SYS_WSS_EVENT_CLIENT_CONNECTING, 1);
VALUE(SYS_WSS_EVENT_CLIENT_CONNECTED, 2);
VALUE(SYS_WSS_EVENT_CLIENT_BIN_DATA_RX, 3);
VALUE(SYS_WSS_EVENT_CLIENT_TXT_DATA_RX, 4);
VALUE(SYS_WSS_EVENT_CLIENT_PING_RX, 5);
VALUE(SYS_WSS_EVENT_CLIENT_PONG_RX, 6);
VALUE(SYS_WSS_EVENT_CLIENT_CLOSE_FRAME_RX, 7);
VALUE(SYS_WSS_EVENT_CLIENT_CLOSING, 8);
VALUE(SYS_WSS_EVENT_CLIENT_CLOSED, 9);
VALUE(SYS_WSS_EVENT_ERR_INVALID_FRAME, 10);
VALUE(SYS_WSS_EVENT_CLIENT_TIMEOUT, 11);

VALUE(SYS_WSS_STATUS_CODE_NORMAL_CLOSURE, 1000);
VALUE(SYS_WSS_STATUS_CODE_GOING_AWAY, 1001);
VALUE(SYS_WSS_STATUS_CODE_PROTOCOL_ERROR, 1002);
VALUE(SYS_WSS_STATUS_CODE_UNSUPPORTED_DATA, 1003);
VALUE(SYS_WSS_STATUS_CODE_NO_STATUS_RCVD, 1005);
VALUE(SYS_WSS_STATUS_CODE_ABNORMAL_CLOSURE, 1006);
VALUE(SYS_WSS_STATUS_CODE_INVALID_PAYLOAD_DATA, 1007);
VALUE(SYS_WSS_STATUS_CODE_POLICY_VIOLATION, 1008);
VALUE(SYS_WSS_STATUS_CODE_MESSAGE_TOO_BIG, 1009);
VALUE(SYS_WSS_STATUS_CODE_MANDATORY_EXT, 1010);
VALUE(SYS_WSS_STATUS_CODE_INTERNAL_ERROR, 1011);
VALUE(SYS_WSS_STATUS_CODE_TLS_HANDSHAKE, 1015);

FIELD(SYS_WSS_CONFIG, port, 0, sizeof(unsigned int));
FIELD(SYS_WSS_CONFIG, isTLSEnabled, sizeof(unsigned int), 1);
HOLDS(SYS_WSS_CONFIG, port, unsigned int);
HOLDS(SYS_WSS_CONFIG, isTLSEnabled, bool);

FIELD(SYS_WSS_HANDSHAKE_CTXT, http_version, 0, 2);
FIELD(SYS_WSS_HANDSHAKE_CTXT, ws_version, 2, 1);
FIELD(SYS_WSS_HANDSHAKE_CTXT, upgradeWebSocket, 3, 1);
FIELD(SYS_WSS_HANDSHAKE_CTXT, origin, 4, 1);
FIELD(SYS_WSS_HANDSHAKE_CTXT, connectionUpgrade, 5, 1);
FIELD(SYS_WSS_HANDSHAKE_CTXT, connectionClose, 6, 1);
FIELD(SYS_WSS_HANDSHAKE_CTXT, clientKey, 7, 17);
FIELD(SYS_WSS_HANDSHAKE_CTXT, serverKey, 24, 51);
HOLDS(SYS_WSS_HANDSHAKE_CTXT, http_version, uint16_t);
HOLDS(SYS_WSS_HANDSHAKE_CTXT, origin, bool);
VALUE(sizeof(SYS_WSS_HANDSHAKE_CTXT), 76);

VALUE(sizeof(SYS_WSS_FRAME_HEADER), 2);
VALUE(offsetof(SYS_WSS_FRAME_HEADER, extPayloadLen), 2);

FIELD(SYS_WSS_RXDATA, data, 0, sizeof(void *));
FIELD(SYS_WSS_RXDATA, datalen, 8, 8);
HOLDS(SYS_WSS_RXDATA, data, uint8_t *);
HOLDS(SYS_WSS_RXDATA, datalen, int64_t);

int main(void) {
    /* Bit fields have no offset to assert: the sample of RFC 6455 §5.7 is laid over them. */
    const uint8_t bytes[] = {0x81, 0x85};
    SYS_WSS_FRAME_HEADER header;
    memcpy(&header, bytes, sizeof header);
    printf("fin %d resvd %d opcode %d mask %d payloadLen %d\n", header.fin, header.resvd,
           header.opcode, header.mask, header.payloadLen);
    return strcmp(SYS_WSS_GUID, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
}
