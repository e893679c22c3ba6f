#include "members.h"

#include <stdlib.h>
#include <string.h>

static const char* after_blanks(const char* at) {
    return at + strspn(at, " \t\r\n");
}

/* Behind the text that begins here with a quotation mark. */
static const char* after_text(const char* at) {
    for (++at; *at != '\0' && *at != '"'; ++at)
        if (*at == '\\' && at[1] != '\0') ++at;
    return *at == '"' ? at + 1 : at;
}

/* Behind the value that begins here, whatever it contains. */
static const char* after_value(const char* at) {
    int depth = 0;
    while (*at != '\0') {
        if (*at == '"') {
            at = after_text(at);
        } else {
            if (depth == 0 && strchr(",]}", *at) != NULL) return at;
            if (*at == '{' || *at == '[') ++depth;
            if (*at == '}' || *at == ']') --depth;
            ++at;
        }
        if (depth == 0 && (at[-1] == '}' || at[-1] == ']' || at[-1] == '"')) return at;
    }
    return at;
}

span member(const char* json, const char* name) {
    const span none = {NULL, 0};
    const size_t length = strlen(name);
    const char* at = after_blanks(json);

    if (*at != '{') return none;
    for (at = after_blanks(at + 1); *at == '"'; at = after_blanks(at + 1)) {
        const char* key = at + 1;
        const char* end = after_text(at);
        span value;
        at = after_blanks(end);
        if (*at != ':') return none;
        value.from = after_blanks(at + 1);
        at = after_value(value.from);
        value.size = (size_t)(at - value.from);
        if ((size_t)(end - key) == length + 1 && memcmp(key, name, length) == 0) return value;
        at = after_blanks(at);
        if (*at != ',') return none;
    }
    return none;
}

int member_is(const char* json, const char* name, const char* text) {
    const span value = member(json, name);
    const size_t length = strlen(text);
    return value.from != NULL && value.size == length + 2 && memcmp(value.from + 1, text, length) == 0;
}

long long member_number(const char* json, const char* name, long long otherwise) {
    const span value = member(json, name);
    char* end = NULL;
    long long number;
    if (value.from == NULL) return otherwise;
    number = strtoll(value.from, &end, 10);
    return end == value.from + value.size ? number : otherwise;
}
