#include "plugin/session/invitation.hpp"

#include <algorithm>

namespace tillpoints::session {
namespace {

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// A company's name as it may stand in a host name.
bool is_slug(std::string_view text) {
    return !text.empty() && text.size() <= 63 &&
           std::all_of(text.begin(), text.end(), [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (is_letter_or_digit(c) || c == '-' || c == '.' || c == '_' || c == '~') {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += {'%', digits[byte >> 4], digits[byte & 0xF]};
    }
    return out;
}

/// An invitation code that fits on paper in one line.
std::string code_of(const loyalty::Settings& settings) {
    const auto& code = settings.promo_code;
    const bool plain = std::none_of(code.begin(), code.end(),
                                    [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7F; });
    return plain && texts::character_count(code) <= 24 ? code : std::string();
}

/// The link with what the cloud told of the company; empty if something is missing for it.
std::string link_of(std::string text, const loyalty::Settings& settings, const std::string& code) {
    const auto fill = [&](std::string_view placeholder, const std::string& value) {
        for (auto at = text.find(placeholder); at != std::string::npos; at = text.find(placeholder)) {
            if (value.empty()) return text.clear();
            text.replace(at, placeholder.size(), value);
        }
    };
    fill("{slug}", settings.slug && is_slug(*settings.slug) ? *settings.slug : std::string());
    fill("{code}", percent_encoded(code));
    return text;
}

}  // namespace

texts::Invitation invitation_of(const StepContext& context) {
    texts::Invitation out;
    out.app = context.config->invitation.app;
    if (!context.settings) return out;
    out.code = code_of(*context.settings);
    out.link = link_of(context.config->invitation.link, *context.settings, out.code);
    out.earns_points = context.settings->policy == loyalty::DiscountPolicy::charge_scores;
    return out;
}

}  // namespace tillpoints::session
