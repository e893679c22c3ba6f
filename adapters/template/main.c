/*
 * A whole host of the loyalty plugin in C11. Copy it and replace what is marked YOURS.
 *
 *     tillpoints-template-host PLUGIN.so CONFIG.json [PHONE [POINTS]]
 *     tillpoints-template-host PLUGIN.so CONFIG.json --control
 *
 * It plays one sale of two goods to a customer who says a phone number, and prints every event with its
 * reply; with --control it obeys the commands of tillpoints-conform instead. POINTS: none, max, or hundredths
 * of a point. Exit status: 0 done, 1 the plugin could not be used, 2 wrong usage.
 *
 * What a host must do, in order, and where it stands here:
 *   1. dlopen the library with RTLD_LOCAL, find its one symbol, compare the major version, call init;
 *      make an instance from the configuration file's text.                                       (loading.c)
 *   2. Submit events (JSON, see EVENTS.md). Each accepted event is answered exactly once, by its deadline, on
 *      the library's own thread: copy the reply and wake the waiting thread. Never block inside the callback.
 *      Submit again what could not be taken or stored. (question.c)
 *   3. Continue the sale whatever the reply is, also without a reply. Print no discount that was not
 *      confirmed, and give the quote's id back.                                                      (sale.c)
 *   4. destroy, deinit, dlclose, in this order.                                                   (loading.c)
 */
#include <stdio.h>
#include <string.h>

#include "control.h"
#include "loading.h"
#include "question.h"
#include "sale.h"

static void play_one_sale(loaded_plugin* plugin, const char* phone, const char* points) {
    const sale_wish wish = {phone, points, 0};
    printed_receipt printed;
    printf("plugin %s\n", plugin->entry->version);
    show_conversation(1);
    tell_started(plugin->instance);
    sell(plugin->instance, &wish, &printed);
}

int main(int argc, char** argv) {
    const int controlled = argc == 4 && strcmp(argv[3], "--control") == 0;
    loaded_plugin plugin;
    int done = 1;

    if (argc < 3 || argc > 5) {
        fprintf(stderr, "usage: %s PLUGIN.so CONFIG.json [PHONE [POINTS]] | --control\n", argv[0]);
        return 2;
    }
    if (!load_plugin(&plugin, argv[1], argv[2])) return 1;
    if (controlled)
        done = obey(&plugin);
    else
        play_one_sale(&plugin, argc >= 4 ? argv[3] : "+79000000001", argc == 5 ? argv[4] : "none");
    close_plugin(&plugin);
    return done ? 0 : 1;
}
