// uWebSockets as PyPI's `socketify` carries it: a shared object with a C interface, whose part
// that an echo needs is declared here.
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct context_options {
    const char *key, *certificate, *passphrase, *dhParameters, *authorities, *ciphers;
    int prefersLowMemory;
};
typedef struct application application;
typedef struct websocket websocket;
typedef void (*upgrade_handler)(void *response, void *request, void *context, void *data);
typedef void (*socket_handler)(websocket *, void *data);
typedef void (*message_handler)(websocket *, const char *, size_t, int opcode, void *data);
typedef void (*control_handler)(websocket *, const char *, size_t, void *data);
typedef void (*close_handler)(websocket *, int code, const char *, size_t, void *data);
typedef void (*subscription_handler)(websocket *, const char *, size_t, int, int, void *data);
struct behaviour {
    int compression;
    unsigned maxPayloadLength;
    unsigned short idleTimeout;
    unsigned maxBackpressure;
    bool closeOnBackpressureLimit, resetIdleTimeoutOnSend, sendPingsAutomatically;
    unsigned short maxLifetime;
    upgrade_handler upgrade;
    socket_handler open;
    message_handler message;
    socket_handler drain;
    control_handler ping, pong;
    close_handler close;
    subscription_handler subscription;
};
struct listening { int port; const char *host; int options; };
enum { SHARED_COMPRESSOR = 1, SHARED_DECOMPRESSOR = 1 << 8 };

extern application *uws_create_app(int tls, struct context_options);
extern void uws_ws(int tls, application *, const char *pattern, struct behaviour, void *data);
extern int uws_ws_send_with_options(
    int tls, websocket *, const char *, size_t, int opcode, bool compress, bool fin);
extern void uws_app_listen_with_config(
    int tls, application *, struct listening,
    void (*)(void *socket, struct listening, void *data), void *data);
extern void uws_app_run(int tls, application *);

static int tls;
static bool compresses;

static void echo(websocket *socket, const char *bytes, size_t count, int opcode, void *data) {
    (void)data;
    uws_ws_send_with_options(tls, socket, bytes, count, opcode, compresses, true);
}

static void listening(void *socket, struct listening config, void *data) {
    (void)config, (void)data;
    if (socket) return;
    fputs("uwebsockets: cannot listen\n", stderr);
    exit(1);
}

int main(int count, char **words) {
    if (count < 2) return 2;
    compresses = getenv("DEFLATE") != NULL;
    struct context_options options = {0};
    if (count == 4) tls = 1, options.certificate = words[2], options.key = words[3];
    application *app = uws_create_app(tls, options);
    struct behaviour behaviour = {
        .compression = compresses ? SHARED_COMPRESSOR | SHARED_DECOMPRESSOR : 0,
        .maxPayloadLength = 4 << 20, .idleTimeout = 0, .maxBackpressure = 64 << 20,
        .message = echo};
    uws_ws(tls, app, "/*", behaviour, NULL);
    uws_app_listen_with_config(
        tls, app, (struct listening){atoi(words[1]), "127.0.0.1", 0}, listening, NULL);
    uws_app_run(tls, app);
    return 1;
}
