/* One event and its reply. */
#pragma once

#include "tillpoints/tillpoints.h"

/* Submits an event and waits for the reply, which is the caller's to free. NULL: there is no reply, so the
 * sale goes on without loyalty. An event that the plugin could not take or store is submitted again, as
 * EVENTS.md ("Too many events") says, a few times. [any thread but the plugin's] */
char* ask(tillpoints_instance* plugin, const char* event);

/* For a host that prints its conversation: 1 shows every event and reply on stdout. */
void show_conversation(int show);
