/*
 * Tillpoints: loyalty for cash registers. The plugin's C interface.
 *
 * The library exports one symbol, `tillpoints_entry`. Everything else is reached through it and grows by
 * named extensions, so a host built against this header keeps working with every later library.
 *
 *     dlopen -> entry->init -> factory->create -> instance->submit ... -> instance->destroy ->
 *     entry->deinit -> dlclose
 *
 * Conventions
 *   - Every structure begins with `struct_size`, set by the side that fills it; the reader reads no byte
 *     beyond it.
 *   - Texts are UTF-8, pointer and length, not terminated, and borrowed: valid only during the call.
 *   - No function throws, raises a signal, writes to stdout or changes the locale.
 *   - [any thread], [host thread] or [library thread] says where a function may be called or is called.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TILLPOINTS_ABI_MAJOR 1u
#define TILLPOINTS_ABI_MINOR 1u

/* The longest event or configuration accepted, in bytes. */
#define TILLPOINTS_MAX_MESSAGE 8388608u /* 8 MiB */

/* How many submitted events may wait for the library's thread. */
#define TILLPOINTS_MAX_WAITING 4096u

/* A borrowed UTF-8 text. `data` may be NULL when `size` is 0. */
typedef struct tillpoints_text {
    const char* data;
    size_t size;
} tillpoints_text;

/* What a function that can fail returns. */
typedef enum tillpoints_status {
    TILLPOINTS_OK = 0,
    TILLPOINTS_MISUSE = 1,        /* a NULL pointer, a wrong struct_size, a call the contract forbids */
    TILLPOINTS_REJECTED = 2,      /* the configuration is wrong: the report says where */
    TILLPOINTS_UNAVAILABLE = 3,   /* the database is owned by another process, newer, or not writable */
    TILLPOINTS_SHUTTING_DOWN = 4, /* destroy has begun */
    TILLPOINTS_INTERNAL = 5,      /* a defect or no memory */
    TILLPOINTS_BUSY = 6 /* since 1.1: TILLPOINTS_MAX_WAITING events wait already, this one was not taken */
} tillpoints_status;

typedef enum tillpoints_log_level {
    TILLPOINTS_LOG_DEBUG = 0,
    TILLPOINTS_LOG_INFO = 1,
    TILLPOINTS_LOG_WARNING = 2,
    TILLPOINTS_LOG_ERROR = 3
} tillpoints_log_level;

/* Answers one event. Called exactly once per accepted submit. [library thread]
 * `reply` is a JSON object (see EVENTS.md), borrowed for the call: copy it and return soon (100 ms at most),
 * because no other event is answered meanwhile. The host may submit from inside it, and may destroy the
 * instance from inside it. */
typedef void (*tillpoints_reply_fn)(void* user, tillpoints_text reply);

/* Receives JSON text from a call that reports. Called during that call, on the same thread. */
typedef void (*tillpoints_report_fn)(void* user, tillpoints_text report);

/* What the host offers. Copied at create: the structure itself may go afterwards, `context` and the functions
 * must live until destroy has returned. Every function pointer may be NULL. */
typedef struct tillpoints_host {
    uint32_t struct_size;
    uint32_t abi_major;
    void* context;
    /* A copy of what goes to the log file; never personal data. [library thread] */
    void (*log)(void* context, tillpoints_log_level level, tillpoints_text line);
    /* A host's own extension by "tillpoints.NAME/REVISION", or NULL. Asked in create; this version asks for
     * TILLPOINTS_HOST_EXT_KEY (extensions.h). It must live as long as `context`. [host thread] */
    const void* (*get_extension)(void* context, const char* id);
} tillpoints_host;

/* One running plugin. All functions take the instance itself as first argument. */
typedef struct tillpoints_instance tillpoints_instance;
struct tillpoints_instance {
    uint32_t struct_size;

    /* Hands over one event (JSON, at most TILLPOINTS_MAX_MESSAGE bytes; copied) and returns within 5 ms.
     * When TILLPOINTS_OK comes back, `reply` is called exactly once, at the latest `deadline_ms` from now
     * (0: the configured default). Events of one receipt are taken in the order they are submitted. Any other
     * status means that nothing was taken and `reply` will not be called. After TILLPOINTS_BUSY submit the
     * same event again once a reply has arrived; until then go on as with an event that got no answer
     * (EVENTS.md, "Too many events"). [any thread, also inside a reply] */
    tillpoints_status (*submit)(tillpoints_instance* self, tillpoints_text event, uint32_t deadline_ms,
                                tillpoints_reply_fn reply, void* user);

    /* An extension of this instance by "tillpoints.NAME/REVISION", or NULL. Lives as long as the instance.
     * [any thread] */
    const void* (*get_extension)(tillpoints_instance* self, const char* id);

    /* Answers what is pending with `shutting_down`, stops the threads, closes the database and frees the
     * instance, in bounded time. What is stored is kept. Inside a reply it returns at once and the rest
     * happens when the callback returns. [any thread; no other call may be running or follow] */
    void (*destroy)(tillpoints_instance* self);
};

typedef struct tillpoints_factory {
    uint32_t struct_size;
    /* Makes an instance from a configuration (the JSON text of the configuration file; copied). On success
     * `*instance` is set and owned by the caller. On TILLPOINTS_REJECTED and TILLPOINTS_UNAVAILABLE `report`
     * (may be NULL) receives {"problems":[{"code","where","expected","found","message"}]}. [host thread] */
    tillpoints_status (*create)(tillpoints_text configuration, const tillpoints_host* host,
                                tillpoints_report_fn report, void* user, tillpoints_instance** instance);
} tillpoints_factory;

#define TILLPOINTS_FACTORY "tillpoints.factory/1"

/* The one exported symbol. */
typedef struct tillpoints_entry_points {
    uint32_t struct_size;
    uint32_t abi_major; /* TILLPOINTS_ABI_MAJOR of the library: refuse another */
    uint32_t abi_minor;
    const char* version; /* the release, "major.minor.patch"; static */

    /* Once after loading, before anything else; counts calls. TILLPOINTS_INTERNAL: there is no memory, or was
     * none the first time, for what is made once in a process; then call nothing else. [host thread] */
    tillpoints_status (*init)(void);
    /* As often as init; after the last one the library may be unloaded. Destroy every instance first. */
    void (*deinit)(void);
    /* A factory by id (TILLPOINTS_FACTORY), or NULL. [any thread] */
    const void* (*get_factory)(const char* id);
    /* An extension of the library that needs no instance, or NULL (see extensions.h). [any thread] */
    const void* (*get_extension)(const char* id);
} tillpoints_entry_points;

extern const tillpoints_entry_points tillpoints_entry;

#ifdef __cplusplus
}
#endif
