#include "plugin/runtime/event_reading.hpp"

#include <new>

#include "protocol/json.hpp"

namespace tillpoints {
namespace {

constexpr std::size_t quickly_read = 64u << 10;  // bytes

std::string event_name(const Json& json) {
    const Json* name = json.find("event");
    return name && name->string() ? *name->string() : std::string();
}

}  // namespace

EventReading read_event(const std::string& text) {
    try {
        const auto json = parse_json(text);
        if (!json) return {"", json.error()};
        return {event_name(*json), till::event_from(*json), till::receipt_in(*json)};
    } catch (const std::bad_alloc&) {
        if (text.size() <= quickly_read) throw;
        return {"", Problem{Errc::too_large, "event", "an event that memory is left for",
                            std::to_string(text.size()) + " bytes"}};
    }
}

Problem too_large(std::size_t size) {
    return {Errc::too_large, "event", "at most " + std::to_string(longest_event) + " bytes",
            std::to_string(size) + " bytes"};
}

std::string_view known_name_of(const std::string& text) noexcept {
    if (text.size() > quickly_read) return {};
    try {
        const auto reading = read_event(text);
        if (reading.event) return till::name_of(*reading.event);
    } catch (...) {  // no memory: the name is left out
    }
    return {};
}

}  // namespace tillpoints
