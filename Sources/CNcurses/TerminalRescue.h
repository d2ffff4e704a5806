#pragma once

// The terminal is given back whatever ends or stops the process.
//
// Everything that a handler calls is async-signal-safe: write, poll, pread, lseek, tcsetattr,
// tcflush, sigaction, raise. What it writes was put together before. The state is a static of
// this header, so that one Swift file alone may call the functions below: each object file has a
// copy of its own.

#include <errno.h>
// For whoever says where the program was; Swift's Glibc leaves it out.
#include <execinfo.h>
#include <linux/memfd.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <termios.h>
#include <unistd.h>

// <sys/mman.h> declares it for GNU sources only, which a module cannot ask to be.
extern int memfd_create(const char *, unsigned int);

enum { rescue_text_size = 512, rescue_signal_count = 13 };

static const int rescue_signals[rescue_signal_count] = {
    SIGTERM, SIGHUP,  SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH,
    SIGSEGV, SIGILL, SIGABRT, SIGBUS,  SIGFPE,  SIGTRAP,
};

static struct {
    int terminal;
    int wake;
    /// Where standard error was, and where it is kept meanwhile; -1 when it was never a terminal.
    int shown_error;
    int held_error;
    struct termios before;
    struct termios during;
    char enter[rescue_text_size];
    char leave[rescue_text_size];
    void *stack;
    struct sigaction previous[rescue_signal_count];
    volatile sig_atomic_t active;
    volatile sig_atomic_t stopped;
    volatile sig_atomic_t pending;
    volatile sig_atomic_t resized;
    volatile sig_atomic_t resumed;
    char dying;
    /// Called at a crash with the terminal given back; async-signal-safe, or NULL.
    void (*last_words)(void);
    /// Likewise, with the signal and where standard error was, or -1; async-signal-safe, or NULL.
    void (*crash_notice)(int, int);
} rescue = {.terminal = -1, .wake = -1, .shown_error = -1, .held_error = -1};

/// Writes what the descriptor takes; a terminal nobody reads any more may not hold us up.
static inline void rescue_write(int descriptor, const char *bytes, size_t count) {
    while (count > 0) {
        struct pollfd room = {.fd = descriptor, .events = POLLOUT};
        int ready = poll(&room, 1, 500);
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0 || (room.revents & (POLLERR | POLLNVAL))) return;
        ssize_t written = write(descriptor, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        bytes += written;
        count -= (size_t)written;
    }
}

static inline void rescue_ring(void) {
    const unsigned long long one = 1;
    if (write(rescue.wake, &one, sizeof one) < 0) return;
}

static inline void rescue_leave(void) {
    if (!rescue.active) return;
    rescue_write(rescue.terminal, rescue.leave, strlen(rescue.leave));
    // Replies and mouse reports still under way would be typed at the shell.
    tcflush(rescue.terminal, TCIFLUSH);
    tcsetattr(rescue.terminal, TCSANOW, &rescue.before);
}

static inline void rescue_enter(void) {
    if (!rescue.active) return;
    tcsetattr(rescue.terminal, TCSANOW, &rescue.during);
    rescue_write(rescue.terminal, rescue.enter, strlen(rescue.enter));
    rescue.resumed = 1;
    rescue_ring();
}

/// Shows the last 64 KiB of what was written to standard error meanwhile.
static inline void rescue_show_errors(void) {
    if (rescue.held_error < 0) return;
    const off_t size = lseek(rescue.held_error, 0, SEEK_END);
    off_t offset = size > 65536 ? size - 65536 : 0;
    char part[1024];
    ssize_t got;
    while ((got = pread(rescue.held_error, part, sizeof part, offset)) > 0) {
        rescue_write(rescue.shown_error, part, (size_t)got);
        offset += got;
    }
}

static inline void rescue_raise_default(int signal) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    sigaction(signal, &action, NULL);
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, signal);
    pthread_sigmask(SIG_UNBLOCK, &one, NULL);
    raise(signal);
}

static inline bool rescue_is_crash(int signal) {
    return signal != SIGTERM && signal != SIGINT && signal != SIGQUIT;
}

static inline void rescue_die(int signal) {
    // The first thread to die gives the terminal back; the others wait for the end.
    while (__atomic_test_and_set(&rescue.dying, __ATOMIC_ACQ_REL)) poll(NULL, 0, 1000);
    rescue_leave();
    rescue_show_errors();
    if (rescue.last_words && rescue_is_crash(signal)) rescue.last_words();
    if (rescue.crash_notice && rescue_is_crash(signal)) {
        rescue.crash_notice(signal, rescue.shown_error);
    }
    rescue_raise_default(signal);
    _exit(128 + signal);
}

/// TERM, HUP, INT: the program ends by itself. Asked again, it ends at once; a second HUP is only
/// the shell repeating what the terminal said.
static inline void rescue_on_end(int signal) {
    int saved = errno;
    if (rescue.pending != 0 && signal != SIGHUP) rescue_die(signal);
    if (rescue.pending == 0) rescue.pending = signal;
    rescue_ring();
    errno = saved;
}

static inline void rescue_on_resize(int signal) {
    (void)signal;
    int saved = errno;
    rescue.resized = 1;
    rescue_ring();
    errno = saved;
}

static inline void rescue_on_continue(int signal) {
    (void)signal;
    int saved = errno;
    rescue.stopped = 0;
    rescue_enter();
    errno = saved;
}

