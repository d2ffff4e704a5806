/*
 * SYS_WSS, the Web Socket Server service, on a desktop.
 *
 * The first half is the interface of the service for the PIC32MZW1: its names, values, field order
 * and widths, so that code written for it compiles unchanged. The second half, from "Extensions"
 * on, is ours. Link with libSysWSS, or load the code into the console: wscope --app ./code.so
 *
 * Callbacks run on the engine's thread, one at a time and in order. Every function may be called
 * from any thread, and from inside a callback; none but SYS_WSS_Initialize, SYS_WSS_Deinitialize,
 * SYS_WSS_GetCounters and SYS_WSS_Tasks waits.
 */
#ifndef SYS_WSS_H
#define SYS_WSS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What the firmware's compiler and system headers supply. */
#ifndef __PACKED_STRUCT
#define __PACKED_STRUCT struct __attribute__((packed))
#endif

#ifndef SYS_MODULE_OBJ_INVALID
typedef uintptr_t SYS_MODULE_OBJ;
/* What SYS_WSS_Initialize returns when it fails; SYS_WSS_GetError tells why. */
#define SYS_MODULE_OBJ_INVALID ((SYS_MODULE_OBJ)0)
#endif

/* ---- Constants ---------------------------------------------------------------------------- */

#define SYS_WSS_KA_TIMER_PERIOD 100        /* ms; the accuracy of the client timeout */
#define SYS_WSS_CLIENT_KEY_SIZE 16         /* of the decoded key; RFC 6455 §4.1 sends 24 characters */
#define SYS_WSS_CLIENT_KEY_SIZE_DECODED 16 /* RFC 6455 §4.1 */
#define SYS_WSS_SERVER_KEY_SIZE 50         /* the accept value takes 28 of them, RFC 6455 §4.2.2 */
#define SYS_WSS_SHA1_DIGEST_SIZE 20
#define SYS_WSS_HTTP_VERSION_0_9 0x0009
#define SYS_WSS_HTTP_VERSION_1_0 0x0100
#define SYS_WSS_HTTP_VERSION_1_1 0x0101
#define SYS_WSS_STATUS_CODE_LEN 2 /* RFC 6455 §5.5.1 */
#define SYS_WSS_GUID "258EAFA5-E914-47DA-95CA-C5AB0DC85B11" /* RFC 6455 §1.3 */

/* ---- Types -------------------------------------------------------------------------------- */

typedef struct {
    unsigned int port; /* 1 to 65535; 0 takes any that is free: SYS_WSS_GetPort tells which */
    bool isTLSEnabled; /* with the options "certificate" and "key", else a self-signed one */
} SYS_WSS_CONFIG;

/* Of a client that is CONNECTED or CLOSING: see SYS_WSS_GetHandshake. */
typedef struct {
    uint16_t http_version;  /* as SYS_WSS_HTTP_VERSION_* */
    uint8_t ws_version;     /* Sec-WebSocket-Version: 13 */
    bool upgradeWebSocket;  /* Upgrade: websocket was there */
    bool origin;            /* an Origin was there */
    bool connectionUpgrade; /* Connection: Upgrade was there */
    bool connectionClose;   /* the connection would not persist: Connection: close was there */
    char clientKey[SYS_WSS_CLIENT_KEY_SIZE + 1]; /* the 16 bytes of the key, decoded, and a 0 */
    char serverKey[SYS_WSS_SERVER_KEY_SIZE + 1]; /* Sec-WebSocket-Accept, 28 characters, and 0s */
} SYS_WSS_HANDSHAKE_CTXT;

/* The first bytes of a frame on a little-endian machine. RFC 6455 §5.2 */
typedef __PACKED_STRUCT {
    uint8_t opcode : 4;
    uint8_t resvd : 3;
    uint8_t fin : 1;        /* 1: the last frame of its message */
    uint8_t payloadLen : 7; /* 126: two more bytes tell the length, 127: eight */
    uint8_t mask : 1;
    uint8_t extPayloadLen[];
} SYS_WSS_FRAME_HEADER;

/* Valid until the callback returns. */
typedef struct {
    uint8_t *data;   /* never NULL; its bytes may be changed in place */
    int64_t datalen; /* bytes */
} SYS_WSS_RXDATA;

typedef enum {
    SYS_WSS_SUCCESS = 0,
    SYS_WSS_FAILURE = 1,           /* no such client, not CONNECTED, its send queue is full */
    SYS_WSS_ERROR_INVALID_REQUEST, /* an argument or an option that no client could take */
    SYS_WSS_ERROR_INVALID_KEY,     /* never returned; a bad key is answered with 400 */
    SYS_WSS_ERROR_INVALID_FRAME,   /* a frame that RFC 6455 forbids to send */
} SYS_WSS_RESULT;

