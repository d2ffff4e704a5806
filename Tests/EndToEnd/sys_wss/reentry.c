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

#include "anything.h"
#include "crowd.h"
#include "names.h"

enum { CLIENTS = SLOTS + 1, BATCH = 64, RESULTS = 5, PATIENCE = 300 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t done = PTHREAD_COND_INITIALIZER;
static atomic_ulong calls;
static unsigned long goal, results[KINDS][RESULTS], events, deepest, depth;
static long memory_early;

static long memory(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static void callback(SYS_WSS_EVENTS event, void *data, int32_t clientIndex, void *cookie) {
    (void)data, (void)cookie, (void)event;
    events++;
    depth++;
    if (depth > deepest) deepest = depth;
    for (int i = 0; i < BATCH && calls < goal; i++) {
        const unsigned kind = (unsigned)(calls++ % KINDS);
        const SYS_WSS_RESULT result = any_call(kind, clientIndex);
        if ((unsigned)result >= RESULTS) abort();
        results[kind][result]++;
        if (calls == goal / 10) memory_early = memory();
    }
    ask_anything(clientIndex);
    SYS_WSS_register_callback(callback, NULL);
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
