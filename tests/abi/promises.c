/*
 * What the interface promises, asked from C11: wrong calls get a status and never crash, callbacks may call
 * back, destroy is bounded, and nothing of the host's process is touched.
 *
 *     abi_promises PLUGIN.so
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <locale.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host.h"

#define OPENED(id) "{\"v\":1,\"event\":\"receipt_opened\",\"receipt_id\":\"" id "\",\"kind\":\"sale\"}"
#define PRESENTED(id)                                                \
    "{\"v\":1,\"event\":\"customer_presented\",\"receipt_id\":\"" id \
    "\",\"by\":\"phone\",\"value\":\"+79991234567\"}"

static const char* plugin_path;

/* A cloud that takes connections and never says a word. */
static int silent_cloud(char url[64]) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    const int listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(listening >= 0);
    CHECK(bind(listening, (struct sockaddr*)&address, sizeof address) == 0);
    CHECK(listen(listening, 16) == 0);
    CHECK(getsockname(listening, (struct sockaddr*)&address, &size) == 0);
    snprintf(url, 64, "https://localhost:%d", ntohs(address.sin_port));
    return listening;
}

static void wrong_loading_is_answered(void) {
    library loaded = load(plugin_path);
    CHECK(loaded.entry->struct_size == sizeof *loaded.entry);
    CHECK(loaded.entry->version != NULL && loaded.entry->version[0] != '\0');
    CHECK(loaded.entry->get_factory(NULL) == NULL);
    CHECK(loaded.entry->get_factory("tillpoints.factory/2") == NULL);
    CHECK(loaded.entry->get_extension(NULL) == NULL);
    CHECK(loaded.entry->get_extension("") == NULL);
    CHECK(loaded.entry->get_extension(TILLPOINTS_EXT_DIAGNOSTICS) ==
          NULL); /* an instance's, not the library's */
    CHECK(loaded.entry->init() == TILLPOINTS_OK);
    loaded.entry->deinit();
    loaded.entry->deinit();
    loaded.entry->deinit(); /* once too often */
    unload(&loaded);        /* and once more */
}

static void wrong_creation_is_answered(void) {
    library loaded = load(plugin_path);
    place at = make_place(NOBODY);
    char report[4096] = "";
    char unwritable[1024];
    tillpoints_instance* made = NULL;
    tillpoints_host host = {.struct_size = sizeof host, .abi_major = TILLPOINTS_ABI_MAJOR};
    const tillpoints_text nothing = {NULL, 0};
    const tillpoints_text lie = {NULL, 17};

    CHECK(loaded.factory->create(text_of(at.config), NULL, NULL, NULL, NULL) == TILLPOINTS_MISUSE);
    CHECK(loaded.factory->create(lie, &host, keep_report, report, &made) == TILLPOINTS_MISUSE);
    host.struct_size = 4;
    CHECK(loaded.factory->create(text_of(at.config), &host, keep_report, report, &made) == TILLPOINTS_MISUSE);
    host.struct_size = 0;
    CHECK(loaded.factory->create(text_of(at.config), &host, keep_report, report, &made) == TILLPOINTS_MISUSE);
    host.struct_size = sizeof host;
    host.abi_major = TILLPOINTS_ABI_MAJOR + 1;
    CHECK(loaded.factory->create(text_of(at.config), &host, keep_report, report, &made) == TILLPOINTS_MISUSE);
    CHECK(made == NULL);

    CHECK(loaded.factory->create(nothing, NULL, keep_report, report, &made) == TILLPOINTS_REJECTED);
    CHECK(strstr(report, "\"problems\"") != NULL);
    CHECK(loaded.factory->create(text_of("{\"cloud\":"), NULL, NULL, NULL, &made) == TILLPOINTS_REJECTED);
    CHECK(loaded.factory->create(text_of("{\"datadirectory\":\"/x\"}"), NULL, keep_report, report, &made) ==
          TILLPOINTS_REJECTED);
    CHECK(strstr(report, "datadirectory") != NULL);

    snprintf(unwritable, sizeof unwritable,
             "{\"data_directory\":\"/proc/nowhere\",\"cloud\":{\"base_url\":\"" NOBODY
             "\",\"company_id\":\"42\",\"key_file\":\"%s/api.key\"}}",
             at.directory);
    CHECK(loaded.factory->create(text_of(unwritable), NULL, keep_report, report, &made) ==
          TILLPOINTS_UNAVAILABLE);
    CHECK(made == NULL);
    remove_place(&at);
    unload(&loaded);
}