typedef enum {
    SYS_WSS_STATE_CONNECTING = 0, /* TCP, and TLS if it is on, is there; the handshake is read */
    SYS_WSS_STATE_CONNECTED,
    SYS_WSS_STATE_CLOSING, /* a close frame went either way, or the handshake was rejected */
    SYS_WSS_STATE_CLOSED,  /* nobody is there; where every client index begins */
} SYS_WSS_STATE;

typedef enum {
    SYS_WSS_FRAME_CONTINUATION = 0x00,
    SYS_WSS_FRAME_TEXT = 0x01,
    SYS_WSS_FRAME_BINARY = 0x02,
    SYS_WSS_FRAME_CLOSE = 0x08,
    SYS_WSS_FRAME_PING = 0x09,
    SYS_WSS_FRAME_PONG = 0x0A
} SYS_WSS_FRAME;

/* data is a SYS_WSS_RXDATA * where that is said, and NULL otherwise. */
typedef enum {
    SYS_WSS_EVENT_ERR = 0,               /* SYS_WSS_GetError tells what; clientIndex may be -1 */
    SYS_WSS_EVENT_CLIENT_CONNECTING,     /* accepted, and TLS is set up if it is on */
    SYS_WSS_EVENT_CLIENT_CONNECTED,      /* 101 is on its way; frames may be sent */
    SYS_WSS_EVENT_CLIENT_BIN_DATA_RX,    /* data: a whole message */
    SYS_WSS_EVENT_CLIENT_TXT_DATA_RX,    /* data: a whole message, valid UTF-8 */
    SYS_WSS_EVENT_CLIENT_PING_RX,        /* data: its payload; the pong is sent for you */
    SYS_WSS_EVENT_CLIENT_PONG_RX,        /* data: its payload */
    SYS_WSS_EVENT_CLIENT_CLOSE_FRAME_RX, /* data: code, big-endian, and reason as received */
    SYS_WSS_EVENT_CLIENT_CLOSING,        /* whoever began it, also when TCP just broke */
    SYS_WSS_EVENT_CLIENT_CLOSED,         /* once for each CONNECTING */
    SYS_WSS_EVENT_ERR_INVALID_FRAME,     /* the client broke RFC 6455; CLOSING follows */
    SYS_WSS_EVENT_CLIENT_TIMEOUT,        /* once; CLOSING and CLOSED follow */
} SYS_WSS_EVENTS;

/* RFC 6455 §7.4.1 */
typedef enum {
    SYS_WSS_STATUS_CODE_NORMAL_CLOSURE = 1000,
    SYS_WSS_STATUS_CODE_GOING_AWAY = 1001,
    SYS_WSS_STATUS_CODE_PROTOCOL_ERROR = 1002,
    SYS_WSS_STATUS_CODE_UNSUPPORTED_DATA = 1003,
    SYS_WSS_STATUS_CODE_NO_STATUS_RCVD = 1005,   /* never sent */
    SYS_WSS_STATUS_CODE_ABNORMAL_CLOSURE = 1006, /* never sent */
    SYS_WSS_STATUS_CODE_INVALID_PAYLOAD_DATA = 1007,
    SYS_WSS_STATUS_CODE_POLICY_VIOLATION = 1008,
    SYS_WSS_STATUS_CODE_MESSAGE_TOO_BIG = 1009,
    SYS_WSS_STATUS_CODE_MANDATORY_EXT = 1010,
    SYS_WSS_STATUS_CODE_INTERNAL_ERROR = 1011,
    SYS_WSS_STATUS_CODE_TLS_HANDSHAKE = 1015 /* never sent */
} SYS_WSS_STATUS_CODE;

/* cookie is what was registered with the callback, untouched. */
typedef void (*SYS_WSS_CALLBACK)(
    SYS_WSS_EVENTS event, void *data, int32_t clientIndex, void *cookie);

/* ---- Functions ---------------------------------------------------------------------------- */

/* Listens and serves on a thread of its own. NULL for config means port 8000 and no TLS.
 * Returns the address of an array with one SYS_MODULE_OBJ for each client index, or
 * SYS_MODULE_OBJ_INVALID: SYS_WSS_GetError tells why. A service that runs already is refused. */
SYS_MODULE_OBJ SYS_WSS_Initialize(SYS_WSS_CONFIG *config, SYS_WSS_CALLBACK callback, void *cookie);

/* The callback from now on, for every client; NULL for none. */
SYS_WSS_RESULT SYS_WSS_register_callback(SYS_WSS_CALLBACK userCallback, void *cookie);

