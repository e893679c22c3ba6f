#include "cloud/api/customers/issue_identifiers.hpp"

namespace tillpoints::cloud {

CodeRecord issue_code(RequestContext& context, ParticipantId customer, std::optional<std::int64_t> order) {
    CodeRecord record{{}, customer, context.now + context.programme.code_lifetime, false, order};
    do record.code = random_digits(context.randomness, 6);
    while (!context.db.identifiers.add_code(record, context.now));
    return record;
}

Result<CardRecord> issue_card(RequestContext& context, ParticipantId customer, CardKind kind,
                              const std::optional<std::string>& code) {
    static constexpr std::string_view allowed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";
    CardRecord record{code.value_or(""), customer, kind, false};
    if (code) {
        const bool right =
            code->size() >= 7 && code->size() <= 64 && code->find_first_not_of(allowed) == std::string::npos;
        if (!right) return Problem{Errc::invalid_value, "code", "7 to 64 letters, digits and dashes", *code};
        if (context.db.promotions.find_certificate(*code) || !context.db.identifiers.add_card(record))
            return Problem{Errc::duplicate, "code", "a code that is not taken", *code};
        return record;
    }
    static constexpr std::string_view prefixes = "TWP";
    do record.code = prefixes[static_cast<std::size_t>(kind)] + random_digits(context.randomness, 15);
    while (!context.db.identifiers.add_card(record));
    return record;
}

}  // namespace tillpoints::cloud
