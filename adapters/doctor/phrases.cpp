#include "adapters/doctor/phrases.hpp"

namespace tillpoints::doctor {
namespace {

struct Heading {
    std::string_view english, russian, kazakh;
};

constexpr std::array<Heading, 16> headings{{
    {"library", "библиотека", "кітапхана"},
    {"configuration", "настройки", "баптаулар"},
    {"files", "файлы", "файлдар"},
    {"disk", "диск", "диск"},
    {"database", "база данных", "дерекқор"},
    {"clock", "часы", "сағат"},
    {"name (DNS)", "имя (DNS)", "атау (DNS)"},
    {"connection", "соединение", "байланыс"},
    {"TLS", "TLS", "TLS"},
    {"HTTP", "HTTP", "HTTP"},
    {"key", "ключ", "кілт"},
    {"company", "компания", "компания"},
    {"currency", "валюта", "валюта"},
    {"register", "касса", "касса"},
    {"queue", "очередь", "кезек"},
    {"machine", "компьютер", "компьютер"},
}};

constexpr std::array<Heading, 4> labels{{
    {"ok", "норма", "дұрыс"},
    {"not checked", "не проверено", "тексерілмеді"},
    {"warning", "внимание", "назар"},
    {"ERROR", "ОШИБКА", "ҚАТЕ"},
}};

std::string in(Tongue tongue, const Heading& heading) {
    return std::string(tongue == Tongue::russian  ? heading.russian
                       : tongue == Tongue::kazakh ? heading.kazakh
                                                  : heading.english);
}

std::string filled_in(std::string_view pattern, const std::vector<std::string>& values) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool place = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}' &&
                           pattern[i + 1] >= '0' && pattern[i + 1] <= '9';
        const auto number = place ? static_cast<std::size_t>(pattern[i + 1] - '0') : values.size();
        if (number >= values.size()) {
            out += pattern[i];
            continue;
        }
        out += values[number];
        i += 2;
    }
    return out;
}

}  // namespace

const Phrase& phrase_of(Tongue tongue, Code code) {
    const auto& phrases = tongue == Tongue::russian  ? russian_phrases()
                          : tongue == Tongue::kazakh ? kazakh_phrases()
                                                     : english_phrases();
    return phrases[static_cast<std::size_t>(code)];
}

std::string says(Tongue tongue, const Finding& finding) {
    return filled_in(phrase_of(tongue, finding.code).says, finding.values);
}

std::string advice(Tongue tongue, const Finding& finding) {
    return filled_in(phrase_of(tongue, finding.code).advice, finding.values);
}

std::string heading(Tongue tongue, Area area) {
    return in(tongue, headings[static_cast<std::size_t>(area)]);
}

std::string label(Tongue tongue, Severity severity) {
    return in(tongue, labels[static_cast<std::size_t>(severity)]);
}

}  // namespace tillpoints::doctor
