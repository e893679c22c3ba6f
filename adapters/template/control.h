/* The commands of `tillpoints-conform`, which plays against a host: see docs/connect-your-register.md. */
#pragma once

#include "loading.h"

/* Reads commands from stdin, a line each, and answers each with a line on stdout, until `quit` or the end.
 * 0: the plugin could not be restarted. */
int obey(loaded_plugin* plugin);
