#include "adapters/sidecar/report_words.hpp"

#include "adapters/words/words.hpp"

namespace tillpoints::sidecar {
namespace {

using words::Language;

bool has_text(const Json& object, const char* name) {
    return object.contains(name) && object[name].is_string();
}

std::string text_of(const Json& object, const char* name) {
    return has_text(object, name) ? object[name].get<std::string>() : std::string();
}

/// Why an entry is parked: the meaning of the reason's name, and what is known beyond it.
Json parking_words(const Json& parking, Language language) {
    if (!parking.is_object()) return nullptr;
    const auto detail = words::journal_phrase(language, text_of(parking, "detail"));
    return words::reason(language, text_of(parking, "reason")) + (detail.empty() ? "" : ": " + detail);
}

void translate(Json& object, const char* name, Language language) {
    if (has_text(object, name)) object[name] = words::phrase(language, text_of(object, name));
}

void add_words(Json& object, Language language) {
    const bool entry = object.contains("parking") && has_text(object, "state");
    const bool line = has_text(object, "what") && has_text(object, "detail");
    if (entry)
        object["words"] = {{"kind", words::word(language, text_of(object, "kind"))},
                           {"state", words::word(language, text_of(object, "state"))},
                           {"parked", parking_words(object["parking"], language)}};
    if (line)
        object["words"] = {{"what", words::journal_phrase(language, text_of(object, "what"))},
                           {"detail", words::journal_phrase(language, text_of(object, "detail"))}};
    if (object.contains("commands") && object["commands"].is_object())
        for (const auto& each : object["commands"].items())
            translate(object["commands"], each.key().c_str(), language);
    if (object.contains("problem") && object["problem"].is_object())
        for (const auto* part : {"message", "expected", "found"})
            translate(object["problem"], part, language);
    translate(object, "problem", language);
}

}  // namespace

Json with_words(Json report, Language language) {
    if (report.is_structured())
        for (auto& each : report) each = with_words(std::move(each), language);
    if (report.is_object()) add_words(report, language);
    return report;
}

}  // namespace tillpoints::sidecar
