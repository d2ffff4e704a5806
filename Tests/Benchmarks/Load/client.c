// Connections: how they open, what they owe, and how they end.
#include "load.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

client *clients;
struct tally tally;
bool answersEchoes, visits;
uint64_t measuredFrom;

static int set;
static uint8_t buffer[1 << 20];
static const uint8_t farewell[] = {0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8};

void clients_prepare(void) {
    set = epoll_create1(EPOLL_CLOEXEC);
    clients = calloc((size_t)options.clients, sizeof *clients);
    if (set < 0 || !clients) give_up("epoll_create1");
}

static void watch(client *c, int operation, bool forWriting) {
    struct epoll_event event = {
        .events = EPOLLIN | (forWriting ? EPOLLOUT : 0), .data.ptr = c};
    if (epoll_ctl(set, operation, c->fd, &event)) give_up("epoll_ctl");
}

// Ports of one source address are few: further clients come from the next address of 127/8.
static void choose_source(int fd, int index) {
    int one = 1;
    struct sockaddr_in source = {
        .sin_family = AF_INET,
        .sin_addr.s_addr = htonl(0x7f000001u + (uint32_t)(index / options.perAddress))};
    setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
    if (bind(fd, (struct sockaddr *)&source, sizeof source)) give_up("bind");
}

void client_start(client *c) {
    uint64_t *due = c->due;
    *c = (client){.needed = 2, .state = CONNECTING, .began = now(), .due = due};
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (c->fd < 0) give_up("socket");
    int one = 1;
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (visits) {
        // Its closing handshake is over by then: no port stays behind in TIME_WAIT.
        struct linger reset = {.l_onoff = 1};
        setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    }
    choose_source(c->fd, (int)(c - clients));
    struct sockaddr_in server = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)options.port),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (connect(c->fd, (struct sockaddr *)&server, sizeof server) && errno != EINPROGRESS)
        give_up("connect");
    tally.handshaking++;
    watch(c, EPOLL_CTL_ADD, true);
}

static void end(client *c) {
    if (c->state < OPEN) tally.handshaking--;
    SSL_free(c->ssl);
    free(c->response);
    c->ssl = NULL, c->response = NULL;
    close(c->fd);
    c->fd = -1, c->state = ABSENT;
}

void client_fail(client *c, const char *why) {
    if (c->state == ABSENT) return;
    if (!tally.failures++)
        snprintf(tally.firstFailure, sizeof tally.firstFailure, "%s", why);
    end(c);
    if (visits) client_start(c);
}

void client_left(client *c) {
    tally.visits++;
    end(c);
    client_start(c);
}

static void opened(client *c) {
    c->state = OPEN;
    tally.handshaking--;
    tally.opened++;
    if (!visits) return;
    if (measuredFrom && c->began >= measuredFrom) histogram_add(now() - c->began);
    c->state = LEAVING;
    if (client_write(c, farewell, sizeof farewell) != (ssize_t)sizeof farewell)
        client_fail(c, "no room for a close frame");
}

static void ask(client *c) {
    size_t count;
    const char *text = request(&count);
    c->state = ASKING;
    if (client_write(c, text, count) != (ssize_t)count) client_fail(c, "no room for a request");
}

void client_owe(client *c, int messages) {
    c->owed += frameCount * (uint64_t)messages;
    client_send(c);
}

// Sends what is owed, as far as the kernel takes it.
void client_send(client *c) {
    while (c->state == OPEN && !c->isBlocked && (c->owed || c->replyCount)) {
        bool isBetween = c->at % frameCount == 0;
        if (c->replyCount && isBetween) {
            ssize_t count = client_write(c, c->reply, c->replyCount);
            if (count < 0) return client_fail(c, "the connection was lost");
            // A pong that does not fit as a whole is not sent: the next one will be.
            c->replyCount = 0;
            continue;
        }
        if (!c->owed) break;
        size_t count = c->owed < tapeReach - c->at ? (size_t)c->owed : tapeReach - c->at;
        if (c->replyCount) count = frameCount - c->at % frameCount;
        ssize_t sent = client_write(c, tape + c->at, count);
        if (sent < 0) return client_fail(c, "the connection was lost");
        c->owed -= (uint64_t)sent;
        c->at = (c->at + (size_t)sent) % tapeCount;
        // Partial writes are how TLS gives back a record at a time.
        if (!sent) c->isBlocked = true;
    }
    if (c->isBlocked) watch(c, EPOLL_CTL_MOD, true);
}

static void receive(client *c) {
    int fd = c->fd;
    do {
        ssize_t count = client_read(c, buffer, sizeof buffer);
        if (count < 0) {
            if (c->state == LEAVING) client_left(c);
            else client_fail(c, "the connection was lost");
        }
        if (count <= 0) return;
        size_t used = 0;
        if (c->state == ASKING) {
            if (!response_came(c, buffer, (size_t)count, &used)) return;
            opened(c);
        }
        if (c->fd == fd && c->state >= OPEN && (size_t)count > used)
            bytes_came(c, buffer + used, (size_t)count - used);
        if (c->fd != fd || c->state < ASKING) return;
    } while (c->ssl && SSL_has_pending(c->ssl));
}

static void ready(client *c, uint32_t events) {
    int fd = c->fd;
    if (c->state == CONNECTING && !(events & (EPOLLERR | EPOLLHUP))) {
        watch(c, EPOLL_CTL_MOD, false);
        if (options.tls) {
            secure_open(c);
            c->state = SECURING;
        } else {
            ask(c);
        }
    }
    if (c->state == SECURING && secure_shake(c)) ask(c);
    if (c->fd != fd) return;
    if (events & EPOLLOUT && c->isBlocked) {
        c->isBlocked = false;
        watch(c, EPOLL_CTL_MOD, false);
    }
    if (events & (EPOLLIN | EPOLLERR | EPOLLHUP) && c->state != SECURING) receive(c);
    if (c->fd == fd && c->state == OPEN) client_send(c);
}

void pump(int milliseconds) {
    struct epoll_event events[256];
    int count = epoll_wait(set, events, 256, milliseconds);
    for (int index = 0; index < count; index++) {
        client *c = events[index].data.ptr;
        if (c->state != ABSENT) ready(c, events[index].events);
    }
}
