#define _POSIX_C_SOURCE 200809L
#include "sale.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "members.h"
#include "question.h"

/* YOURS: the register's own receipt. Money is a whole number of the smallest unit, a quantity a decimal text,
 * and each line obeys round_half_up(price * quantity) == sum. */
#define GOODS                                                                                   \
    "[{\"id\":\"p1\",\"name\":\"Phone\",\"price\":1499900,\"quantity\":\"1\",\"sum\":1499900}," \
    "{\"id\":\"p2\",\"name\":\"Cable, m\",\"price\":14900,\"quantity\":\"1.5\",\"sum\":22350}]"
#define GOODS_TOTAL 1522250LL

#define OPENING                                                                          \
    "\"kind\":\"%s\",\"register\":\"0001\",\"shift\":\"1\",\"cashier\":{\"id\":\"c1\"}," \
    "\"capabilities\":{\"payment_event\":true,\"split\":\"none\",\"tender\":false,\"prompt\":true}"

/* The longest event of this host. */
#define EVENT_SIZE 8192

/* A receipt that is open. */
typedef struct receipt {
    const char* kind;
    char id[65];
    char quote[80]; /* of the latest granted discount, as JSON; payment_started gives it back */
    printed_receipt result;
} receipt;

/* YOURS: the register's UUID of the receipt. It must never be used for another one. */
static void new_id(char id[65]) {
    static unsigned count;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    snprintf(id, 65, "template-%lld-%ld-%u", (long long)now.tv_sec, now.tv_nsec, ++count);
}