/* A host built against an earlier header hands over a shorter structure: what follows is not read. */
static void a_shorter_host_is_understood(void) {
    library loaded = load(plugin_path);
    place at = make_place(NOBODY);
    const size_t shorter = offsetof(tillpoints_host, log);
    const tillpoints_host whole = {.struct_size = (uint32_t)shorter, .abi_major = TILLPOINTS_ABI_MAJOR};
    void* host = malloc(shorter);
    tillpoints_instance* till;
    CHECK(host != NULL);
    memcpy(host, &whole, shorter);
    till = start(&loaded, at.config, host);
    free(host);
    till->destroy(till);
    remove_place(&at);
    unload(&loaded);
}

static void wrong_events_are_answered(void) {
    library loaded = load(plugin_path);
    place at = make_place(NOBODY);
    tillpoints_instance* till = start(&loaded, at.config, NULL);
    const tillpoints_text lie = {NULL, 17};
    const tillpoints_text nothing = {NULL, 0};
    const size_t huge = 50u * 1024 * 1024;
    reply_inbox inbox = EMPTY_INBOX;
    char reply[4096];
    long began;
    char* event = malloc(huge);
    const tillpoints_ext_diagnostics* diagnostics = till->get_extension(till, TILLPOINTS_EXT_DIAGNOSTICS);

    CHECK(till->submit(NULL, text_of("{}"), 0, take_reply, &inbox) == TILLPOINTS_MISUSE);
    CHECK(till->submit(till, text_of("{}"), 0, NULL, NULL) == TILLPOINTS_MISUSE);
    CHECK(till->submit(till, lie, 0, take_reply, &inbox) == TILLPOINTS_MISUSE);
    CHECK(till->get_extension(till, NULL) == NULL);
    CHECK(till->get_extension(NULL, TILLPOINTS_EXT_DIAGNOSTICS) == NULL);
    CHECK(till->get_extension(till, "tillpoints.diagnostics/9") == NULL);
    CHECK(diagnostics != NULL);
    CHECK(diagnostics->status(NULL, keep_report, reply) == TILLPOINTS_MISUSE);
    CHECK(diagnostics->status(till, NULL, NULL) == TILLPOINTS_MISUSE);
    CHECK(diagnostics->receipt(till, lie, keep_report, reply) == TILLPOINTS_MISUSE);
    CHECK(diagnostics->receipt(till, text_of("never-seen"), keep_report, reply) == TILLPOINTS_OK);
    CHECK(strstr(reply, "\"facts\":[]") != NULL);
    till->destroy(NULL);

    CHECK(till->submit(till, nothing, 2000, take_reply, &inbox) == TILLPOINTS_OK);
    CHECK(wait_for(&inbox, 1));
    CHECK(strstr(inbox.last, "\"status\":\"error\"") != NULL);

    CHECK(event != NULL);
    memset(event, ' ', huge);
    began = milliseconds_now();
    {
        const tillpoints_text text = {event, huge};
        CHECK(till->submit(till, text, 2000, take_reply, &inbox) == TILLPOINTS_OK);
    }
    free(event);
    CHECK(wait_for(&inbox, 2));
    CHECK(milliseconds_now() - began < 2000);
    CHECK(strstr(inbox.last, "too_large") != NULL);
    ask(till, OPENED("after"), reply);
    CHECK(strstr(reply, "\"status\":\"ok\"") != NULL);
    till->destroy(till);
    remove_place(&at);
    unload(&loaded);
}

/* Calls that come after destroy are wrong; until the last deinit they are told so. */
static void calls_after_destroy_are_answered(void) {
    library loaded = load(plugin_path);
    place at = make_place(NOBODY);
    tillpoints_instance* till = start(&loaded, at.config, NULL);
    const tillpoints_ext_diagnostics* diagnostics = till->get_extension(till, TILLPOINTS_EXT_DIAGNOSTICS);
    reply_inbox inbox = EMPTY_INBOX;
    char report[4096];
    till->destroy(till);
    CHECK(till->submit(till, text_of(OPENED("late")), 0, take_reply, &inbox) == TILLPOINTS_SHUTTING_DOWN);
    CHECK(diagnostics->status(till, keep_report, report) == TILLPOINTS_MISUSE);
    till->destroy(till);
    remove_place(&at);
    unload(&loaded);
    CHECK(inbox.count == 0);
}

