#define _GNU_SOURCE
#include "disk_calls.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static atomic_long syncs;
static atomic_long writes;
static atomic_long bytes;
static long sync_us = -1;

disk_calls disk_calls_so_far(void) {
    const disk_calls all = {atomic_load(&syncs), atomic_load(&writes), atomic_load(&bytes)};
    return all;
}

/* The next definition of a function, found once while the process starts. */
#define REAL(type, name, parameters) static type(*real_##name) parameters;
REAL(ssize_t, write, (int, const void*, size_t))
REAL(ssize_t, pwrite64, (int, const void*, size_t, off64_t))
REAL(int, fsync, (int))
REAL(int, fdatasync, (int))

#define FIND(name) *(void**)&real_##name = dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void prepare(void) {
    const char* const set = getenv(DISK_CALLS_SYNC_US);
    FIND(write);
    FIND(pwrite64);
    FIND(fsync);
    FIND(fdatasync);
    if (set != NULL) sync_us = atol(set);
}

static void count_write(ssize_t written) {
    atomic_fetch_add(&writes, 1);
    if (written > 0) atomic_fetch_add(&bytes, (long)written);
}

static int is_regular(int file) {
    const int before = errno;
    struct stat about;
    const int regular = fstat(file, &about) == 0 && S_ISREG(about.st_mode);
    errno = before;
    return regular;
}

ssize_t write(int file, const void* from, size_t size) {
    const ssize_t written = real_write(file, from, size);
    if (is_regular(file)) count_write(written);
    return written;
}
ssize_t pwrite64(int file, const void* from, size_t size, off64_t at) {
    const ssize_t written = real_pwrite64(file, from, size, at);
    count_write(written);
    return written;
}
ssize_t pwrite(int file, const void* from, size_t size, off_t at) {
    return pwrite64(file, from, size, at);
}

static int sync_file(int (*real)(int), int file) {
    const struct timespec length = {sync_us / 1000000, sync_us % 1000000 * 1000};
    atomic_fetch_add(&syncs, 1);
    if (sync_us < 0) return real(file);
    return sync_us == 0 ? 0 : nanosleep(&length, NULL);
}

int fsync(int file) {
    return sync_file(real_fsync, file);
}
int fdatasync(int file) {
    return sync_file(real_fdatasync, file);
}
