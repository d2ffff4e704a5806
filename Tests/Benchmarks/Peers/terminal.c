// Runs a program in a pseudo-terminal of 160 by 50 that somebody reads as fast as it comes, on the
// other core. The program keeps this process's identity: what is measured is the program alone.
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void swallow(int master) {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(1, &cores);
    sched_setaffinity(0, sizeof cores, &cores);
    char bytes[65536];
    while (read(master, bytes, sizeof bytes) > 0) continue;
    _exit(0);
}

int main(int count, char **words) {
    if (count < 2) return 2;
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0 || grantpt(master) || unlockpt(master)) fail("posix_openpt");
    const char *name = ptsname(master);
    int reader = fork();
    if (reader < 0) fail("fork");
    if (reader == 0) swallow(master);
    setsid();
    int slave = open(name, O_RDWR);
    if (slave < 0) fail(name);
    ioctl(slave, TIOCSCTTY, 0);
    struct winsize size = {.ws_row = 50, .ws_col = 160};
    ioctl(slave, TIOCSWINSZ, &size);
    for (int descriptor = 0; descriptor < 3; descriptor++) dup2(slave, descriptor);
    close(slave), close(master);
    setenv("TERM", "xterm-256color", 1);
    setenv("LANG", "C.UTF-8", 1);
    execvp(words[1], words + 1);
    fail(words[1]);
}
