/* The preloaded object: failing_calls.h says what it does. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netdb.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "failing_calls.h"

static atomic_int armed_kind = FAILING_KINDS;
static atomic_long calls;
static atomic_long first_failing = LONG_MAX;
static atomic_long last_failing = LONG_MAX;
static __thread int counts __attribute__((tls_model("initial-exec"))) = 1;

void failing_arm(failing_kind kind, long first, long last);
long failing_disarm(void);
int failing_count(int counted);

void failing_arm(failing_kind kind, long first, long last) {
    atomic_store(&calls, 0);
    atomic_store(&first_failing, first);
    atomic_store(&last_failing, last);
    atomic_store(&armed_kind, (int)kind);
}

long failing_disarm(void) {
    atomic_store(&armed_kind, FAILING_KINDS);
    return atomic_load(&calls);
}

int failing_count(int counted) {
    const int before = counts;
    counts = counted;
    return before;
}

/* A breakpoint for a debugger. */
__attribute__((noinline)) static int failing_now(void) {
    __asm__ volatile("");
    return 1;
}

static int fails(failing_kind kind) {
    long call;
    if (!counts || atomic_load_explicit(&armed_kind, memory_order_relaxed) != (int)kind) return 0;
    call = atomic_fetch_add(&calls, 1) + 1;
    return call >= atomic_load(&first_failing) && call <= atomic_load(&last_failing) ? failing_now() : 0;
}

/* The next definition of a function, found once while the process starts. */
#define REAL(type, name, parameters) static type(*real_##name) parameters;
REAL(ssize_t, write, (int, const void*, size_t))
REAL(ssize_t, pwrite64, (int, const void*, size_t, off64_t))
REAL(int, fsync, (int))
REAL(int, fdatasync, (int))
REAL(int, open64, (const char*, int, ...))
REAL(int, openat64, (int, const char*, int, ...))
REAL(FILE*, fopen64, (const char*, const char*))
REAL(int, socket, (int, int, int))
REAL(int, connect, (int, const struct sockaddr*, socklen_t))
REAL(int, getaddrinfo, (const char*, const char*, const struct addrinfo*, struct addrinfo**))
REAL(int, pthread_create, (pthread_t*, const pthread_attr_t*, void* (*)(void*), void*))
REAL(int, epoll_create1, (int))
REAL(int, eventfd, (unsigned, int))
REAL(int, timerfd_create, (clockid_t, int))
REAL(void*, mmap64, (void*, size_t, int, int, int, off64_t))

#define FIND(name) *(void**)&real_##name = dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void find_all(void) {
    counts = 0;
    FIND(write);
    FIND(pwrite64);
    FIND(fsync);
    FIND(fdatasync);
    FIND(open64);
    FIND(openat64);
    FIND(fopen64);
    FIND(socket);
    FIND(connect);
    FIND(getaddrinfo);
    FIND(pthread_create);
    FIND(epoll_create1);
    FIND(eventfd);
    FIND(timerfd_create);
    FIND(mmap64);
}

/* Allocations. The C library calls these before any constructor ran, so its own entries are used. */
extern void* __libc_malloc(size_t size);
extern void* __libc_calloc(size_t number, size_t size);
extern void* __libc_realloc(void* old, size_t size);
extern void* __libc_memalign(size_t alignment, size_t size);

static void* no_memory(void) {
    errno = ENOMEM;
    return NULL;
}

void* malloc(size_t size) {
    return fails(FAILING_ALLOCATION) ? no_memory() : __libc_malloc(size);
}
void* calloc(size_t number, size_t size) {
    return fails(FAILING_ALLOCATION) ? no_memory() : __libc_calloc(number, size);
}
void* realloc(void* old, size_t size) {
    return fails(FAILING_ALLOCATION) ? no_memory() : __libc_realloc(old, size);
}
void* memalign(size_t alignment, size_t size) {
    return fails(FAILING_ALLOCATION) ? no_memory() : __libc_memalign(alignment, size);
}
void* aligned_alloc(size_t alignment, size_t size) {
    return memalign(alignment, size);
}
int posix_memalign(void** made, size_t alignment, size_t size) {
    void* const memory = memalign(alignment, size);
    if (memory == NULL) return ENOMEM;
    *made = memory;
    return 0;
}