/* YOURS: the register's clock, in UTC. */
static void time_text(char text[32]) {
    const time_t now = time(NULL);
    struct tm utc;
    gmtime_r(&now, &utc);
    strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

/* Submits one event: its name and the other members. The reply is the caller's, or NULL. */
static char* say(tillpoints_instance* plugin, const char* name, const char* format, ...) {
    char event[EVENT_SIZE];
    const int head = snprintf(event, sizeof event, "{\"v\":1,\"event\":\"%s\"", name);
    va_list members;
    int rest;

    va_start(members, format);
    rest = vsnprintf(event + head, sizeof event - (size_t)head, format, members);
    va_end(members);
    if (rest < 0 || (size_t)(head + rest) + 2 > sizeof event) return NULL;
    strcpy(event + head + rest, "}");
    return ask(plugin, event);
}

static void done_with(char* reply) {
    free(reply); /* YOURS: show `text` of the reply to the cashier */
}

static void open_receipt(tillpoints_instance* plugin, const receipt* open) {
    done_with(say(plugin, "receipt_opened", ",\"receipt_id\":\"%s\"," OPENING, open->id, open->kind));
}

/* An event of an open receipt. If a power cut or a killed process lost the opening, it is told again and then
 * the event, as EVENTS.md says of receipt_opened. */
static char* say_of(tillpoints_instance* plugin, const receipt* open, const char* name, const char* members) {
    char* reply = say(plugin, name, ",\"receipt_id\":\"%s\"%s", open->id, members);
    const span error = reply == NULL ? (span){NULL, 0} : member(reply, "error");
    if (error.from == NULL || !member_is(error.from, "code", "unknown_receipt")) return reply;
    free(reply);
    open_receipt(plugin, open);
    return say(plugin, name, ",\"receipt_id\":\"%s\"%s", open->id, members);
}

/* Copies a member that fits, else leaves `to` empty. */
static void copy_member(const char* reply, const char* name, char* to, size_t size) {
    const span value = member(reply, name);
    to[0] = '\0';
    if (value.from == NULL || value.size >= size) return;
    memcpy(to, value.from, value.size);
    to[value.size] = '\0';
}

static void at_full_price(receipt* open) {
    strcpy(open->result.lines, GOODS);
    open->result.total = GOODS_TOTAL;
    open->result.extra[0] = '\0';
    open->quote[0] = '\0';
}

/* Takes the prices of a reply. Whatever is missing in it, the receipt is printed at the full price. */
static void take_prices(receipt* open, const char* reply) {
    at_full_price(open);
    copy_member(reply, "positions", open->result.lines, sizeof open->result.lines);
    open->result.total = member_number(reply, "total", -1);
    copy_member(reply, "extra", open->result.extra, sizeof open->result.extra);
    copy_member(reply, "quote_id", open->quote, sizeof open->quote);
    if (open->result.lines[0] == '\0' || open->result.total < 0) at_full_price(open);
}

static void ask_discount(tillpoints_instance* plugin, receipt* open, const char* points) {
    const int word = strcmp(points, "max") == 0 || strcmp(points, "none") == 0;
    const char* mark = word ? "\"" : "";
    char members[1024];
    char* reply;
    snprintf(members, sizeof members,
             ",\"positions\":" GOODS ",\"total\":%lld,\"points\":%s%.20s%s,\"commit\":false", GOODS_TOTAL,
             mark, points, mark);
    reply = say_of(plugin, open, "discount_requested", members);
    at_full_price(open);
    if (reply != NULL && member_is(reply, "status", "granted")) take_prices(open, reply);
    free(reply);
}

/* Nothing is printed at a discount that the plugin has not confirmed. */
static void begin_payment(tillpoints_instance* plugin, receipt* open) {
    char members[4096];
    char* reply;
    snprintf(members, sizeof members, ",\"positions\":%s,\"total\":%lld%s%s", open->result.lines,
             open->result.total, open->quote[0] == '\0' ? "" : ",\"quote_id\":", open->quote);
    reply = say_of(plugin, open, "payment_started", members);
    if (reply == NULL || !member_is(reply, "status", "confirmed")) at_full_price(open);
    free(reply);
}

static void print_receipt(tillpoints_instance* plugin, const receipt* open) {
    char* reply = say_of(plugin, open, "print_requested", ",\"width\":48");
    free(reply); /* YOURS: print `lines` and then each of `barcodes` below the receipt */
}

/* Tells what was really printed. Without an answer the `closed` list of a later event tells it again. */
static void close_receipt(tillpoints_instance* plugin, const receipt* open) {
    char now[32];
    char members[4096];
    time_text(now);
    snprintf(members, sizeof members,
             ",\"positions\":%s,\"total\":%lld,\"payments\":[{\"type\":\"cash\",\"sum\":%lld}],"
             "\"fiscal\":{\"drive\":\"9960440300000001\",\"document\":\"1\",\"sign\":\"1\",\"number\":\"1\"},"
             "\"closed_at\":\"%s\"",
             open->result.lines, open->result.total, open->result.total, now);
    done_with(say_of(plugin, open, "receipt_closed", members));
}

void sell(tillpoints_instance* plugin, const sale_wish* wish, printed_receipt* printed) {
    receipt open = {.kind = "sale"};
    char members[1024];

    new_id(open.id);
    at_full_price(&open);
    open_receipt(plugin, &open);
    if (wish->phone != NULL) {
        snprintf(members, sizeof members, ",\"by\":\"phone\",\"value\":\"%.30s\",\"positions\":" GOODS,
                 wish->phone);
        done_with(say_of(plugin, &open, "customer_presented", members));
        ask_discount(plugin, &open, wish->points);
    }
    begin_payment(plugin, &open);
    if (wish->goes_back) {
        done_with(say_of(plugin, &open, "payment_abandoned", ""));
        at_full_price(&open);
        if (wish->phone != NULL) ask_discount(plugin, &open, wish->points);
        begin_payment(plugin, &open);
    }
    print_receipt(plugin, &open);
    /* YOURS: print the fiscal receipt here, then tell what was really printed. */
    close_receipt(plugin, &open);
    *printed = open.result;
    strcpy(printed->id, open.id);
}

void cancel_sale(tillpoints_instance* plugin, char id[65]) {
    receipt open = {.kind = "sale"};
    new_id(open.id);
    open_receipt(plugin, &open);
    done_with(say_of(plugin, &open, "receipt_cancelled", ",\"reason\":\"the customer left\""));
    strcpy(id, open.id);
}

void take_back(tillpoints_instance* plugin, const printed_receipt* sold, char id[65]) {
    char now[32];
    time_text(now);
    new_id(id);
    done_with(say(plugin, "return_closed",
                  ",\"receipt_id\":\"%s\",\"original\":{\"receipt_id\":\"%s\"%s%s},\"positions\":%s,"
                  "\"total\":%lld,\"closed_at\":\"%s\"",
                  id, sold->id, sold->extra[0] == '\0' ? "" : ",\"extra\":", sold->extra, sold->lines,
                  sold->total, now));
}

void tell_started(tillpoints_instance* plugin) {
    /* YOURS: the receipts that the register knows, and since when it knows all of them. */
    done_with(
        say(plugin, "register_started", ",\"register\":{\"serial\":\"0001\"},\"open\":[],\"closed\":[]"));
}

void close_shift(tillpoints_instance* plugin) {
    done_with(say(plugin, "shift_closed", ",\"shift\":\"1\",\"closed\":[]"));
}
