/*
 * Acceptance 21: sends, pings and closes from inside callbacks, of every index, lawful or not.
 *
 *   reentry COUNT    does so many, then prints one line: time, results by kind, memory
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "crowd.h"
#include "names.h"

enum { SLOTS = 4, CLIENTS = 5, BATCH = 64, KINDS = 3, RESULTS = 5, PATIENCE = 300 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t done = PTHREAD_COND_INITIALIZER;
static atomic_ulong calls;
static unsigned long goal, results[KINDS][RESULTS], events, deepest, depth;
static long memory_early;

/* xorshift: the same calls in every run, whatever the clients' timing makes of them. */
static uint64_t chance(uint64_t below) {
    static uint64_t state = 88172645463325252u;
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return state % below;
}

static int32_t any_index(int32_t self) {
    static const int32_t strange[] = {-1, SLOTS, SLOTS + 1, INT32_MAX, INT32_MIN};
    const uint64_t die = chance(16);
    if (die < 8) return self;
    return die < 14 ? (int32_t)chance(SLOTS) : strange[chance(sizeof strange / sizeof *strange)];
}

static SYS_WSS_RESULT any_send(int32_t index) {
    static uint8_t text[] = "re-entrant, and in a callback of its own accord";
    static const SYS_WSS_FRAME types[] = {
        SYS_WSS_FRAME_TEXT, SYS_WSS_FRAME_BINARY, SYS_WSS_FRAME_CONTINUATION};
    const SYS_WSS_FRAME type = chance(32) ? types[chance(3)] : (SYS_WSS_FRAME)chance(16);
    return SYS_WSS_sendMessage(chance(64) != 0, type, text, (size_t)chance(sizeof text), index);
}

static SYS_WSS_RESULT any_ping(int32_t index) {
    static uint8_t payload[140];
    return SYS_WSS_PingClient(payload, (size_t)chance(chance(8) ? 126 : sizeof payload), index);
}

/* Mostly refused, so that clients live long enough to be spoken to. */
static SYS_WSS_RESULT any_close(int32_t index) {
    static const int forbidden[] = {0, 999, 1004, 1005, 1006, 1015, 2999, 5000, -1};
    static uint8_t reason[130] = "";
    if (chance(256) == 0)
        return SYS_WSS_CloseConnection(
            SYS_WSS_STATUS_CODE_NORMAL_CLOSURE, (uint8_t *)"enough", 6, index);
    const int code = forbidden[chance(sizeof forbidden / sizeof *forbidden)];
    return SYS_WSS_CloseConnection(
        (SYS_WSS_STATUS_CODE)code, reason, (size_t)chance(sizeof reason), index);
}

static void callback(SYS_WSS_EVENTS event, void *data, int32_t clientIndex, void *cookie);

static long memory(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/* What may be asked in a callback as well; none of it may wait for the engine that calls. */
static void ask(int32_t index) {
    SYS_WSS_HANDSHAKE_CTXT handshake;
    SYS_WSS_COUNTERS counters;
    SYS_WSS_GetState(index);
    SYS_WSS_GetHandshake(index, &handshake);
    SYS_WSS_GetCounters(index, &counters);
    SYS_WSS_Tasks();
    SYS_WSS_register_callback(callback, NULL);
}

static void callback(SYS_WSS_EVENTS event, void *data, int32_t clientIndex, void *cookie) {
    (void)data, (void)cookie, (void)event;
    static SYS_WSS_RESULT (*const kinds[KINDS])(int32_t) = {any_send, any_ping, any_close};
    events++;
    depth++;
    if (depth > deepest) deepest = depth;
    for (int i = 0; i < BATCH && calls < goal; i++) {
        const unsigned kind = (unsigned)(calls++ % KINDS);
        const SYS_WSS_RESULT result = kinds[kind](any_index(clientIndex));
        if ((unsigned)result >= RESULTS) abort();
        results[kind][result]++;
        if (calls == goal / 10) memory_early = memory();
    }
    ask(any_index(clientIndex));
    depth--;
    if (calls < goal) return;
    pthread_mutex_lock(&lock);
    pthread_cond_signal(&done);
    pthread_mutex_unlock(&lock);
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void report(double time, unsigned long connections) {
    static const char *const kinds[KINDS] = {"send", "ping", "close"};
    printf("%lu calls in %.1f s, %lu callbacks, %lu deep, %lu connections", calls, time, events,
           deepest, connections);
    for (int kind = 0; kind < KINDS; kind++) {
        printf("; %s", kinds[kind]);
        for (int result = 0; result < RESULTS; result++)
            if (results[kind][result])
                printf(" %s %lu", result_name((SYS_WSS_RESULT)result), results[kind][result]);
    }
    printf("; max RSS %ld KiB, %ld KiB after a tenth\n", memory(), memory_early);
}

int main(int count, char **words) {
    goal = count > 1 ? strtoul(words[1], NULL, 10) : 1000000;
    alarm(PATIENCE); /* A deadlock ends by SIGALRM. */
    SYS_WSS_CONFIG config = {0, false};
    SYS_WSS_SetOption("slots", "4");
    SYS_WSS_SetOption("close-timeout", "200");
    if (SYS_WSS_Initialize(&config, callback, NULL) == SYS_MODULE_OBJ_INVALID) return 1;
    const double begin = seconds();
    crowd_begin(CLIENTS, SYS_WSS_GetPort());
    pthread_mutex_lock(&lock);
    while (calls < goal) {
        struct timespec soon;
        clock_gettime(CLOCK_REALTIME, &soon);
        soon.tv_sec += 1;
        pthread_cond_timedwait(&done, &lock, &soon);
    }
    pthread_mutex_unlock(&lock);
    const double time = seconds() - begin;
    SYS_WSS_Deinitialize();
    const unsigned long connections = crowd_end();
    report(time, connections);
    return 0;
}
