/*
 * Loads, uses and unloads the plugin many times in one process, then proves from /proc that nothing of it is
 * left: no mapping, no thread, no descriptor.
 *
 *     abi_lives PLUGIN.so LIVES [CONFIG.json]
 *
 * Without a configuration the plugin is offline; with one, each life speaks to the cloud named there.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "host.h"

static int entries(const char* folder) {
    DIR* opened = opendir(folder);
    int count = 0;
    CHECK(opened != NULL);
    while (readdir(opened) != NULL) ++count;
    closedir(opened);
    return count;
}

static int mapped(const char* name) {
    FILE* maps = fopen("/proc/self/maps", "r");
    char line[4096];
    int count = 0;
    CHECK(maps != NULL);
    while (fgets(line, sizeof line, maps) != NULL) count += strstr(line, name) != NULL;
    fclose(maps);
    return count;
}

static long resident_kilobytes(void) {
    FILE* status = fopen("/proc/self/status", "r");
    char line[256];
    long kilobytes = -1;
    CHECK(status != NULL);
    while (fgets(line, sizeof line, status) != NULL)
        if (sscanf(line, "VmRSS: %ld", &kilobytes) == 1) break;
    fclose(status);
    return kilobytes;
}

static void* write_thread_id(void* id) {
    *(long*)id = syscall(SYS_gettid);
    return NULL;
}

/*
 * ThreadSanitizer's runtime starts a thread of its own when a process makes its first one, and keeps it. A
 * thread that is made and ended before anything is counted leaves only that one.
 */
static void make_first_thread(void) {
    pthread_t thread;
    long id = 0;
    char entry[64];
    int tries;
    CHECK(pthread_create(&thread, NULL, write_thread_id, &id) == 0);
    CHECK(pthread_join(thread, NULL) == 0);
    snprintf(entry, sizeof entry, "/proc/self/task/%ld", id);
    for (tries = 0; tries < 100 && access(entry, F_OK) == 0; ++tries) rest(10);
    CHECK(access(entry, F_OK) != 0);
}

static void live(const char* plugin, const char* config, int number, int online) {
    char event[512];
    char reply[4096];
    library loaded = load(plugin);
    tillpoints_instance* till = start(&loaded, config, NULL);

    snprintf(event, sizeof event,
             "{\"v\":1,\"event\":\"receipt_opened\",\"receipt_id\":\"life-%d\",\"kind\":\"sale\"}", number);
    ask(till, event, reply);
    CHECK(strstr(reply, "\"status\":\"ok\"") != NULL);
    snprintf(event, sizeof event,
             "{\"v\":1,\"event\":\"customer_presented\",\"receipt_id\":\"life-%d\",\"by\":\"phone\","
             "\"value\":\"+79991234567\"}",
             number);
    ask(till, event, reply);
    CHECK(strstr(reply, online ? "\"status\":\"unregistered\"" : "\"status\":\"offline\"") != NULL);
    snprintf(event, sizeof event,
             "{\"v\":1,\"event\":\"receipt_cancelled\",\"receipt_id\":\"life-%d\",\"reason\":\"\"}", number);
    ask(till, event, reply);
    CHECK(strstr(reply, "\"status\":\"stored\"") != NULL);
    till->destroy(till);
    unload(&loaded);
}

static char* read_file(const char* path, char text[4096]) {
    FILE* file = fopen(path, "r");
    size_t size;
    CHECK(file != NULL);
    size = fread(text, 1, 4095, file);
    fclose(file);
    text[size] = '\0';
    return text;
}

int main(int argc, char** argv) {
    char text[4096];
    place at;
    int lives;
    int number;
    int descriptors;
    int threads;
    long early = 0;

    CHECK(argc == 3 || argc == 4);
    lives = atoi(argv[2]);
    CHECK(lives > 0);
    at = make_place(NOBODY);
    make_first_thread();
    descriptors = entries("/proc/self/fd");
    threads = entries("/proc/self/task");

    for (number = 0; number < lives; ++number) {
        live(argv[1], argc == 4 ? read_file(argv[3], text) : at.config, number, argc == 4);
        CHECK(mapped("libtillpoints") == 0);
        if (number == lives / 10) early = resident_kilobytes();
    }
    /* A joined thread's entry may stand in /proc for a moment longer. */
    for (number = 0; number < 100 && entries("/proc/self/task") > threads; ++number) rest(10);
    CHECK(entries("/proc/self/task") == threads);
    CHECK(entries("/proc/self/fd") == descriptors);
    printf(
        "%d lives: mappings 0, threads 0, descriptors 0 left; resident %ld kB after a tenth, %ld kB at the "
        "end\n",
        lives, early, resident_kilobytes());
#ifndef __SANITIZE_THREAD__ /* whose shadow memory grows with every address that was ever used */
    CHECK(resident_kilobytes() < early + 16 * 1024);
#endif
    remove_place(&at);
    return 0;
}
