#define _POSIX_C_SOURCE 200809L
#include "control.h"

#include <stdio.h>
#include <string.h>

#include "sale.h"

/* The receipts that a `return` command can name: the latest ones. */
#define REMEMBERED 64

static printed_receipt receipts[REMEMBERED];
static unsigned count;

static void answer(const char* line) {
    printf("%s\n", line);
    (void)fflush(stdout);
}

static void do_sale(tillpoints_instance* plugin, char* phone, char* points, int goes_back) {
    const sale_wish wish = {phone, points == NULL ? "none" : points, goes_back};
    printed_receipt* printed = &receipts[count++ % REMEMBERED];
    char line[128];
    sell(plugin, &wish, printed);
    snprintf(line, sizeof line, "printed %s %lld", printed->id, printed->total);
    answer(line);
}

static void do_cancel(tillpoints_instance* plugin) {
    char id[65];
    char line[128];
    cancel_sale(plugin, id);
    snprintf(line, sizeof line, "cancelled %s", id);
    answer(line);
}

static void do_return(tillpoints_instance* plugin, const char* receipt) {
    char id[65];
    char line[128];
    unsigned i;
    for (i = 0; receipt != NULL && i < count && i < REMEMBERED; ++i)
        if (strcmp(receipts[i].id, receipt) == 0) {
            take_back(plugin, &receipts[i], id);
            snprintf(line, sizeof line, "returned %s", id);
            answer(line);
            return;
        }
    answer("cannot find that receipt");
}

int obey(loaded_plugin* plugin) {
    char line[256];
    while (fgets(line, sizeof line, stdin) != NULL) {
        char* rest = NULL;
        const char* command = strtok_r(line, " \r\n", &rest);
        char* first = strtok_r(NULL, " \r\n", &rest);
        char* second = strtok_r(NULL, " \r\n", &rest);
        if (command == NULL) continue;
        if (strcmp(command, "quit") == 0) {
            break;
        } else if (strcmp(command, "sale") == 0) {
            do_sale(plugin->instance, first, second, 0);
        } else if (strcmp(command, "sale-going-back") == 0) {
            do_sale(plugin->instance, first, second, 1);
        } else if (strcmp(command, "cancel") == 0) {
            do_cancel(plugin->instance);
        } else if (strcmp(command, "return") == 0) {
            do_return(plugin->instance, first);
        } else if (strcmp(command, "shift") == 0) {
            close_shift(plugin->instance);
            answer("ok");
        } else if (strcmp(command, "restart") == 0) {
            if (!restart_plugin(plugin)) return 0;
            tell_started(plugin->instance);
            answer("ok");
        } else {
            answer("cannot do that");
        }
    }
    return 1;
}
