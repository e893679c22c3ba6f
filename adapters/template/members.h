/* Members of the plugin's replies. YOURS: a host that has a JSON library uses that. */
#pragma once

#include <stddef.h>

/* A piece of a text that belongs to somebody else. `from` is NULL if there is none. */
typedef struct span {
    const char* from;
    size_t size;
} span;

/* The value of a member of the outermost object, as it is written: texts with their quotation marks. */
span member(const char* json, const char* name);

/* 1: the member is this text. */
int member_is(const char* json, const char* name, const char* text);

/* The member's whole number, or `otherwise`. */
long long member_number(const char* json, const char* name, long long otherwise);