/* A host whose reply callback blocks: nothing else can be answered meanwhile. */
typedef struct gate {
    reply_inbox replies;
    pthread_mutex_t mutex;
    pthread_cond_t opened;
    int entered;
    int open;
} gate;

static void wait_at_the_gate(void* user, tillpoints_text reply) {
    gate* self = user;
    pthread_mutex_lock(&self->mutex);
    self->entered = 1;
    pthread_cond_broadcast(&self->opened);
    while (!self->open) pthread_cond_wait(&self->opened, &self->mutex);
    pthread_mutex_unlock(&self->mutex);
    take_reply(&self->replies, reply);
}

/* Beyond TILLPOINTS_MAX_WAITING events are refused with a status of their own; taken again once one is
 * answered. */
static void too_many_waiting_events_are_refused_as_busy(void) {
    library loaded = load(plugin_path);
    place at = make_place(NOBODY);
    tillpoints_instance* till = start(&loaded, at.config, NULL);
    gate held = {EMPTY_INBOX, PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0};
    reply_inbox waiting = EMPTY_INBOX;
    const tillpoints_text too_long = {at.config,
                                      TILLPOINTS_MAX_MESSAGE + 1}; /* refused by its size alone, never read */
    char reply[4096];
    unsigned i;

    CHECK(till->submit(till, text_of("[]"), 2000, wait_at_the_gate, &held) == TILLPOINTS_OK);
    pthread_mutex_lock(&held.mutex);
    while (!held.entered) pthread_cond_wait(&held.opened, &held.mutex);
    pthread_mutex_unlock(&held.mutex);
    for (i = 0; i < TILLPOINTS_MAX_WAITING; ++i)
        CHECK(till->submit(till, text_of("[]"), 60000, take_reply, &waiting) == TILLPOINTS_OK);
    CHECK(till->submit(till, text_of(OPENED("r")), 60000, take_reply, &waiting) == TILLPOINTS_BUSY);
    CHECK(till->submit(till, too_long, 60000, take_reply, &waiting) == TILLPOINTS_BUSY);

    pthread_mutex_lock(&held.mutex);
    held.open = 1;
    pthread_cond_broadcast(&held.opened);
    pthread_mutex_unlock(&held.mutex);
    CHECK(wait_for(&waiting, (int)TILLPOINTS_MAX_WAITING));
    ask(till, OPENED("r"), reply);
    CHECK(strstr(reply, "\"status\":\"ok\"") != NULL);
    CHECK(waiting.count == (int)TILLPOINTS_MAX_WAITING); /* what was refused is never answered */
    till->destroy(till);
    remove_place(&at);
    unload(&loaded);
}

static void two_instances_live_side_by_side(void) {
    library loaded = load(plugin_path);
    place first_place = make_place(NOBODY);
    place second_place = make_place(NOBODY);
    tillpoints_instance* first = start(&loaded, first_place.config, NULL);
    tillpoints_instance* second = start(&loaded, second_place.config, NULL);
    tillpoints_instance* third = NULL;
    char reply[4096];

    CHECK(loaded.factory->create(text_of(first_place.config), NULL, keep_report, reply, &third) ==
          TILLPOINTS_UNAVAILABLE);
    CHECK(third == NULL);
    ask(first, OPENED("one"), reply);
    CHECK(strstr(reply, "\"status\":\"ok\"") != NULL);
    ask(second, PRESENTED("one"), reply);
    CHECK(strstr(reply, "unknown_receipt") != NULL);
    first->destroy(first);
    ask(second, OPENED("one"), reply);
    CHECK(strstr(reply, "\"status\":\"ok\"") != NULL);
    second->destroy(second);
    remove_place(&first_place);
    remove_place(&second_place);
    unload(&loaded);
}

typedef struct relay {
    tillpoints_instance* till;
    reply_inbox* inbox;
    const char* next;
    int destroy;
} relay;

/* Submits the next event from inside the reply, or destroys the instance there. */
static void reply_and_act(void* user, tillpoints_text reply) {
    relay* self = user;
    const char* next = self->next;
    self->next = NULL;
    if (next != NULL)
        CHECK(self->till->submit(self->till, text_of(next), 2000, reply_and_act, self) == TILLPOINTS_OK);
    if (next == NULL && self->destroy) self->till->destroy(self->till);
    take_reply(self->inbox, reply);
}

