#include "cloud/telegram/bot_views.hpp"

#include <algorithm>

#include "cloud/api/customers/show_customer.hpp"
#include "cloud/api/purchase_rules.hpp"
#include "cloud/api/shown_company.hpp"
#include "cloud/messages/templates.hpp"
#include "cloud/telegram/texts.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int last_operations = 10;
constexpr std::size_t most_shops = 15;
/// Telegram refuses a text of more than 4096 UTF-16 units; a character has at most two.
constexpr std::size_t longest_message = 2000;

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// "31.01.2026" in Russian and Kazakh, "2026-01-31" in English.
std::string day_text(Timestamp time, loyalty::Language language) {
    auto iso = to_text(time).substr(0, 10);
    if (language == loyalty::Language::english) return iso;
    return iso.substr(8, 2) + "." + iso.substr(5, 2) + "." + iso.substr(0, 4);
}

/// "20:00" of this day, else with the day.
std::string moment_text(Timestamp moment, Timestamp now, std::chrono::minutes offset,
                        loyalty::Language language) {
    const auto there = moment + offset;
    const auto time = to_text(there).substr(11, 5);
    const bool today = to_text(there).substr(0, 10) == to_text(now + offset).substr(0, 10);
    return today ? time : day_text(there, language) + " " + time;
}

std::string opening_text(const Opening& opening, std::chrono::minutes offset, Timestamp now,
                         loyalty::Language language) {
    const auto& texts = bot_texts();
    if (!opening.until)
        return std::string((opening.open ? texts.open_always : texts.closed_now).in(language));
    return filled((opening.open ? texts.open_until : texts.closed_until).in(language),
                  {{"time", moment_text(*opening.until, now, offset, language)}});
}

void add_line(std::string& text, const std::string& line) {
    if (!text.empty()) text += "\n";
    text += line;
}

}  // namespace

std::string balance_text(RequestContext& context, const CustomerRecord& customer,
                         loyalty::Language language) {
    const auto& texts = bot_texts();
    const auto totals = context.db.customers.totals(customer.id);
    const auto& tier = tier_of(context, totals);
    auto text = filled(texts.balance.in(language), {{"points", to_text(totals.balance)},
                                                    {"tier", tier.name},
                                                    {"rate", format_decimal(tier.rate.hundredths, 2)}});
    if (const auto expire = show_customer(context, customer, totals).participant.points_expire)
        add_line(text, filled(texts.expire.in(language), {{"date", day_text(*expire, language)}}));
    return text;
}

std::string history_text(RequestContext& context, const CustomerRecord& customer,
                         loyalty::Language language) {
    const auto& texts = bot_texts();
    std::string text;
    for (const auto& each : context.db.operations.of_customer(customer.id, {}, last_operations)) {
        const auto& phrase = each.origin ? texts.refund : texts.purchase;
        add_line(text, filled(phrase.in(language), {{"date", day_text(each.created, language)},
                                                    {"total", format_decimal(each.total.count, 2) + " " +
                                                                  context.programme.currency},
                                                    {"award", to_text(each.award)},
                                                    {"points", to_text(each.points)}}));
    }
    return text.empty() ? std::string(texts.no_history.in(language)) : text;
}

std::string certificates_text(RequestContext& context, const CustomerRecord& customer,
                              loyalty::Language language) {
    const auto& texts = bot_texts();
    std::string text;
    for (const auto& each : context.db.promotions.certificates_of(customer.id)) {
        if (each.state != CertificateState::active || each.valid_to <= context.now) continue;
        const auto left = context.db.ledger.balance(certificate_account(each.code));
        add_line(text, filled(texts.certificate.in(language), {{"points", to_text(left)},
                                                               {"date", day_text(each.valid_to, language)},
                                                               {"code", each.code}}));
    }
    return text.empty() ? std::string(texts.no_certificates.in(language)) : text;
}

std::string invitation_text(RequestContext& context, const CustomerRecord& customer,
                            loyalty::Language language, const std::string& link) {
    const auto totals = context.db.customers.totals(customer.id);
    return filled(bot_texts().invitation.in(language),
                  {{"link", link},
                   {"invited", std::to_string(totals.invited)},
                   {"bought", std::to_string(totals.effective_invited)}});
}

std::string shops_text(RequestContext& context, loyalty::Language language, std::chrono::minutes utc_offset) {
    std::string text;
    std::size_t shown = 0;
    for (const auto& [branch, profile] : company_branches(context)) {
        if (profile.closed || ++shown > most_shops) continue;
        std::string shop;
        if (!text.empty()) shop += "\n";
        add_line(shop, branch.display_name);
        if (!profile.address.empty()) add_line(shop, profile.address);
        if (!profile.phone.empty()) add_line(shop, profile.phone);
        if (profile.hours.told())
            add_line(shop, opening_text(opening_of(profile, utc_offset, context.now),
                                        profile.utc_offset.value_or(utc_offset), context.now, language));
        if (characters(text) + characters(shop) > longest_message) break;
        text += shop;
    }
    return text.empty() ? std::string(bot_texts().no_shops.in(language)) : text;
}

}  // namespace tillpoints::cloud
