// TLS below a client, or nothing.
#include "load.h"

#include <errno.h>
#include <openssl/err.h>
#include <sys/socket.h>

static SSL_CTX *context;

void secure_prepare(void) {
    context = SSL_CTX_new(TLS_client_method());
    if (!context) give_up("SSL_CTX_new");
    // What is measured is the server: one version, the cipher that hardware helps with.
    SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION);
    SSL_CTX_set_ciphersuites(context, "TLS_AES_128_GCM_SHA256");
    SSL_CTX_set_mode(
        context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                     SSL_MODE_RELEASE_BUFFERS);
    // As many records as there are in one system call.
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set_default_read_buffer_len(context, 256 << 10);
}

void secure_open(client *c) {
    c->ssl = SSL_new(context);
    if (!c->ssl || SSL_set_fd(c->ssl, c->fd) != 1) give_up("SSL_new");
    SSL_set_connect_state(c->ssl);
}

// What a call of OpenSSL came to: 0 for "not now", -1 for the end.
static ssize_t outcome(client *c, int result) {
    int error = SSL_get_error(c->ssl, result);
    ERR_clear_error();
    if (error == SSL_ERROR_WANT_WRITE) c->isBlocked = true;
    return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? 0 : -1;
}

// Whether the handshake is over; it fails the client if it must.
bool secure_shake(client *c) {
    int result = SSL_do_handshake(c->ssl);
    if (result == 1) return true;
    if (outcome(c, result) < 0) client_fail(c, "TLS handshake");
    return false;
}

ssize_t client_read(client *c, void *to, size_t room) {
    if (c->ssl) {
        size_t count = 0;
        int result = SSL_read_ex(c->ssl, to, room, &count);
        return result == 1 ? (ssize_t)count : outcome(c, result);
    }
    ssize_t count = recv(c->fd, to, room, 0);
    if (count > 0) return count;
    return count < 0 && errno == EAGAIN ? 0 : -1;
}

ssize_t client_write(client *c, const void *from, size_t count) {
    if (c->ssl) {
        size_t written = 0;
        int result = SSL_write_ex(c->ssl, from, count, &written);
        return result == 1 ? (ssize_t)written : outcome(c, result);
    }
    ssize_t written = send(c->fd, from, count, MSG_NOSIGNAL);
    if (written >= 0) return written;
    if (errno != EAGAIN) return -1;
    c->isBlocked = true;
    return 0;
}
