/*
 * The sample callback as a program of its own. Beside an installed wscope:
 *
 *   cc server.c sample_callback.c $(pkg-config --cflags --libs syswss) -o server
 *
 * SYS_WSS_PORT=9000 ./server listens elsewhere; sys_wss.h lists every such option.
 */
#define _POSIX_C_SOURCE 200809L
#include <signal.h>
#include <stdio.h>

#include "sys_wss.h"

void wss_user_callback(SYS_WSS_EVENTS event, void *data, int32_t clientIndex, void *cookie);

int main(void) {
    /* Blocked before the service starts its threads, so that they leave the signals to sigwait. */
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);

    /* Each line when it is complete, also into a file or a pipe. */
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);

    if (SYS_WSS_Initialize(NULL, wss_user_callback, NULL) == SYS_MODULE_OBJ_INVALID) {
        char why[256];
        SYS_WSS_GetError(why, sizeof why);
        fprintf(stderr, "server: %s\n", why);
        return 1;
    }
    printf("listening on port %u, %u clients at one time\n", SYS_WSS_GetPort(), SYS_WSS_GetSlots());

    int signal;
    sigwait(&ends, &signal);
    SYS_WSS_Deinitialize();
    return 0;
}
