/* From a library's and a configuration's path to a running instance, and back. */
#pragma once

#include "tillpoints/tillpoints.h"

typedef struct loaded_plugin {
    void* library;
    const tillpoints_entry_points* entry;
    const tillpoints_factory* factory;
    char* configuration;
    size_t configuration_size;
    tillpoints_instance* instance;
} loaded_plugin;

/* 1: there is an instance. 0: stderr says why not; nothing is left to close. */
int load_plugin(loaded_plugin* plugin, const char* library, const char* configuration);

/* Another instance of the same configuration, as after a power cut. 0: there is none; close_plugin is still
 * to be called. */
int restart_plugin(loaded_plugin* plugin);

void close_plugin(loaded_plugin* plugin);
