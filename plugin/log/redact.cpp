#include "plugin/log/redact.hpp"

#include <algorithm>
#include <array>

#include "protocol/ids.hpp"

namespace tillpoints {
namespace {

constexpr std::string_view mask = "***";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_word(char c) {
    return is_digit(c) || is_lower(c) || is_upper(c) || c == '_';
}
bool is_hexadecimal(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

template <class Is>
std::size_t run_of(std::string_view text, Is is) {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is) - text.begin());
}

std::size_t digits_in(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit));
}

std::size_t uuid_length(std::string_view text) {
    return is_uuid(text.substr(0, 36)) && (text.size() == 36 || !is_word(text[36])) ? 36 : 0;
}

/// "2026-01-31T08:05:09.120Z" or its beginning up to the minutes; a digit stands where the pattern has a 0.
std::size_t time_length(std::string_view text) {
    static constexpr std::string_view pattern = "0000-00-00T00:00:00";
    std::size_t at = 0;
    for (; at < pattern.size() && at < text.size(); ++at) {
        const bool fits = pattern[at] == '0' ? is_digit(text[at])
                                             : text[at] == pattern[at] || (at == 10 && text[at] == ' ');
        if (!fits) break;
    }
    if (at < 16) return 0;
    if (at == pattern.size() && at < text.size() && (text[at] == '.' || text[at] == ','))
        at += 1 + std::min<std::size_t>(run_of(text.substr(at + 1), is_digit), 9);
    return at;
}

/// A number that could be called or charged: '+' and eight digits, or ten digits, with at most two separators
/// between.
std::size_t number_length(std::string_view text) {
    std::size_t digits = 0;
    std::size_t end = 0;
    std::size_t gap = 0;
    for (std::size_t at = text.starts_with('+') ? 1 : 0; at < text.size() && gap <= 2; ++at) {
        if (is_digit(text[at])) {
            ++digits;
            gap = 0;
            end = at + 1;
        } else if (std::string_view(" -.()").find(text[at]) != std::string_view::npos) {
            ++gap;
        } else {
            break;
        }
    }
    return digits >= (text.starts_with('+') ? 8u : 10u) ? end : 0;
}

/// A credential-like token: long, and of mixed kinds of characters, or long hexadecimal.
std::size_t token_length(std::string_view text) {
    const std::size_t size =
        run_of(text, [](char c) { return is_word(c) || c == '+' || c == '/' || c == '=' || c == '-'; });
    const auto token = text.substr(0, size);
    const bool mixed = std::any_of(token.begin(), token.end(), is_lower) &&
                       std::any_of(token.begin(), token.end(), is_upper) && digits_in(token) > 0;
    const bool hexadecimal = std::all_of(token.begin(), token.end(), is_hexadecimal);
    return (mixed && size >= 20) || (hexadecimal && size >= 32) ? size : 0;
}

struct Name {
    std::string_view word;
    bool always;  ///< hidden whatever it looks like; otherwise only with four digits
};

constexpr std::array names{
    Name{"authorization", true}, Name{"password", true}, Name{"secret", true}, Name{"token", true},
    Name{"api_key", true},       Name{"apikey", true},   Name{"key", true},    Name{"code", false},
    Name{"phone", false},        Name{"value", false},   Name{"card", false},  Name{"certificate", false},
};

bool begins_with_word(std::string_view text, std::string_view word) {
    if (text.size() <= word.size() || is_word(text[word.size()])) return false;
    return std::equal(word.begin(), word.end(), text.begin(),
                      [](char a, char b) { return a == b || (is_upper(b) && a == b - 'A' + 'a'); });
}

struct Named {
    std::size_t before = 0;  ///< the name and what separates it from its value
    std::size_t value = 0;
};

Named named_secret(std::string_view text) {
    for (const auto& [word, always] : names) {
        if (!begins_with_word(text, word)) continue;
        const auto rest = text.substr(word.size());
        const std::size_t gap = run_of(
            rest, [](char c) { return std::string_view(" :=\"'\\").find(c) != std::string_view::npos; });
        const bool assigned = rest.substr(0, gap).find_first_of(":=") != std::string_view::npos;
        if (gap == 0 || (always && !assigned)) return {};
        const auto value = rest.substr(gap);
        const bool to_the_end = word == "authorization";
        const std::size_t size = run_of(value, [&](char c) {
            return std::string_view("\"'\\,;&}])").find(c) == std::string_view::npos &&
                   (to_the_end || c != ' ');
        });
        if (always || digits_in(value.substr(0, size)) >= 4) return {word.size() + gap, size};
        return {};
    }
    return {};
}

}  // namespace

std::string redacted(std::string_view line) {
    std::string out;
    for (std::size_t at = 0; at < line.size();) {
        const auto rest = line.substr(at);
        const char before = at == 0 ? ' ' : line[at - 1];
        if (!is_word(before)) {
            if (const auto kept = std::max(uuid_length(rest), time_length(rest))) {
                out += rest.substr(0, kept);
                at += kept;
                continue;
            }
            if (const auto named = named_secret(rest); named.value > 0) {
                out += rest.substr(0, named.before);
                out += mask;
                at += named.before + named.value;
                continue;
            }
            if (const auto token = token_length(rest)) {
                out += mask;
                at += token;
                continue;
            }
        }
        const bool starts_number =
            rest.front() == '+' || rest.front() == '(' || (is_digit(rest.front()) && !is_digit(before));
        if (const auto number = starts_number ? number_length(rest) : 0) {
            out += mask;
            at += number;
            continue;
        }
        const bool control = static_cast<unsigned char>(rest.front()) < 0x20 || rest.front() == 0x7F;
        out += control ? ' ' : rest.front();
        ++at;
    }
    return out;
}

}  // namespace tillpoints
