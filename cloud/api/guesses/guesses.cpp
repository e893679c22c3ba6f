#include "cloud/api/guesses/guesses.hpp"

#include <algorithm>
#include <vector>

#include "cloud/api/refusals.hpp"

namespace tillpoints::cloud {
namespace {

/// A bucket with its limit.
struct LimitedBucket {
    GuessBucket bucket;
    GuessLimit limit;
};

std::vector<LimitedBucket> buckets_of(const RequestContext& context, const Guesser& guesser,
                                      const loyalty::Identity& who) {
    const auto& limits = context.variants.guess_limits;
    if (std::holds_alternative<loyalty::ByUid>(who)) return {};
    const bool by_phone = std::holds_alternative<loyalty::ByPhone>(who);
    const auto kind = by_phone ? GuessKind::phone : GuessKind::code;
    const auto* asker = guesser.backoffice ? "backoffice" : "credential";
    std::vector<LimitedBucket> out{{{asker, kind}, by_phone ? limits.phones : limits.codes}};
    // An unknown phone is no failure of a purchase, so that a cashier's purchases fail by codes only.
    if (guesser.cashier && !by_phone)
        out.push_back({{"cashier/" + guesser.cashier->external_id, kind}, limits.cashier_codes});
    return out;
}

/// Did this code pay or identify until a moment ago? Then nobody guessed it: it is shown a second time, or
/// too late. Codes that died earlier do count, because in time they are a large part of all codes.
bool was_valid(RequestContext& context, const loyalty::Identity& who) {
    const auto* code = std::get_if<loyalty::ByCode>(&who);
    if (!code) return false;
    const auto issued = context.db.identifiers.find_code(code->code);
    if (issued && issued->expires + std::chrono::hours(1) > context.now) return true;
    return context.db.promotions.find_certificate(code->code).has_value();
}

}  // namespace

std::optional<std::chrono::seconds> wait_before_lookup(RequestContext& context, const Guesser& guesser,
                                                       const loyalty::Identity& who) {
    std::chrono::milliseconds wait{0};
    for (const auto& [bucket, limit] : buckets_of(context, guesser, who))
        wait = std::max(wait, wait_for_guess(limit, context.db.failed_lookups.full_at(bucket), context.now));
    if (wait.count() == 0) return {};
    return std::chrono::ceil<std::chrono::seconds>(wait);
}

void count_failed_lookup(RequestContext& context, const Guesser& guesser, const loyalty::Identity& who) {
    for (const auto& [bucket, limit] : buckets_of(context, guesser, who)) {
        const auto full_at = after_failed_guess(limit, context.db.failed_lookups.lock(bucket), context.now);
        const bool empty = wait_for_guess(limit, full_at, context.now).count() > 0;
        context.db.failed_lookups.add(bucket, full_at, empty ? std::optional(context.now) : std::nullopt);
    }
    context.db.failed_lookups.forget(context.now - std::chrono::days(90));
}

loyalty::Refusal too_many_guesses(std::chrono::seconds wait) {
    auto out = refusal(Errc::too_many_requests);
    out.retry_after = wait;
    return out;
}

loyalty::Refusal refuse_lookup(RequestContext& context, const Guesser& guesser, const loyalty::Identity& who,
                               const Problem& problem) {
    if (problem.code == Errc::not_found && !was_valid(context, who))
        count_failed_lookup(context, guesser, who);
    return refusal_of(problem);
}

}  // namespace tillpoints::cloud