static void submit_inside_a_reply(void) {
    library loaded = load(plugin_path);
    place at = make_place(NOBODY);
    tillpoints_instance* till = start(&loaded, at.config, NULL);
    reply_inbox inbox = EMPTY_INBOX;
    relay chain = {till, &inbox, PRESENTED("chain"), 0};
    CHECK(till->submit(till, text_of(OPENED("chain")), 2000, reply_and_act, &chain) == TILLPOINTS_OK);
    CHECK(wait_for(&inbox, 2));
    CHECK(strstr(inbox.last, "\"status\":\"offline\"") != NULL);
    till->destroy(till);
    remove_place(&at);
    unload(&loaded);
}

/* Once the callback is over the folder is free for the next instance, without waiting for deinit. */
/* A create that finds the folder in use waits itself before it gives up. */
static tillpoints_instance* start_within_seconds(const library* loaded, const place* at) {
    tillpoints_instance* made = NULL;
    const long until = milliseconds_now() + 3000;
    while (loaded->factory->create(text_of(at->config), NULL, NULL, NULL, &made) != TILLPOINTS_OK) {
        CHECK(milliseconds_now() < until);
    }
    return made;
}

static void destroy_inside_a_reply(const char* event) {
    library loaded = load(plugin_path);
    place at = make_place(NOBODY);
    tillpoints_instance* till = start(&loaded, at.config, NULL);
    reply_inbox inbox = EMPTY_INBOX;
    reply_inbox waiting = EMPTY_INBOX;
    relay last = {till, &inbox, NULL, 1};
    char reply[4096];
    ask(till, OPENED("known"), reply);
    CHECK(till->submit(till, text_of(event), 2000, reply_and_act, &last) == TILLPOINTS_OK);
    /* Whether it still gets in is open; if it does, it is answered. */
    const int accepted =
        till->submit(till, text_of(OPENED("behind")), 2000, take_reply, &waiting) == TILLPOINTS_OK;
    CHECK(wait_for(&inbox, 1));
    if (accepted) CHECK(wait_for(&waiting, 1));
    till = start_within_seconds(&loaded, &at);
    ask(till, PRESENTED("known"), reply);
    CHECK(strstr(reply, "\"status\":\"offline\"") != NULL);
    till->destroy(till);
    remove_place(&at);
    unload(&loaded);
}

static void destroy_answers_what_is_pending(void) {
    library loaded = load(plugin_path);
    char url[64];
    const int listening = silent_cloud(url);
    place at = make_place(url);
    tillpoints_instance* till = start(&loaded, at.config, NULL);
    reply_inbox inbox = EMPTY_INBOX;
    char reply[4096];
    long began;
    int heard;
    int i;
    ask(till, OPENED("silence"), reply);
    for (i = 0; i < 20; ++i)
        CHECK(till->submit(till, text_of(PRESENTED("silence")), 60000, take_reply, &inbox) == TILLPOINTS_OK);
    heard = accept(listening, NULL, NULL); /* the library is talking to the cloud now */
    CHECK(heard >= 0);
    began = milliseconds_now();
    till->destroy(till);
    CHECK(milliseconds_now() - began < 2000);
    CHECK(inbox.count == 20); /* no waiting: all of them before destroy returned */
    CHECK(strstr(inbox.last, "shutting_down") != NULL);
    printf("destroy with 20 events pending took %ld ms\n", milliseconds_now() - began);
    close(heard);
    close(listening);
    remove_place(&at);
    unload(&loaded);
}

static void take_link_line(void* context, tillpoints_log_level level, tillpoints_text line) {
    char text[4096];
    CHECK(level >= TILLPOINTS_LOG_DEBUG && level <= TILLPOINTS_LOG_ERROR);
    CHECK(line.size > 0);
    keep_report(text, line);
    if (strstr(text, "link lost") != NULL) take_reply(context, line);
}

static void the_host_hears_the_log(void) {
    library loaded = load(plugin_path);
    place at = make_place(NOBODY);
    reply_inbox lines = EMPTY_INBOX;
    const tillpoints_host host = {.struct_size = sizeof host,
                                  .abi_major = TILLPOINTS_ABI_MAJOR,
                                  .context = &lines,
                                  .log = take_link_line};
    tillpoints_instance* till = start(&loaded, at.config, &host);
    CHECK(wait_for(&lines, 1)); /* the link is lost at once */
    till->destroy(till);
    remove_place(&at);
    unload(&loaded);
}

