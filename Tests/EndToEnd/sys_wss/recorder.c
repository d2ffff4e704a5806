/*
 * The service as a conversation: an order on each line of stdin, its answer behind "=", and each
 * event as a line behind "!". "on CONNECTED send 1 1 6869 @" keeps an order that is obeyed inside
 * every such callback, its answer behind ">"; "echo" answers each message from there.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "names.h"
#include "orders.h"
#include "payload.h"

static pthread_mutex_t kept = PTHREAD_MUTEX_INITIALIZER;
static char *kept_orders[12];
static atomic_bool echoes;

/* "! EVENT INDEX NANOSECONDS STATE COOKIE", and of a payload its size, CRC-32 and bytes. */
static void record(
    SYS_WSS_EVENTS event, const SYS_WSS_RXDATA *data, int32_t clientIndex, void *cookie) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    const char *state = state_name(SYS_WSS_GetState(clientIndex));
    flockfile(stdout);
    printf("! %s %d %lld %s %ld", event_name(event), clientIndex,
           now.tv_sec * 1000000000LL + now.tv_nsec, state, (long)cookie);
    if (data) payload_print(data->data, data->datalen);
    putchar('\n');
    funlockfile(stdout);
}

static void obey_kept(SYS_WSS_EVENTS event, int32_t clientIndex) {
    pthread_mutex_lock(&kept);
    char *order = kept_orders[event] ? strdup(kept_orders[event]) : NULL;
    pthread_mutex_unlock(&kept);
    if (order) obey(order, '>', clientIndex);
    free(order);
}

void recorder_callback(SYS_WSS_EVENTS event, void *data, int32_t clientIndex, void *cookie) {
    record(event, data, clientIndex, cookie);
    if (echoes && (event == SYS_WSS_EVENT_CLIENT_TXT_DATA_RX ||
                   event == SYS_WSS_EVENT_CLIENT_BIN_DATA_RX)) {
        const SYS_WSS_RXDATA *message = data;
        const bool text = event == SYS_WSS_EVENT_CLIENT_TXT_DATA_RX;
        SYS_WSS_sendMessage(true, text ? SYS_WSS_FRAME_TEXT : SYS_WSS_FRAME_BINARY, message->data,
                            (size_t)message->datalen, clientIndex);
    }
    obey_kept(event, clientIndex);
}

/* on EVENT ORDER…; without an order none is kept. */
static void keep(char *line) {
    char *rest = NULL;
    const int event = event_named(strtok_r(line, " \n", &rest));
    if (event < 0) abort();
    pthread_mutex_lock(&kept);
    free(kept_orders[event]);
    kept_orders[event] = rest && *rest ? strdup(rest) : NULL;
    pthread_mutex_unlock(&kept);
    puts("= KEPT");
}

int main(void) {
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, stdin) > 0) {
        if (strncmp(line, "on ", 3) == 0) {
            keep(line + 3);
        } else if (strncmp(line, "echo", 4) == 0) {
            echoes = true;
            puts("= ECHO");
        } else {
            obey(line, '=', -1);
        }
    }
    free(line);
    return 0;
}
