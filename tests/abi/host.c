#define _GNU_SOURCE
#include "host.h"

#include <dlfcn.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

library load(const char* path) {
    library loaded;
    loaded.handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (loaded.handle == NULL) fprintf(stderr, "%s\n", dlerror());
    CHECK(loaded.handle != NULL);
    loaded.entry = dlsym(loaded.handle, "tillpoints_entry");
    CHECK(loaded.entry != NULL);
    CHECK(loaded.entry->abi_major == TILLPOINTS_ABI_MAJOR);
    CHECK(loaded.entry->init() == TILLPOINTS_OK);
    loaded.factory = loaded.entry->get_factory(TILLPOINTS_FACTORY);
    CHECK(loaded.factory != NULL);
    return loaded;
}

void unload(library* loaded) {
    loaded->entry->deinit();
    CHECK(dlclose(loaded->handle) == 0);
}

place make_place(const char* base_url) {
    place made;
    char key[128];
    FILE* file;
    /* In memory where that is possible: a thousand lives need not wait for a disk. */
    snprintf(made.directory, sizeof made.directory, "%s/tillpoints-abi-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    CHECK(mkdtemp(made.directory) != NULL);
    snprintf(key, sizeof key, "%s/api.key", made.directory);
    file = fopen(key, "w");
    CHECK(file != NULL);
    CHECK(chmod(key, 0600) == 0);
    fputs("a-key\n", file);
    fclose(file);
    snprintf(made.config, sizeof made.config,
             "{\"data_directory\":\"%s/data\",\"cloud\":{\"base_url\":\"%s\",\"company_id\":\"42\","
             "\"key_file\":\"%s\"}}",
             made.directory, base_url, key);
    return made;
}

void remove_place(const place* at) {
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", at->directory);
    CHECK(system(command) == 0);
}

tillpoints_instance* start(const library* loaded, const char* config, const tillpoints_host* host) {
    char report[4096] = "";
    tillpoints_instance* made = NULL;
    const tillpoints_status status =
        loaded->factory->create(text_of(config), host, keep_report, report, &made);
    if (status != TILLPOINTS_OK) fprintf(stderr, "create answered %d: %s\n", (int)status, report);
    CHECK(status == TILLPOINTS_OK);
    CHECK(made != NULL && made->struct_size >= sizeof *made);
    return made;
}

tillpoints_text text_of(const char* terminated) {
    const tillpoints_text text = {terminated, strlen(terminated)};
    return text;
}

void take_reply(void* user, tillpoints_text reply) {
    reply_inbox* inbox = user;
    const size_t kept = reply.size < sizeof inbox->last - 1 ? reply.size : sizeof inbox->last - 1;
    pthread_mutex_lock(&inbox->mutex);
    memcpy(inbox->last, reply.data, kept);
    inbox->last[kept] = '\0';
    inbox->count += 1;
    pthread_cond_broadcast(&inbox->changed);
    pthread_mutex_unlock(&inbox->mutex);
}

int wait_for(reply_inbox* inbox, int count) {
    struct timespec until;
    int arrived;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 10;
    pthread_mutex_lock(&inbox->mutex);
    while (inbox->count < count)
        if (pthread_cond_timedwait(&inbox->changed, &inbox->mutex, &until) == ETIMEDOUT) break;
    arrived = inbox->count >= count;
    pthread_mutex_unlock(&inbox->mutex);
    return arrived;
}

void ask(tillpoints_instance* plugin, const char* event, char reply[4096]) {
    reply_inbox inbox = EMPTY_INBOX;
    CHECK(plugin->submit(plugin, text_of(event), 2000, take_reply, &inbox) == TILLPOINTS_OK);
    CHECK(wait_for(&inbox, 1));
    strcpy(reply, inbox.last);
}

void keep_report(void* user, tillpoints_text report) {
    char* text = user;
    const size_t kept = report.size < 4095 ? report.size : 4095;
    memcpy(text, report.data, kept);
    text[kept] = '\0';
}

long milliseconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void rest(long milliseconds) {
    const struct timespec length = {milliseconds / 1000, (milliseconds % 1000) * 1000000};
    nanosleep(&length, NULL);
}
