/* Makes the Nth call of one function fail, for a program that this is preloaded into.
 *
 * NTH_NAME and NTH_AT say which, NTH_ERRNO with which error number; NTH_COUNTS is a file that all
 * calls are counted in, one 64-bit number for each line of FUNCTIONS below. Only what the program
 * itself asks for fails: Swift's runtime and the libraries have answers of their own, or none. malloc
 * is not among them, as coroutines that Swift puts into the program ask for it and have no answer;
 * the engine's pool, which is what else asks, is refused memory by the simulation. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <netdb.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <unistd.h>

/* name, what it returns, its parameters, its arguments, what it returns when it fails */
#define FUNCTIONS(X) \
    X(socket, int, (int a, int b, int c), (a, b, c), -1) \
    X(bind, int, (int a, const struct sockaddr *b, socklen_t c), (a, b, c), -1) \
    X(listen, int, (int a, int b), (a, b), -1) \
    X(getsockname, int, (int a, struct sockaddr *b, socklen_t *c), (a, b, c), -1) \
    X(setsockopt, int, (int a, int b, int c, const void *d, socklen_t e), (a, b, c, d, e), -1) \
    X(getsockopt, int, (int a, int b, int c, void *d, socklen_t *e), (a, b, c, d, e), -1) \
    X(shutdown, int, (int a, int b), (a, b), -1) \
    X(accept4, int, (int a, struct sockaddr *b, socklen_t *c, int d), (a, b, c, d), -1) \
    X(recv, ssize_t, (int a, void *b, size_t c, int d), (a, b, c, d), -1) \
    X(readv, ssize_t, (int a, const struct iovec *b, int c), (a, b, c), -1) \
    X(send, ssize_t, (int a, const void *b, size_t c, int d), (a, b, c, d), -1) \
    X(sendmsg, ssize_t, (int a, const struct msghdr *b, int c), (a, b, c), -1) \
    X(epoll_create1, int, (int a), (a), -1) \
    X(epoll_ctl, int, (int a, int b, int c, struct epoll_event *d), (a, b, c, d), -1) \
    X(epoll_wait, int, (int a, struct epoll_event *b, int c, int d), (a, b, c, d), -1) \
    X(eventfd, int, (unsigned a, int b), (a, b), -1) \
    X(timerfd_create, int, (int a, int b), (a, b), -1) \
    X(timerfd_settime, int, \
        (int a, int b, const struct itimerspec *c, struct itimerspec *d), (a, b, c, d), -1) \
    X(timerfd_gettime, int, (int a, struct itimerspec *b), (a, b), -1) \
    X(read, ssize_t, (int a, void *b, size_t c), (a, b, c), -1) \
    X(eventfd_read, int, (int a, eventfd_t *b), (a, b), -1) \
    X(eventfd_write, int, (int a, eventfd_t b), (a, b), -1) \
    X(poll, int, (struct pollfd *a, nfds_t b, int c), (a, b, c), -1) \
    X(getrlimit, int, (__rlimit_resource_t a, struct rlimit *b), (a, b), -1) \
    X(setrlimit, int, (__rlimit_resource_t a, const struct rlimit *b), (a, b), -1) \
    X(getaddrinfo, int, \
        (const char *a, const char *b, const struct addrinfo *c, struct addrinfo **d), \
        (a, b, c, d), EAI_MEMORY) \
    X(SSL_CTX_new, void *, (const void *a), (a), NULL) \
    X(SSL_CTX_use_certificate, int, (void *a, void *b), (a, b), 0) \
    X(SSL_CTX_use_PrivateKey, int, (void *a, void *b), (a, b), 0) \
    X(SSL_CTX_check_private_key, int, (const void *a), (a), 0) \
    X(SSL_CTX_set_cipher_list, int, (void *a, const char *b), (a, b), 0) \
    X(X509_new, void *, (void), (), NULL) \
    X(X509_set_version, int, (void *a, long b), (a, b), 0) \
    X(X509_set_pubkey, int, (void *a, void *b), (a, b), 0) \
    X(X509_set_issuer_name, int, (void *a, const void *b), (a, b), 0) \
    X(X509_gmtime_adj, void *, (void *a, long b), (a, b), NULL) \
    X(X509_NAME_add_entry_by_txt, int, \
        (void *a, const char *b, int c, const void *d, int e, int f, int g), \
        (a, b, c, d, e, f, g), 0) \
    X(X509V3_EXT_conf_nid, void *, (void *a, void *b, int c, const char *d), (a, b, c, d), NULL) \
    X(X509_add_ext, int, (void *a, void *b, int c), (a, b, c), 0) \
    X(X509_digest, int, \
        (const void *a, const void *b, unsigned char *c, unsigned *d), (a, b, c, d), 0) \
    X(ASN1_INTEGER_set, int, (void *a, long b), (a, b), 0) \
    X(SSL_CTX_ctrl, long, (void *a, int b, long c, void *d), (a, b, c, d), 0) \
    X(SSL_CTX_set_num_tickets, int, (void *a, size_t b), (a, b), 0) \
    X(SSL_CTX_use_certificate_chain_file, int, (void *a, const char *b), (a, b), 0) \
    X(SSL_CTX_use_PrivateKey_file, int, (void *a, const char *b, int c), (a, b, c), 0) \
    X(SSL_CTX_load_verify_locations, int, \
        (void *a, const char *b, const char *c), (a, b, c), 0) \
    X(SSL_load_client_CA_file, void *, (const char *a), (a), NULL) \
    X(SSL_CTX_set_session_id_context, int, \
        (void *a, const unsigned char *b, unsigned c), (a, b, c), 0) \
    X(X509_sign, int, (void *a, void *b, const void *c), (a, b, c), 0) \
    X(BIO_meth_new, void *, (int a, const char *b), (a, b), NULL) \
    X(BIO_new, void *, (const void *a), (a), NULL) \
    X(SSL_new, void *, (void *a), (a), NULL) \
    X(SSL_do_handshake, int, (void *a), (a), -1) \
    X(SSL_read_ex, int, (void *a, void *b, size_t c, size_t *d), (a, b, c, d), 0) \
    X(SSL_write_ex, int, (void *a, const void *b, size_t c, size_t *d), (a, b, c, d), 0) \
    X(SSL_shutdown, int, (void *a), (a), -1) \
    X(inflateInit2_, int, (void *a, int b, const char *c, int d), (a, b, c, d), -4) \
    X(inflate, int, (void *a, int b), (a, b), -4) \
    X(inflateReset, int, (void *a), (a), -2) \
    X(inflateGetDictionary, int, (void *a, void *b, void *c), (a, b, c), -2) \
    X(inflateSetDictionary, int, (void *a, const void *b, unsigned c), (a, b, c), -2) \
    X(deflateInit2_, int, \
        (void *a, int b, int c, int d, int e, int f, const char *g, int h), \
        (a, b, c, d, e, f, g, h), -4) \
    X(deflate, int, (void *a, int b), (a, b), -2) \
    X(deflateReset, int, (void *a), (a), -2)

