#pragma once
// Linux calls that Swift's Glibc module lacks, and accessors for epoll_event, which is packed.
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

// Declared by hand: <sys/socket.h> hides it without _GNU_SOURCE, which would give this module other
// definitions of common types than Glibc's.
struct sockaddr;
extern int accept4(int listener, struct sockaddr *peer, unsigned *size, int flags);

static inline int cepoll_control(
    int poller, int operation, int descriptor, uint32_t mask, uint64_t token) {
    struct epoll_event event = {.events = mask, .data.u64 = token};
    return epoll_ctl(poller, operation, descriptor, &event);
}

static inline uint64_t cepoll_token(const struct epoll_event *events, int index) {
    return events[index].data.u64;
}

static inline uint32_t cepoll_mask(const struct epoll_event *events, int index) {
    return events[index].events;
}

// Accepts one connection, non-blocking and closed on exec; -1 and errno on failure. The socket's
// flags are the same bits as eventfd's.
static inline int cepoll_accept(int listener, void *peer, unsigned size) {
    return accept4(listener, (struct sockaddr *)peer, &size, EFD_NONBLOCK | EFD_CLOEXEC);
}

// A periodic timer's descriptor; -1 and errno on failure.
static inline int cepoll_timer(long nanoseconds) {
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    struct timespec period = {nanoseconds / 1000000000, nanoseconds % 1000000000};
    struct itimerspec every = {.it_interval = period, .it_value = period};
    if (timer >= 0) timerfd_settime(timer, 0, &every, 0);
    return timer;
}