/* In the next three a clientIndex below 0 means every CONNECTED client. SUCCESS: the bytes are on
 * their way. The payload is copied before they return. */

/* type is TEXT, BINARY or, after a frame with fin 0, CONTINUATION. RFC 6455 §5.4, §5.6 */
SYS_WSS_RESULT SYS_WSS_sendMessage(
    bool fin, SYS_WSS_FRAME type, uint8_t *data, size_t dataLen, int32_t clientIndex);

/* data: at most 125 bytes. RFC 6455 §5.5.2 */
SYS_WSS_RESULT SYS_WSS_PingClient(uint8_t *data, size_t dataLen, int32_t clientIndex);

/* code: 1000 to 1003, 1007 to 1014, 3000 to 4999. data: UTF-8, at most 123 bytes. RFC 6455 §7.1.2 */
SYS_WSS_RESULT SYS_WSS_CloseConnection(
    SYS_WSS_STATUS_CODE code, uint8_t *data, size_t dataLen, int32_t clientIndex);

/* SYS_WSS_Deinitialize closes every client with 1001, waits for them at most two seconds and
 * stops listening; called inside a callback it does not wait. Calling it again is harmless.
 *
 * SYS_WSS_Tasks is there for a super loop that calls it. The engine needs no help: it rests a
 * millisecond, so that the loop does not burn a core. Inside a callback it does nothing.
 *
 * Both take any arguments or none, as the interface's prototype and example do. */
#if defined(__cplusplus) || (defined(__STDC_VERSION__) && __STDC_VERSION__ >= 202311L)
void SYS_WSS_Deinitialize(...);
void SYS_WSS_Tasks(...);
#else
void SYS_WSS_Deinitialize();
void SYS_WSS_Tasks();
#endif

/* ---- Extensions --------------------------------------------------------------------------- */

/* The state of a client index; CLOSED for one that does not exist. */
SYS_WSS_STATE SYS_WSS_GetState(int32_t clientIndex);

/* Copies the handshake of a client that is CONNECTED or CLOSING. */
SYS_WSS_RESULT SYS_WSS_GetHandshake(int32_t clientIndex, SYS_WSS_HANDSHAKE_CTXT *handshake);

typedef struct {
    uint64_t receivedMessages;
    uint64_t receivedBytes; /* as they came over TCP or out of TLS, headers and handshake included */
    uint64_t sentMessages;
    uint64_t sentBytes;
    uint64_t queuedBytes; /* wait for the client to read */
    uint64_t roundTrip;   /* ns, of the newest ping that was answered; 0 before */
} SYS_WSS_COUNTERS;

/* Copies the counters of the newest client of an index, also after it is CLOSED; an index below 0
 * gives those of the whole service. Waits for the engine, at most a second. */
SYS_WSS_RESULT SYS_WSS_GetCounters(int32_t clientIndex, SYS_WSS_COUNTERS *counters);

/* How many client indexes there are, and where the service listens; 0 when it does not run. */
uint32_t SYS_WSS_GetSlots(void);
uint16_t SYS_WSS_GetPort(void);

/* Sets an option before SYS_WSS_Initialize. What is not set comes from the environment, as
 * SYS_WSS_ and the name in capitals with _ for -, or has its default:
 *
 *   slots              2          client indexes, 1 to 65536
 *   receive-limit      16777216   bytes of a message
 *   send-limit         1048576    bytes that may wait for a client to read
 *   client-timeout     30000      ms without a frame from the client; 0: never
 *   handshake-timeout  10000      ms for TLS and the opening handshake
 *   close-timeout      10000      ms for the closing handshake
 *   ping-interval      0          ms from one automatic ping to the next; 0: none
 *   pong-timeout       20000      ms from a ping to its pong; 0: for ever
 *   host               127.0.0.1  addresses or names to listen on, with commas between
 *   port               8000       where SYS_WSS_Initialize is given no config
 *   certificate, key              PEM files; without them TLS is self-signed
 *   origins                       which browsers' pages may connect, * for any; else the same host
 *   paths, subprotocols           what is served; any path, no subprotocol
 */
SYS_WSS_RESULT SYS_WSS_SetOption(const char *name, const char *value);

/* Copies what failed last, in words and with a closing 0, and returns its length; the text is
 * empty when nothing has failed. */
size_t SYS_WSS_GetError(char *text, size_t size);

/* A shared object for wscope --app has one of these:
 *
 *   void APP_Initialize(void);  called before the server listens; registers its callback
 *   wss_user_callback           the interface's sample, registered with a NULL cookie
 */

#ifdef __cplusplus
}
#endif

#endif
