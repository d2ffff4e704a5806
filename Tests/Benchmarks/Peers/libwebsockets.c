// An echo on libwebsockets: what it hands over is gathered to whole messages and sent when the
// socket is writable, as its rules demand.
#include <libwebsockets.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

struct message {
    struct message *next;
    size_t count, capacity;
    enum lws_write_protocol kind;
    unsigned char bytes[];       // LWS_PRE of them are for the header
};

struct session {
    struct message *coming, *first, *last;
};

static struct message *grown(struct message *message, size_t more) {
    size_t needed = (message ? message->count : 0) + more;
    if (message && needed <= message->capacity) return message;
    size_t capacity = message ? 2 * needed : needed;
    struct message *larger = realloc(message, sizeof *larger + LWS_PRE + capacity);
    if (!larger) exit(1);
    if (!message) larger->count = 0, larger->next = NULL;
    larger->capacity = capacity;
    return larger;
}

static void received(struct lws *socket, struct session *s, void *bytes, size_t count) {
    size_t remaining = lws_remaining_packet_payload(socket);
    if (!s->coming) s->coming = grown(NULL, count + remaining);
    s->coming = grown(s->coming, count);
    memcpy(s->coming->bytes + LWS_PRE + s->coming->count, bytes, count);
    s->coming->count += count;
    if (remaining || !lws_is_final_fragment(socket)) return;
    s->coming->kind = lws_frame_is_binary(socket) ? LWS_WRITE_BINARY : LWS_WRITE_TEXT;
    if (s->last) s->last->next = s->coming;
    else s->first = s->coming;
    s->last = s->coming;
    s->coming = NULL;
    lws_callback_on_writable(socket);
}

static int writable(struct lws *socket, struct session *s) {
    struct message *message = s->first;
    if (!message) return 0;
    int sent = lws_write(socket, message->bytes + LWS_PRE, message->count, message->kind);
    s->first = message->next;
    if (!s->first) s->last = NULL;
    free(message);
    if (s->first) lws_callback_on_writable(socket);
    return sent < 0 ? -1 : 0;
}

static int callback(
    struct lws *socket, enum lws_callback_reasons reason, void *user, void *bytes, size_t count) {
    struct session *s = user;
    switch (reason) {
    case LWS_CALLBACK_RECEIVE:
        received(socket, s, bytes, count);
        return 0;
    case LWS_CALLBACK_SERVER_WRITEABLE:
        return writable(socket, s);
    case LWS_CALLBACK_CLOSED:
        free(s->coming);
        while (s->first) {
            struct message *next = s->first->next;
            free(s->first);
            s->first = next;
        }
        return 0;
    default:
        return 0;
    }
}

int main(int count, char **words) {
    if (count < 2) return 2;
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    signal(SIGPIPE, SIG_IGN);
    lws_set_log_level(LLL_ERR, NULL);
    static const struct lws_protocols protocols[] = {
        {"echo", callback, sizeof(struct session), 64 << 10, 0, NULL, 0},
        {NULL, NULL, 0, 0, 0, NULL, 0}};
    static const struct lws_extension extensions[] = {
        {"permessage-deflate", lws_extension_callback_pm_deflate,
         "permessage-deflate; client_no_context_takeover; server_no_context_takeover"},
        {NULL, NULL, NULL}};
    struct lws_context_creation_info info = {0};
    info.port = atoi(words[1]);
    info.iface = "127.0.0.1";
    info.protocols = protocols;
    info.gid = info.uid = (unsigned)-1;
    info.options = LWS_SERVER_OPTION_VALIDATE_UTF8;
    if (getenv("DEFLATE")) info.extensions = extensions;
    if (count == 4) {
        info.options |= LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
        info.ssl_cert_filepath = words[2];
        info.ssl_private_key_filepath = words[3];
    }
    struct lws_context *context = lws_create_context(&info);
    if (!context) return 1;
    while (lws_service(context, 0) >= 0) continue;
    return 1;
}
