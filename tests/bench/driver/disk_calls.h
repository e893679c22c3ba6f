/*
 * Counts the calls by which a process reaches its disk, in every thread and every library, and lets each sync
 * take a set time instead of the disk's. It is a library for LD_PRELOAD, or a part of a program that exports
 * its symbols.
 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/* An environment variable: how many microseconds a sync takes; the disk is not asked. Unset: the disk is. */
#define DISK_CALLS_SYNC_US "TILLPOINTS_BENCH_SYNC_US"

typedef struct disk_calls {
    long syncs;  /* fsync and fdatasync */
    long writes; /* write and pwrite on a regular file */
    long bytes;
} disk_calls;

/* Since the process began. */
disk_calls disk_calls_so_far(void);
typedef disk_calls (*disk_calls_fn)(void);

#ifdef __cplusplus
}
#endif
