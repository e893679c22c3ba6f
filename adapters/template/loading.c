#include "loading.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tillpoints/extensions.h"

/* YOURS: into your own log. The lines carry no personal data. Called on the library's thread. */
static void log_line(void* context, tillpoints_log_level level, tillpoints_text line) {
    (void)context;
    if (level >= TILLPOINTS_LOG_WARNING) fprintf(stderr, "plugin: %.*s\n", (int)line.size, line.data);
}

/* The problems of a wrong configuration are reported in JSON: show them to the technician. */
static void show_report(void* user, tillpoints_text report) {
    (void)user;
    fprintf(stderr, "%.*s\n", (int)report.size, report.data);
}

/* For a library of an earlier version. */
static int read_file_alone(loaded_plugin* plugin, const char* path) {
    FILE* file = fopen(path, "rb");
    plugin->configuration = malloc(TILLPOINTS_MAX_MESSAGE);
    if (file != NULL && plugin->configuration != NULL)
        plugin->configuration_size = fread(plugin->configuration, 1, TILLPOINTS_MAX_MESSAGE, file);
    if (file != NULL) (void)fclose(file);
    if (plugin->configuration_size == 0) fprintf(stderr, "%s: cannot be read\n", path);
    return plugin->configuration_size != 0;
}

static int open_library(loaded_plugin* plugin, const char* path) {
    plugin->library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (plugin->library == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        return 0;
    }
    plugin->entry = dlsym(plugin->library, "tillpoints_entry");
    if (plugin->entry == NULL || plugin->entry->abi_major != TILLPOINTS_ABI_MAJOR ||
        plugin->entry->init() != TILLPOINTS_OK) {
        fprintf(stderr, "%s cannot be used: version %u of the interface is wanted\n", path,
                TILLPOINTS_ABI_MAJOR);
        plugin->entry = NULL;
        return 0;
    }
    plugin->factory = plugin->entry->get_factory(TILLPOINTS_FACTORY);
    return plugin->factory != NULL;
}

static void keep_configuration(void* user, tillpoints_text report) {
    loaded_plugin* plugin = user;
    plugin->configuration = malloc(report.size);
    if (plugin->configuration == NULL) return;
    memcpy(plugin->configuration, report.data, report.size);
    plugin->configuration_size = report.size;
}

/* The file with what a technician or the fleet added in PATH.d; problems are reported like those of create.
 */
static int read_configuration(loaded_plugin* plugin, const char* path) {
    const tillpoints_ext_configuration_files* files =
        plugin->entry->get_extension(TILLPOINTS_EXT_CONFIGURATION_FILES);
    const tillpoints_text name = {path, strlen(path)};
    if (files == NULL) return read_file_alone(plugin, path);
    if (files->load(name, keep_configuration, plugin) == TILLPOINTS_OK)
        return plugin->configuration_size != 0;
    fprintf(stderr, "%.*s\n", (int)plugin->configuration_size, plugin->configuration);
    return 0;
}

static int make_instance(loaded_plugin* plugin) {
    const tillpoints_host host = {
        .struct_size = sizeof host, .abi_major = TILLPOINTS_ABI_MAJOR, .log = log_line};
    const tillpoints_text text = {plugin->configuration, plugin->configuration_size};
    plugin->instance = NULL;
    return plugin->factory->create(text, &host, show_report, NULL, &plugin->instance) == TILLPOINTS_OK;
}

int load_plugin(loaded_plugin* plugin, const char* library, const char* configuration) {
    memset(plugin, 0, sizeof *plugin);
    if (open_library(plugin, library) && read_configuration(plugin, configuration) && make_instance(plugin))
        return 1;
    close_plugin(plugin);
    return 0;
}

int restart_plugin(loaded_plugin* plugin) {
    if (plugin->instance != NULL) plugin->instance->destroy(plugin->instance);
    return make_instance(plugin);
}

void close_plugin(loaded_plugin* plugin) {
    if (plugin->instance != NULL) plugin->instance->destroy(plugin->instance);
    if (plugin->entry != NULL) plugin->entry->deinit();
    if (plugin->library != NULL) dlclose(plugin->library);
    free(plugin->configuration);
    memset(plugin, 0, sizeof *plugin);
}
