#define _GNU_SOURCE
#include "counting.h"

#include <dlfcn.h>
#include <stddef.h>

static failing_arm_fn arm;
static failing_disarm_fn disarm;
static failing_count_fn count;

int find_failing_calls(void) {
    *(void**)&arm = dlsym(RTLD_DEFAULT, "failing_arm");
    *(void**)&disarm = dlsym(RTLD_DEFAULT, "failing_disarm");
    *(void**)&count = dlsym(RTLD_DEFAULT, "failing_count");
    return arm != NULL && disarm != NULL && count != NULL;
}

void arm_calls(failing_kind kind, long first, long last) {
    arm(kind, first, last);
}
long disarm_calls(void) {
    return disarm();
}
int count_calls(int counts) {
    return count(counts);
}
