/*
 * An event that the memory left is too small for is answered with an error, and the next one as always.
 *
 *     abi_low_memory PLUGIN.so
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/resource.h>

#include "host.h"

static size_t mapped_bytes(void) {
    FILE* status = fopen("/proc/self/statm", "r");
    unsigned long pages = 0;
    CHECK(status != NULL);
    CHECK(fscanf(status, "%lu", &pages) == 1);
    fclose(status);
    return pages * 4096u;
}

int main(int argc, char** argv) {
    const char head[] =
        "{\"v\":1,\"event\":\"receipt_opened\",\"receipt_id\":\"big\",\"kind\":\"sale\",\"unknown\":[1";
    const size_t size = 8u * 1024 * 1024;
    char* event = malloc(size);
    struct rlimit limit;
    library loaded;
    place at;
    tillpoints_instance* till;
    reply_inbox inbox = EMPTY_INBOX;
    char reply[4096];
    size_t i;

    CHECK(argc == 2 && event != NULL);
    memcpy(event, head, sizeof head - 1);
    for (i = sizeof head - 1; i + 3 < size; i += 2) memcpy(event + i, ",1", 2);
    memcpy(event + i, "]}", 2);

    loaded = load(argv[1]);
    at = make_place(NOBODY);
    till = start(&loaded, at.config, NULL);
    ask(till, "[]", reply);
    CHECK(getrlimit(RLIMIT_AS, &limit) == 0);
    limit.rlim_cur = mapped_bytes() + 40u * 1024 * 1024;
    CHECK(setrlimit(RLIMIT_AS, &limit) == 0);
    {
        const tillpoints_text text = {event, i + 2};
        CHECK(till->submit(till, text, 3000, take_reply, &inbox) == TILLPOINTS_OK);
    }
    CHECK(wait_for(&inbox, 1));
    printf("%s\n", inbox.last);
    CHECK(strstr(inbox.last, "\"status\":\"error\"") != NULL);
    ask(till, "{\"v\":1,\"event\":\"receipt_opened\",\"receipt_id\":\"small\",\"kind\":\"sale\"}", reply);
    CHECK(strstr(reply, "\"status\":\"ok\"") != NULL);
    till->destroy(till);
    limit.rlim_cur = limit.rlim_max;
    CHECK(setrlimit(RLIMIT_AS, &limit) == 0);
    free(event);
    remove_place(&at);
    unload(&loaded);
    return 0;
}