static int failed(int number) {
    errno = number;
    return -1;
}

/* A disk can refuse a write; a pipe or an eventfd of the process itself cannot. */
static int write_fails(int file) {
    struct stat about;
    const int before = errno;
    const int regular = fstat(file, &about) == 0 && S_ISREG(about.st_mode);
    errno = before;
    return regular && fails(FAILING_WRITE);
}

ssize_t write(int file, const void* bytes, size_t size) {
    return write_fails(file) ? failed(ENOSPC) : real_write(file, bytes, size);
}
ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
    return write_fails(file) ? failed(ENOSPC) : real_pwrite64(file, bytes, size, at);
}
ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
    return pwrite64(file, bytes, size, at);
}
int fsync(int file) {
    return fails(FAILING_SYNC) ? failed(EIO) : real_fsync(file);
}
int fdatasync(int file) {
    return fails(FAILING_SYNC) ? failed(EIO) : real_fdatasync(file);
}

static mode_t mode_of(int flags, va_list rest) {
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? (mode_t)va_arg(rest, unsigned) : 0;
}

int open64(const char* path, int flags, ...) {
    va_list rest;
    mode_t mode;
    va_start(rest, flags);
    mode = mode_of(flags, rest);
    va_end(rest);
    return fails(FAILING_OPEN) ? failed(EMFILE) : real_open64(path, flags, mode);
}
int open(const char* path, int flags, ...) {
    va_list rest;
    mode_t mode;
    va_start(rest, flags);
    mode = mode_of(flags, rest);
    va_end(rest);
    return open64(path, flags, mode);
}
int openat64(int folder, const char* path, int flags, ...) {
    va_list rest;
    mode_t mode;
    va_start(rest, flags);
    mode = mode_of(flags, rest);
    va_end(rest);
    return fails(FAILING_OPEN) ? failed(EMFILE) : real_openat64(folder, path, flags, mode);
}
FILE* fopen64(const char* path, const char* mode) {
    if (!fails(FAILING_OPEN)) return real_fopen64(path, mode);
    errno = EMFILE;
    return NULL;
}
FILE* fopen(const char* path, const char* mode) {
    return fopen64(path, mode);
}

int socket(int family, int type, int protocol) {
    return fails(FAILING_CONNECT) ? failed(EMFILE) : real_socket(family, type, protocol);
}
int connect(int file, __CONST_SOCKADDR_ARG address, socklen_t size) {
    return fails(FAILING_CONNECT) ? failed(ENETUNREACH) : real_connect(file, address.__sockaddr__, size);
}
int getaddrinfo(const char* node, const char* service, const struct addrinfo* hints,
                struct addrinfo** found) {
    return fails(FAILING_LOOKUP) ? EAI_MEMORY : real_getaddrinfo(node, service, hints, found);
}
int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*run)(void*), void* user) {
    return fails(FAILING_THREAD) ? EAGAIN : real_pthread_create(thread, attributes, run, user);
}
int epoll_create1(int flags) {
    return fails(FAILING_WAIT) ? failed(EMFILE) : real_epoll_create1(flags);
}
int eventfd(unsigned count, int flags) {
    return fails(FAILING_WAIT) ? failed(EMFILE) : real_eventfd(count, flags);
}
int timerfd_create(clockid_t clock, int flags) {
    return fails(FAILING_WAIT) ? failed(EMFILE) : real_timerfd_create(clock, flags);
}
void* mmap64(void* at, size_t size, int protection, int flags, int file, off64_t offset) {
    if (file < 0 || !fails(FAILING_MAPPING)) return real_mmap64(at, size, protection, flags, file, offset);
    errno = ENOMEM;
    return MAP_FAILED;
}
void* mmap(void* at, size_t size, int protection, int flags, int file, off_t offset) {
    return mmap64(at, size, protection, flags, file, offset);
}