static inline void rescue_on_stop(int signal) {
    int saved = errno;
    struct sigaction ours;
    sigaction(signal, NULL, &ours);
    rescue_leave();
    rescue.stopped = 1;
    rescue_raise_default(signal);
    // Here again after SIGCONT, or at once where nobody could continue us (an orphaned group).
    sigaction(signal, &ours, NULL);
    if (rescue.stopped) rescue_on_continue(signal);
    errno = saved;
}

static inline void rescue_catch(int index) {
    const int signal = rescue_signals[index];
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_flags = SA_ONSTACK | SA_RESTART;
    switch (signal) {
    case SIGTERM:
    case SIGHUP:
    case SIGINT: action.sa_handler = rescue_on_end; break;
    case SIGTSTP: action.sa_handler = rescue_on_stop; break;
    case SIGCONT: action.sa_handler = rescue_on_continue; break;
    case SIGWINCH: action.sa_handler = rescue_on_resize; break;
    default:
        action.sa_handler = rescue_die;
        sigfillset(&action.sa_mask);
    }
    sigaction(signal, NULL, &rescue.previous[index]);
    // `nohup` and its like asked for this signal to be ignored, and it stays so.
    if (rescue.previous[index].sa_handler == SIG_IGN) return;
    sigaction(signal, &action, NULL);
}

/// Somebody else's code, a plugin's, may call exit with the terminal still ours.
static inline void rescue_on_exit(void) {
    if (!rescue.active) return;
    rescue_leave();
    rescue_show_errors();
    rescue.active = 0;
}

/// Remembers how the terminal is now and how it is to be given back; errno, or 0.
static inline int rescue_install(int terminal, const char *enter, const char *leave) {
    if (tcgetattr(terminal, &rescue.before) != 0) return errno;
    rescue.during = rescue.before;
    rescue.wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (rescue.wake < 0) return errno;
    rescue.terminal = terminal;
    strncpy(rescue.enter, enter, rescue_text_size - 1);
    strncpy(rescue.leave, leave, rescue_text_size - 1);
    rescue.pending = 0;
    rescue.dying = 0;
    if (isatty(STDERR_FILENO)) {
        rescue.held_error = memfd_create("stderr", MFD_CLOEXEC);
        rescue.shown_error = rescue.held_error < 0 ? -1 : dup(STDERR_FILENO);
        if (rescue.shown_error >= 0) dup2(rescue.held_error, STDERR_FILENO);
    }
    // A handler of a stack overflow needs a stack of its own.
    const size_t size = 65536;
    rescue.stack = malloc(size);
    if (rescue.stack) {
        const stack_t stack = {.ss_sp = rescue.stack, .ss_size = size};
        sigaltstack(&stack, NULL);
    }
    static bool is_registered;
    if (!is_registered) atexit(rescue_on_exit);
    is_registered = true;
    rescue.active = 1;
    for (int index = 0; index < rescue_signal_count; index++) rescue_catch(index);
    return 0;
}

/// Keeps the modes that curses has set, without flow control and the literal-next key, which
/// would swallow Ctrl-S, Ctrl-Q and Ctrl-V, and without the keys that raise signals: what is
/// pasted must not end the process.
static inline void rescue_keep_modes(void) {
    tcgetattr(rescue.terminal, &rescue.during);
    rescue.during.c_iflag &= ~(tcflag_t)IXON;
    rescue.during.c_lflag &= ~(tcflag_t)(IEXTEN | ISIG);
    tcsetattr(rescue.terminal, TCSANOW, &rescue.during);
}

/// The terminal was given back: signals and standard error go their old ways.
static inline void rescue_remove(void) {
    if (!rescue.active) return;
    tcsetattr(rescue.terminal, TCSANOW, &rescue.before);
    rescue.active = 0;
    for (int index = 0; index < rescue_signal_count; index++) {
        sigaction(rescue_signals[index], &rescue.previous[index], NULL);
    }
    if (rescue.held_error >= 0) {
        dup2(rescue.shown_error, STDERR_FILENO);
        rescue_show_errors();
        close(rescue.held_error);
        close(rescue.shown_error);
        rescue.held_error = rescue.shown_error = -1;
    }
    const stack_t none = {.ss_flags = SS_DISABLE};
    sigaltstack(&none, NULL);
    free(rescue.stack);
    rescue.stack = NULL;
    close(rescue.wake);
    rescue.wake = -1;
}

/// Empties the held errors once they pass 1 MiB; what matters of them is the end.
static inline void rescue_bound_errors(void) {
    if (rescue.held_error < 0 || lseek(rescue.held_error, 0, SEEK_END) < 1 << 20) return;
    if (ftruncate(rescue.held_error, 0) == 0) lseek(rescue.held_error, 0, SEEK_SET);
}

static inline void rescue_set_last_words(void (*words)(void)) { rescue.last_words = words; }
static inline void rescue_set_crash_notice(void (*notice)(int, int)) {
    rescue.crash_notice = notice;
}
static inline int rescue_wake_descriptor(void) { return rescue.wake; }
static inline int rescue_pending_signal(void) { return rescue.pending; }
static inline void rescue_drain(void) {
    unsigned long long count;
    if (rescue.wake >= 0 && read(rescue.wake, &count, sizeof count) < 0) return;
}
static inline bool rescue_take_resized(void) {
    const bool was = rescue.resized;
    rescue.resized = 0;
    return was;
}
static inline bool rescue_take_resumed(void) {
    const bool was = rescue.resumed;
    rescue.resumed = 0;
    return was;
}
static inline void rescue_suspend(void) { kill(0, SIGTSTP); }
