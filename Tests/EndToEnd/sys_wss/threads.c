/*
 * Calls from several threads at one time, while clients come and go and callbacks call too; in
 * between the service ends and begins again.
 *
 *   threads COUNT    so many calls of each thread, then one line
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "anything.h"
#include "crowd.h"

enum { THREADS = 4, LIVES = 5, PATIENCE = 120 };

static atomic_ulong succeeded, refused, connecting, closed;
static unsigned long goal;

static void note(SYS_WSS_RESULT result) {
    if (result == SYS_WSS_SUCCESS) succeeded++;
    else refused++;
}

static void callback(SYS_WSS_EVENTS event, void *data, int32_t clientIndex, void *cookie) {
    (void)data, (void)cookie;
    if (event == SYS_WSS_EVENT_CLIENT_CONNECTING) connecting++;
    if (event == SYS_WSS_EVENT_CLIENT_CLOSED) closed++;
    note(any_call((unsigned)event, clientIndex));
}

static void *caller(void *unused) {
    for (unsigned long call = 0; call < goal; call++) {
        note(any_call((unsigned)call, (int32_t)(call % SLOTS)));
        if (call % 256 == 0) ask_anything((int32_t)(call % SLOTS));
    }
    return unused;
}

static bool begin(void) {
    SYS_WSS_CONFIG config = {0, false};
    return SYS_WSS_Initialize(&config, callback, NULL) != SYS_MODULE_OBJ_INVALID;
}

int main(int count, char **words) {
    goal = count > 1 ? strtoul(words[1], NULL, 10) : 100000;
    alarm(PATIENCE); /* A deadlock ends by SIGALRM. */
    SYS_WSS_SetOption("slots", "4");
    SYS_WSS_SetOption("close-timeout", "100");
    for (int life = 0; life < LIVES; life++) {
        if (!begin()) return 1;
        crowd_begin(SLOTS + 1, SYS_WSS_GetPort());
        pthread_t threads[THREADS];
        for (int i = 0; i < THREADS; i++)
            if (pthread_create(&threads[i], NULL, caller, NULL) != 0) abort();
        if (life % 2) SYS_WSS_Deinitialize(); /* While they call. */
        for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
        SYS_WSS_Deinitialize();
        crowd_end();
    }
    printf("%lu calls, %lu succeeded, %lu connecting, %lu closed\n", succeeded + refused, succeeded,
           connecting, closed);
    return 0;
}
