#define _POSIX_C_SOURCE 200809L
#include "crowd.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST = 16 };

static pthread_t threads[MOST];
static int crowd;
static uint16_t service_port;
static atomic_bool ended;
static atomic_ulong connections;

static int connected(void) {
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons(service_port),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        if (fd >= 0) close(fd);
        return -1;
    }
    char request[256];
    const int length = snprintf(
        request, sizeof request,
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
        service_port);
    send(fd, request, (size_t)length, MSG_NOSIGNAL);
    connections++;
    return fd;
}

/* Sends a masked "go" whenever it has read something, so that callbacks never dry up, and hangs up
 * when nothing comes, as after a close frame. */
static void converse(int fd) {
    static const uint8_t go[] = {0x81, 0x82, 0, 0, 0, 0, 'g', 'o'};
    static _Thread_local uint8_t sink[1 << 16];
    while (!ended) {
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        if (poll(&ready, 1, 20) <= 0) return;
        if (recv(fd, sink, sizeof sink, 0) <= 0) return;
        /* Its own words may be refused; what the service says is read in any case. */
        send(fd, go, sizeof go, MSG_NOSIGNAL | MSG_DONTWAIT);
    }
}

static void *live(void *unused) {
    while (!ended) {
        const int fd = connected();
        if (fd < 0) {
            poll(NULL, 0, 2);
            continue;
        }
        converse(fd);
        close(fd);
        poll(NULL, 0, 2); /* One more than there are slots is refused again and again. */
    }
    return unused;
}

void crowd_begin(int count, uint16_t port) {
    crowd = count < MOST ? count : MOST;
    service_port = port;
    ended = false;
    for (int i = 0; i < crowd; i++)
        if (pthread_create(&threads[i], NULL, live, NULL) != 0) abort();
}

unsigned long crowd_end(void) {
    ended = true;
    for (int i = 0; i < crowd; i++) pthread_join(threads[i], NULL);
    return connections;
}
