// The floor: a server that sends back what it reads and knows no protocol, plain or by TLS.
//
// What a WebSocket server costs beyond this is its own doing. One thread, one epoll set,
// edge-triggered; one receive buffer for all; for TLS one receive for as many records as came, and
// all records of a turn in one send.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <malloc.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ROOM = 512 << 10, PLAIN = 256 << 10 };

struct peer {
    int fd;
    SSL *ssl;
    char *waiting;               // what the kernel refused
    size_t from, to, capacity;
    bool isOver;
};

static char incoming[ROOM], outgoing[ROOM], plain[PLAIN];
static size_t taken, came, gathered;
static int set;
static SSL_CTX *context;
static BIO_METHOD *buffers;

static void fail(const char *what) {
    fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void keep(struct peer *p, const char *bytes, size_t count) {
    if (p->to + count > p->capacity) {
        p->capacity = 2 * (p->to + count);
        p->waiting = realloc(p->waiting, p->capacity);
        if (!p->waiting) fail("realloc");
    }
    memcpy(p->waiting + p->to, bytes, count);
    p->to += count;
}

static void put(struct peer *p, const char *bytes, size_t count) {
    if (!p->waiting) {
        ssize_t sent = send(p->fd, bytes, count, MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN) p->isOver = true;
        if (sent > 0) bytes += sent, count -= (size_t)sent;
    }
    if (count && !p->isOver) keep(p, bytes, count);
}

static void drain(struct peer *p) {
    while (p->waiting && p->from < p->to) {
        ssize_t sent = send(p->fd, p->waiting + p->from, p->to - p->from, MSG_NOSIGNAL);
        if (sent < 0) {
            p->isOver = errno != EAGAIN;
            return;
        }
        p->from += (size_t)sent;
    }
    free(p->waiting);
    p->waiting = NULL, p->from = p->to = p->capacity = 0;
}

// The BIO between OpenSSL and the two buffers.
static int take_record(BIO *bio, char *to, int room) {
    BIO_clear_retry_flags(bio);
    size_t count = came - taken < (size_t)room ? came - taken : (size_t)room;
    if (!count) {
        BIO_set_retry_read(bio);
        return -1;
    }
    memcpy(to, incoming + taken, count);
    taken += count;
    return (int)count;
}

static int give_record(BIO *bio, const char *from, int count) {
    if (gathered + (size_t)count > ROOM) {
        put(BIO_get_data(bio), outgoing, gathered);
        gathered = 0;
    }
    memcpy(outgoing + gathered, from, (size_t)count);
    gathered += (size_t)count;
    return count;
}

static long control(BIO *bio, int command, long number, void *pointer) {
    (void)bio, (void)number, (void)pointer;
    return command == BIO_CTRL_FLUSH;
}

// Echoes the records that lie in the buffer.
static void echo_records(struct peer *p) {
    size_t count, written;
    while (taken < came || SSL_has_pending(p->ssl)) {
        int result = SSL_read_ex(p->ssl, plain, PLAIN, &count);
        if (result != 1) {
            p->isOver = SSL_get_error(p->ssl, result) != SSL_ERROR_WANT_READ;
            ERR_clear_error();
            break;
        }
        SSL_write_ex(p->ssl, plain, count, &written);
    }
    if (gathered) put(p, outgoing, gathered);
    gathered = 0;
}

static void echo(struct peer *p, bool mayBeLast) {
    // Who does not read is not read from: the next edge comes when all has left.
    while (!p->isOver && !p->waiting) {
        ssize_t count = recv(p->fd, incoming, ROOM, 0);
        if (count <= 0) {
            p->isOver = count == 0 || errno != EAGAIN;
            return;
        }
        if (p->ssl) {
            taken = 0, came = (size_t)count;
            echo_records(p);
        } else {
            put(p, incoming, (size_t)count);
        }
        if (count < ROOM && !mayBeLast) return;
    }
}

static void admit(int listener) {
    for (int fd; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) {
        struct peer *p = calloc(1, sizeof *p);
        if (!p) fail("calloc");
        int one = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        p->fd = fd;
        if (context) {
            BIO *bio = BIO_new(buffers);
            p->ssl = SSL_new(context);
            if (!bio || !p->ssl) fail("SSL_new");
            BIO_set_data(bio, p), BIO_set_init(bio, 1);
            SSL_set_bio(p->ssl, bio, bio);
            SSL_set_accept_state(p->ssl);
        }
        struct epoll_event event = {
            .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.ptr = p};
        if (epoll_ctl(set, EPOLL_CTL_ADD, fd, &event)) fail("epoll_ctl");
    }
}

static void secure(const char *certificate, const char *key) {
    context = SSL_CTX_new(TLS_server_method());
    if (!context || SSL_CTX_use_certificate_chain_file(context, certificate) != 1 ||
        SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) != 1)
        fail("certificate");
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context, 0);
    SSL_CTX_set_read_ahead(context, 1);
    buffers = BIO_meth_new(BIO_TYPE_SOURCE_SINK, "buffers of the loop");
    BIO_meth_set_read(buffers, take_record);
    BIO_meth_set_write(buffers, give_record);
    BIO_meth_set_ctrl(buffers, control);
}

static int listen_on(int port) {
    int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((unsigned short)port),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) || listen(fd, 4096))
        fail("listen");
    return fd;
}

int main(int count, char **words) {
    if (count != 2 && count != 4) {
        fputs("usage: floor PORT [CERTIFICATE KEY]\n", stderr);
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    mallopt(M_MMAP_THRESHOLD, 64 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    if (count == 4) secure(words[2], words[3]);
    int listener = listen_on(atoi(words[1]));
    set = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event events[512] = {{.events = EPOLLIN, .data.ptr = NULL}};
    if (epoll_ctl(set, EPOLL_CTL_ADD, listener, events)) fail("epoll_ctl");
    for (;;) {
        int ready = epoll_wait(set, events, 512, -1);
        for (int index = 0; index < ready; index++) {
            struct peer *p = events[index].data.ptr;
            if (!p) {
                admit(listener);
                continue;
            }
            bool hadWaiting = p->waiting;
            drain(p);
            if (events[index].events & ~(unsigned)EPOLLOUT || hadWaiting)
                echo(p, events[index].events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR));
            if (!p->isOver) continue;
            SSL_free(p->ssl);
            close(p->fd);
            free(p->waiting);
            free(p);
        }
    }
}
