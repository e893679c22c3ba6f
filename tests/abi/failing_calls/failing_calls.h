/*
 * Makes one kind of system call or allocation fail, by an object that is preloaded before the C library.
 *
 * Only calls of threads that count are counted and may fail. A thread counts from its start; the main thread
 * does not until it says so, so that the test's own host never meets a failure.
 */
#pragma once

typedef enum failing_kind {
    FAILING_ALLOCATION, /* malloc, calloc, realloc, posix_memalign, aligned_alloc; operator new uses them */
    FAILING_WRITE,      /* write and pwrite of a regular file */
    FAILING_SYNC,       /* fsync, fdatasync */
    FAILING_OPEN,       /* open, openat, fopen */
    FAILING_CONNECT,    /* socket, connect */
    FAILING_LOOKUP,     /* getaddrinfo */
    FAILING_THREAD,     /* pthread_create */
    FAILING_WAIT,       /* epoll_create1, eventfd, timerfd_create */
    FAILING_MAPPING,    /* mmap of a file */
    FAILING_KINDS
} failing_kind;

/* From now on calls of this kind are counted, and the `first`th to the `last`th of them fail. Found by the
 * test with dlsym, because it is not linked to the preloaded object. [any thread] */
typedef void (*failing_arm_fn)(failing_kind kind, long first, long last);
/* No call fails any more. Returns how many were counted. [any thread] */
typedef long (*failing_disarm_fn)(void);
/* Whether this thread counts from now on. Returns whether it did. */
typedef int (*failing_count_fn)(int counts);
