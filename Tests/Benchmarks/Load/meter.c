// Time: of the clock, of the server's cores, and of messages.
#include "load.h"

#include <dirent.h>
#include <time.h>
#include <unistd.h>

uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

// Seconds that all threads of a process have been on a core, to the nanosecond, and how long they
// were ready for one that others had.
static double cpu(int pid, double *waited) {
    char folder[64], path[400];
    double sum = 0;
    snprintf(folder, sizeof folder, "/proc/%d/task", pid);
    DIR *threads = opendir(folder);
    if (!threads) return 0;
    for (struct dirent *thread; (thread = readdir(threads));) {
        if (thread->d_name[0] == '.') continue;
        snprintf(path, sizeof path, "%s/%s/schedstat", folder, thread->d_name);
        FILE *file = fopen(path, "r");
        double ran = 0, delay = 0;
        if (file && fscanf(file, "%lf %lf", &ran, &delay) == 2)
            sum += ran / 1e9, *waited += delay / 1e9;
        if (file) fclose(file);
    }
    closedir(threads);
    return sum;
}

struct usage usage_now(void) {
    struct usage usage = {.at = now()};
    if (options.pid) usage.server = cpu(options.pid, &usage.waited);
    usage.own = cpu(getpid(), &usage.waited);
    return usage;
}

// Buckets whose width is a 64th of their power of two: no value is off by more than 2 %.
enum { FINE = 64, BUCKETS = 64 * FINE };
static uint64_t buckets[BUCKETS], values;

static unsigned bucket(uint64_t value) {
    if (value < FINE) return (unsigned)value;
    int shift = 58 - __builtin_clzll(value) - 1;
    return (unsigned)(((uint64_t)(shift + 1) * FINE) + (value >> shift) - FINE);
}

static double middle(unsigned index) {
    if (index < FINE) return index;
    int shift = (int)(index / FINE) - 1;
    return (double)((FINE + (uint64_t)(index % FINE)) << shift) + (double)(1ull << shift) / 2;
}

void histogram_add(uint64_t nanoseconds) {
    buckets[bucket(nanoseconds)]++;
    values++;
}

uint64_t histogram_count(void) { return values; }

void histogram_clear(void) {
    for (unsigned index = 0; index < BUCKETS; index++) buckets[index] = 0;
    values = 0;
}

double histogram_micros(double share) {
    uint64_t rank = (uint64_t)(share * (double)values), seen = 0;
    for (unsigned index = 0; index < BUCKETS; index++) {
        seen += buckets[index];
        if (seen > rank) return middle(index) / 1e3;
    }
    return 0;
}