/* Every thread but ours has the host's signals blocked. */
static int library_threads(void) {
    const int wanted[] = {SIGHUP, SIGINT, SIGTERM, SIGUSR1, SIGUSR2, SIGPIPE, SIGALRM, SIGCHLD, SIGPROF};
    DIR* tasks = opendir("/proc/self/task");
    struct dirent* task;
    int count = 0;
    CHECK(tasks != NULL);
    while ((task = readdir(tasks)) != NULL) {
        unsigned long long blocked = 0;
        char path[300];
        char line[256];
        size_t i;
        FILE* status;
        if (task->d_name[0] == '.' || atoi(task->d_name) == getpid()) continue;
        snprintf(path, sizeof path, "/proc/self/task/%s/status", task->d_name);
        status = fopen(path, "r");
        if (status == NULL) continue; /* it has just ended */
        while (fgets(line, sizeof line, status) != NULL)
            if (sscanf(line, "SigBlk: %llx", &blocked) == 1) break;
        fclose(status);
        for (i = 0; i < sizeof wanted / sizeof *wanted; ++i) CHECK((blocked & 1ull << (wanted[i] - 1)) != 0);
        ++count;
    }
    closedir(tasks);
    return count;
}

static void the_host_process_is_left_alone(void) {
    struct sigaction before[32];
    struct sigaction after;
    sigset_t mask_before;
    sigset_t mask_after;
    char locale_before[256];
    char url[64];
    char reply[4096];
    char paper[] = "/tmp/tillpoints-abi-stdout-XXXXXX";
    const int listening = silent_cloud(url);
    const int file = mkstemp(paper);
    const int out = dup(STDOUT_FILENO);
    const int err = dup(STDERR_FILENO);
    struct stat written;
    place at = make_place(url);
    library loaded;
    tillpoints_instance* till;
    int threads;
    int i;

    for (i = 1; i < 32; ++i) sigaction(i, NULL, &before[i]);
    CHECK(pthread_sigmask(SIG_SETMASK, NULL, &mask_before) == 0);
    snprintf(locale_before, sizeof locale_before, "%s", setlocale(LC_ALL, NULL));
    fflush(stdout);
    CHECK(file >= 0 && dup2(file, STDOUT_FILENO) >= 0 && dup2(file, STDERR_FILENO) >= 0);

    loaded = load(plugin_path);
    till = start(&loaded, at.config, NULL);
    ask(till, OPENED("quiet"), reply);
    ask(till, "not even JSON", reply);
    ask(till, PRESENTED("quiet"), reply);
    threads = library_threads();
    till->destroy(till);
    unload(&loaded);

    CHECK(fstat(file, &written) == 0);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    CHECK(written.st_size == 0);
    CHECK(threads >= 2); /* the runtime and its disk, perhaps a name look-up */
    for (i = 1; i < 32; ++i) {
        sigaction(i, NULL, &after);
        CHECK(after.sa_handler == before[i].sa_handler && after.sa_flags == before[i].sa_flags);
    }
    CHECK(pthread_sigmask(SIG_SETMASK, NULL, &mask_after) == 0);
    for (i = 1; i < 32; ++i) CHECK(sigismember(&mask_before, i) == sigismember(&mask_after, i));
    CHECK(strcmp(locale_before, setlocale(LC_ALL, NULL)) == 0);
    close(out);
    close(err);
    close(file);
    close(listening);
    unlink(paper);
    remove_place(&at);
}

int main(int argc, char** argv) {
    CHECK(argc == 2);
    plugin_path = argv[1];
    wrong_loading_is_answered();
    wrong_creation_is_answered();
    a_shorter_host_is_understood();
    wrong_events_are_answered();
    calls_after_destroy_are_answered();
    too_many_waiting_events_are_refused_as_busy();
    two_instances_live_side_by_side();
    submit_inside_a_reply();
    destroy_inside_a_reply(OPENED("known"));
    destroy_inside_a_reply("{\"v\":1,\"event\":\"customer_removed\",\"receipt_id\":\"never-opened\"}");
    destroy_inside_a_reply("[]");
    destroy_answers_what_is_pending();
    the_host_hears_the_log();
    the_host_process_is_left_alone();
    printf("all promises kept\n");
    return 0;
}
