#include "cloud/telegram/bot_views.hpp"

#include "cloud/api/customers/show_customer.hpp"
#include "cloud/api/purchase_rules.hpp"
#include "cloud/messages/templates.hpp"
#include "cloud/telegram/texts.hpp"

namespace tillpoints::cloud {
namespace {

constexpr int last_operations = 10;

/// "31.01.2026" in Russian and Kazakh, "2026-01-31" in English.
std::string day_text(Timestamp time, loyalty::Language language) {
    auto iso = to_text(time).substr(0, 10);
    if (language == loyalty::Language::english) return iso;
    return iso.substr(8, 2) + "." + iso.substr(5, 2) + "." + iso.substr(0, 4);
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

}  // namespace tillpoints::cloud
