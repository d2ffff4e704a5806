// The options of the load generator.
#include "load.h"

#include <errno.h>
#include <getopt.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

struct options options = {
    .clients = 1, .depth = 1, .size = 125, .concurrent = 64, .perAddress = 16000,
    .seconds = 1.2, .warmUp = 0.3, .rate = 20000};

void give_up(const char *what) {
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void usage(void) {
    fputs("usage: load echo|rate|visit|hold -p PORT [-x SERVER_PID] [-n CLIENTS] [-d DEPTH]\n"
          "  [-s SIZE] [-t SECONDS] [-w WARM_UP] [-r RATE] [-c CONCURRENT] [-a PER_ADDRESS]\n"
          "  [-T (TLS)] [-R (raw)] [-z (compressed)]\n", stderr);
    exit(2);
}

static void parse(int count, char **words) {
    static const char *const modes[] = {"echo", "rate", "visit", "hold"};
    for (int index = 0; count > 1 && index < 4; index++)
        if (!strcmp(words[1], modes[index])) options.mode = modes[index];
    if (!options.mode) usage();
    for (int option; (option = getopt(count - 1, words + 1, "p:x:n:d:s:t:w:r:c:a:TRz")) != -1;) {
        switch (option) {
        case 'p': options.port = atoi(optarg); break;
        case 'x': options.pid = atoi(optarg); break;
        case 'n': options.clients = atoi(optarg); break;
        case 'd': options.depth = atoi(optarg); break;
        case 's': options.size = atoi(optarg); break;
        case 't': options.seconds = atof(optarg); break;
        case 'w': options.warmUp = atof(optarg); break;
        case 'r': options.rate = atof(optarg); break;
        case 'c': options.concurrent = atoi(optarg); break;
        case 'a': options.perAddress = atoi(optarg); break;
        case 'T': options.tls = true; break;
        case 'R': options.raw = true; break;
        case 'z': options.deflate = true; break;
        default: usage();
        }
    }
    if (options.port < 1 || options.clients < 1 || options.depth < 1 || options.size < 1 ||
        options.perAddress < 1 || options.concurrent < 1 || options.rate <= 0)
        usage();
}

int main(int count, char **words) {
    parse(count, words);
    signal(SIGPIPE, SIG_IGN);
    // Buffers of OpenSSL come and go with each record: keep their pages.
    mallopt(M_MMAP_THRESHOLD, 64 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    frames_prepare();
    clients_prepare();
    if (options.tls) secure_prepare();
    play();
    return tally.failures ? 3 : 0;
}
