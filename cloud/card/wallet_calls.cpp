#include "cloud/api/customers/show_customer.hpp"
#include "cloud/api/due/apply_due_events.hpp"
#include "cloud/api/goods/picture_files.hpp"
#include "cloud/api/guesses/guess_limit.hpp"
#include "cloud/api/participant_ids.hpp"
#include "cloud/api/purchase_rules.hpp"
#include "cloud/api/shop_name.hpp"
#include "cloud/card/card_call.hpp"
#include "cloud/messages/templates.hpp"
#include "cloud/wallet/apple_pass.hpp"
#include "cloud/wallet/google_save.hpp"

namespace tillpoints::cloud {
namespace {

/// Certificates and signatures count by it, whatever time the database has.
Timestamp real_time() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

/// A customer needs a pass once for each phone.
constexpr GuessLimit passes_of_customer{6, 6};
/// A larger logo would make every pass as large.
constexpr std::size_t largest_logo = 512u << 10;

HttpAnswer no_wallet() {
    return card_refusal(404, "no_wallet", "The shop has no cards for this wallet.");
}

std::string company_logo(CardCall& call) {
    const auto company = call.context.db.company.find();
    const auto record = company && company->logo ? call.context.db.images.find(*company->logo) : std::nullopt;
    if (!record || !record->size || *record->size > static_cast<std::int64_t>(largest_logo)) return {};
    const auto bytes = PictureFiles(call.settings.pictures).read(record->id);
    return bytes && is_png(*bytes) ? *bytes : std::string();
}

/// The same code at every request, because it is the one that stands in the card.
WalletCard wallet_card(CardCall& call, const CardHolder& holder) {
    const auto totals = call.context.db.customers.totals(call.customer->id);
    return {holder.card,
            std::to_string(shown_id(call.customer->id).value),
            call.customer->name,
            shop_name(call.context),
            tier_of(call.context, totals).name,
            to_text(totals.balance),
            call.context.now,
            holder.language};
}

/// Takes one from the customer's bucket, or tells how long to wait.
std::optional<HttpAnswer> wait_for_pass(RequestContext& context, ParticipantId customer) {
    const GuessBucket bucket{"card/passes/" + std::to_string(customer.value), GuessKind::code_request};
    const auto full_at = context.db.failed_lookups.lock(bucket);
    const auto wait = wait_for_guess(passes_of_customer, full_at, context.now);
    if (wait.count() > 0) return wait_first(std::chrono::ceil<std::chrono::seconds>(wait));
    context.db.failed_lookups.add(bucket, after_failed_guess(passes_of_customer, full_at, context.now), {});
    return {};
}

/// A refusal, if the customer may have no pass now.
std::optional<HttpAnswer> refuse_pass(CardCall& call, const CardHolder& holder) {
    const auto card = call.context.db.identifiers.find_card(holder.card);
    if (call.customer->blocked || !card || card->blocked)
        return card_refusal(403, "blocked", "The card is blocked. Ask in the shop.");
    return wait_for_pass(call.context, call.customer->id);
}

}  // namespace

Json wallets_view(const CardSettings& settings) {
    Json kinds = Json::array();
    if (settings.apple_pass) kinds.push("apple");
    if (settings.google_save) kinds.push("google");
    return kinds;
}

HttpAnswer give_apple_pass(CardCall& call, Reader) {
    const auto& signer = call.settings.apple_pass;
    if (!signer) return no_wallet();
    if (!signer->valid_at(real_time()))
        return card_refusal(503, "wallet_ran_out", "The shop's certificate for passes has run out.");
    const auto holder = holder_of(call.context, call.customer->id, call.settings.language);
    if (auto refusal = refuse_pass(call, holder)) return *refusal;
    apply_due_events(call.context, *call.customer);
    auto card = wallet_card(call, holder);
    card.logo = company_logo(call);
    HttpAnswer answer{200,
                      {{"Content-Type", "application/vnd.apple.pkpass"},
                       {"Content-Disposition", "attachment; filename=\"card.pkpass\""}},
                      signer->pass_of(card)};
    protect_answer(answer);
    return answer;
}

HttpAnswer give_google_link(CardCall& call, Reader) {
    const auto& signer = call.settings.google_save;
    if (!signer) return no_wallet();
    const auto holder = holder_of(call.context, call.customer->id, call.settings.language);
    if (auto refusal = refuse_pass(call, holder)) return *refusal;
    apply_due_events(call.context, *call.customer);
    const auto link = signer->link_of(wallet_card(call, holder), call.settings.url, real_time());
    return card_answer(Json::object({{"link", link}}));
}

}  // namespace tillpoints::cloud
