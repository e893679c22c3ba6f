/* The preloaded object's functions, as the test calls them. */
#pragma once

#include "failing_calls.h"

/* Finds them in this process; false if the object is not preloaded. */
int find_failing_calls(void);

void arm_calls(failing_kind kind, long first, long last);
long disarm_calls(void);
int count_calls(int counts);