/* After those above: these must not be looked up by dlsym while it allocates itself. */
#define ALLOCATIONS(X) X(realloc) X(calloc)

enum {
#define X(name, ...) at_##name,
    FUNCTIONS(X) ALLOCATIONS(X)
#undef X
    functions
};

static const char *const names[] = {
#define X(name, ...) #name,
    FUNCTIONS(X) ALLOCATIONS(X)
#undef X
};

static atomic_uint_fast64_t none[functions];
static atomic_uint_fast64_t *counts = none;
static int chosen = -1;
static uint64_t chosen_at;
static int chosen_errno = ENOMEM;
static uintptr_t program_start, program_end;

static int note_program(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size;
    (void)data;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || !(part->p_flags & PF_X)) continue;
        program_start = info->dlpi_addr + part->p_vaddr;
        program_end = program_start + part->p_memsz;
    }
    return 1; /* The first one is the program. */
}

__attribute__((constructor)) static void begin(void)
{
    const char *name = getenv("NTH_NAME"), *at = getenv("NTH_AT");
    const char *number = getenv("NTH_ERRNO"), *path = getenv("NTH_COUNTS");
    dl_iterate_phdr(note_program, NULL);
    if (number) chosen_errno = atoi(number);
    if (at) chosen_at = strtoull(at, NULL, 10);
    int file = path ? open(path, O_RDWR) : -1;
    if (file >= 0) {
        void *shared = mmap(NULL, sizeof none, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        if (shared != MAP_FAILED) counts = shared;
        close(file);
    }
    for (int i = 0; name && i < functions; i++)
        if (strcmp(names[i], name) == 0) chosen = i;
}

static int is_next(int which)
{
    uint64_t count = atomic_fetch_add(&counts[which], 1) + 1;
    return which == chosen && count == chosen_at;
}

static int is_refused(int which, void *caller)
{
    uintptr_t place = (uintptr_t)caller;
    return place >= program_start && place < program_end && is_next(which);
}

#define X(name, result, parameters, arguments, failed) \
    result name parameters \
    { \
        static result (*real) parameters; \
        if (!real) real = (result(*) parameters)dlsym(RTLD_NEXT, #name); \
        if (is_refused(at_##name, __builtin_return_address(0))) { \
            errno = chosen_errno; \
            return failed; \
        } \
        return real arguments; \
    }
FUNCTIONS(X)
#undef X

extern void *__libc_realloc(void *, size_t), *__libc_calloc(size_t, size_t);

void *realloc(void *memory, size_t size)
{
    return is_refused(at_realloc, __builtin_return_address(0)) ? NULL
                                                               : __libc_realloc(memory, size);
}

void *calloc(size_t count, size_t size)
{
    return is_refused(at_calloc, __builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
}
