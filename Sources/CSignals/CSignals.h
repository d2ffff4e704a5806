#pragma once
// Handlers of signals, and the backtrace that Swift's Glibc leaves out. `struct sigaction` stays in
// here: with two modules that include <signal.h>, whose it is depends on the order of files.
#include <execinfo.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

// For the signals of a crash: once, and on the stack that is kept for the case.
static const int csignals_once = SA_ONSTACK | (int)SA_RESETHAND;
// System calls go on, or end with EINTR.
static const int csignals_restarting = SA_RESTART;
static const int csignals_interrupting = 0;

static inline void csignals_catch(int signal, void (*handler)(int), int flags) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigaction(signal, &action, NULL);
}

static inline bool csignals_is_default(int signal) {
    struct sigaction action;
    return sigaction(signal, NULL, &action) == 0 && action.sa_handler == SIG_DFL;
}

// Catches until it is called for the same signal without a handler.
static inline void csignals_replace(int signal, void (*handler)(int), int flags) {
    static struct sigaction before[65];
    if (signal <= 0 || signal >= 65) return;
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    if (handler) {
        sigaction(signal, &action, &before[signal]);
    } else {
        sigaction(signal, &before[signal], NULL);
    }
}
