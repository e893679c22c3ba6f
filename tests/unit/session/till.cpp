#include "till.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "plugin/session/parts.hpp"
#include "protocol/reader.hpp"

namespace tillpoints::session {

using till::RequestedPoints;

RequestedPoints max() {
    return {RequestedPoints::Kind::max, {}};
}
RequestedPoints none() {
    return {};
}
RequestedPoints points(std::int64_t hundredths) {
    return {RequestedPoints::Kind::amount, Points(hundredths)};
}

till::ReturnedLine returned(const std::string& id, std::int64_t price, const std::string& quantity) {
    const auto amount = *parse_quantity(quantity);
    return {PositionId(id), "", Money(price), amount, line_sum(Money(price), amount)};
}

Till::Till(till::ReceiptKind kind) {
    settings.purchase_by_phone = true;
    till::ReceiptOpened opening;
    opening.receipt = ReceiptId("r");
    opening.kind = kind;
    opening.register_serial = "0123";
    opening.shift = "17";
    opening.cashier = {"c 1", "Anna"};
    opening.capabilities.split = till::Split::pieces;
    opening.capabilities.prompt = true;
    session_ = synced_ = opened(opening, noon);
}

Till& Till::offline() {
    return online_ = false, *this;
}
Till& Till::online() {
    return online_ = true, *this;
}

Till& Till::redeems_offline(std::int64_t per_receipt) {
    config.offline.redemption.enabled = true;
    config.offline.redemption.per_receipt = Points(per_receipt);
    settings.use_points_by_phone = true;
    limits_state = limits::LimitsState(config.offline.memory, config.limits, {}, noon);
    return *this;
}

Till& Till::gives_vouchers() {
    config.invitation.voucher = true;
    settings.program.base_tier.rate = Percent{500};
    settings.promo_code = "SHOP77";
    settings.slug = "shop";
    return *this;
}

Till& Till::caches(Points balance, std::string identity) {
    limits::Changes changes;
    changes.cached.push_back(
        {"hash of " + identity, CustomerUid("ann"), "Gold", balance, Percent{1'000}, {}, noon});
    limits_state.apply(changes, noon);
    return *this;
}

Till& Till::in_tender_mode() {
    config.fiscal_mode = FiscalMode::tender;
    session_.capabilities.tender = true;
    return *this;
}

Till& Till::commit_host() {
    session_.capabilities.payment_event = false;
    commit_ = true;
    return *this;
}

Till& Till::scan(std::string id, std::int64_t price, std::string quantity) {
    till::Position position;
    position.id = PositionId(id);
    position.name = "goods " + id;
    position.price = Money(price);
    position.quantity = *parse_quantity(quantity);
    position.sum = line_sum(position.price, position.quantity);
    return scan_position(std::move(position));
}

Till& Till::scan_position(till::Position position) {
    cart_.push_back(std::move(position));
    return *this;
}

Till& Till::scan_excluded(std::string id, std::int64_t price) {
    scan(std::move(id), price);
    cart_.back().excluded = true;
    return *this;
}

Till& Till::scan_unredeemable(std::string id, std::int64_t price) {
    scan(std::move(id), price);
    cart_.back().unredeemable = true;
    return *this;
}

Till& Till::take_out(const std::string& id) {
    std::erase_if(cart_, [&](const auto& position) { return position.id.text == id; });
    return *this;
}

Till& Till::present(till::PresentedBy by, std::string value) {
    return take(till::Event(till::CustomerPresented{session_.receipt, by, std::move(value), cart_}));
}
Till& Till::present_code(std::string code) {
    return present(till::PresentedBy::code, std::move(code));
}
Till& Till::present_phone(std::string phone) {
    return present(till::PresentedBy::phone, std::move(phone));
}
Till& Till::remove_customer() {
    return take(till::Event(till::CustomerRemoved{session_.receipt}));
}

Till& Till::ask_discount(RequestedPoints wish) {
    return take(till::Event(till::DiscountRequested{session_.receipt, cart_, sum_of(cart_), wish, commit_}));
}

Till& Till::ask_confirmation(bool send_code) {
    return take(till::Event(till::ConfirmationRequested{
        session_.receipt, session_.quote ? session_.quote->id : QuoteId(), "", send_code}));
}
Till& Till::enter(std::string secret) {
    return take(till::Event(
        till::ConfirmationRequested{session_.receipt, session_.quote->id, std::move(secret), false}));
}

Till& Till::start_payment(Money rounding) {
    const auto lines = session_.quote ? session_.quote->lines : full();
    const auto id = session_.quote ? session_.quote->id : QuoteId();
    return take(till::Event(till::PaymentStarted{session_.receipt, lines, sum_of(lines) - rounding, id}));
}

Till& Till::start_payment_with(std::vector<till::FiscalLine> lines, std::string quote) {
    const Money total = sum_of(lines);
    return take(till::Event(
        till::PaymentStarted{session_.receipt, std::move(lines), total, QuoteId(std::move(quote))}));
}

Till& Till::abandon() {
    return take(till::Event(till::PaymentAbandoned{session_.receipt}));
}
Till& Till::print() {
    return take(till::Event(till::PrintRequested{session_.receipt, 32}));
}
Till& Till::cancel() {
    return take(till::Event(till::ReceiptCancelled{session_.receipt, "customer left"}));
}
Till& Till::deadline() {
    return take(DeadlineReached{});
}

bool Till::noted(std::string_view what) const {
    return std::any_of(actions_.begin(), actions_.end(), [&](const Action& action) {
        const auto* note = std::get_if<JournalNote>(&action);
        return note && note->what == what;
    });
}

std::vector<EntryId> Till::withdrawn() const {
    std::vector<EntryId> entries;
    for (const auto& action : actions_)
        if (const auto* it = std::get_if<WithdrawEntry>(&action)) entries.push_back(it->entry);
    return entries;
}

Till& Till::explain(Paper paper) {
    const auto event = explained(session_, paper, "by Aigul: the paper", noon + 5min);
    REQUIRE(event.has_value());
    auto step = next(session_, *event, context(*event));
    step.session.manually_resolved = true;
    keep(std::move(step));
    return *this;
}

Till& Till::close_with(std::vector<till::FiscalLine> lines, std::vector<till::Payment> payments,
                       Money rounding) {
    till::ClosedReceipt closed;
    closed.receipt = session_.receipt;
    closed.total = sum_of(lines) - rounding;
    closed.lines = std::move(lines);
    closed.payments = std::move(payments);
    closed.fiscal = {"9960", "12", "1234", "7"};
    closed.closed_at = noon + 5min;
    return take(till::Event(till::ReceiptClosed{std::move(closed)}));
}

Till& Till::close_as_quoted(Money rounding) {
    return close_with(quoted(), {}, rounding);
}
Till& Till::close_at_full_price(Money rounding) {
    return close_with(full(), {}, rounding);
}

Till& Till::give_back(std::string return_id, std::vector<till::ReturnedLine> lines) {
    till::ReturnClosed event;
    event.receipt = ReceiptId(std::move(return_id));
    event.original = session_.receipt;
    for (const auto& line : lines) event.total += line.sum;
    event.lines = std::move(lines);
    keep(take_return(session_, event, context(till::Event(event))));
    return *this;
}

Till& Till::finds(Points balance, bool with_uid) {
    loyalty::Found found;
    found.user.display_name = "Ann";
    if (with_uid) found.user.uid = CustomerUid("5f6e0c2a-0000-4000-8000-000000000001");
    found.user.participant.points = balance;
    found.user.participant.cashback_rate = Percent{1'000};
    found.confirm_above = confirm_above_;
    return take(Answered{loyalty::Answer(found)});
}

Till& Till::finds_with_limit(Points balance, Points most) {
    loyalty::Found found;
    found.user.display_name = "Ann";
    found.user.participant.points = balance;
    found.purchase.emplace().max_points = most;
    return take(Answered{loyalty::Answer(found)});
}

Till& Till::limits(Points most, Money percent, Points certificate) {
    loyalty::Calculated calculated;
    calculated.user.participant.points = Points(50'000);
    calculated.purchase.max_points = most;
    calculated.purchase.discount_amount = percent;
    calculated.purchase.certificate_points = certificate;
    calculated.confirm_above = confirm_above_;
    return take(Answered{loyalty::Answer(calculated)});
}

Till& Till::wants_confirmation(Points above, bool by_phone) {
    settings.confirmation = loyalty::ConfirmationRule{above, by_phone};
    settings.use_points_by_phone = true;
    confirm_above_ = above;
    return *this;
}

Till& Till::begins_confirmation(loyalty::ConfirmBy by) {
    return take(Answered{
        loyalty::Answer(loyalty::Confirmation{"c7", by, session_.quote->granted, noon + 3min, false})});
}
Till& Till::takes_confirmation(std::optional<Points> for_points) {
    const Points confirmed = for_points.value_or(session_.quote->granted);
    return take(Answered{loyalty::Answer(
        loyalty::Confirmation{"c7", loyalty::ConfirmBy::code, confirmed, noon + 10min, true})});
}

Till& Till::issues_voucher(std::string code, std::optional<Timestamp> expires) {
    loyalty::Voucher voucher;
    voucher.qr_code_text = "https://cloud.example/v/" + code;
    voucher.code = std::move(code);
    voucher.points = Points(5'000);
    voucher.expires = expires;
    return take(Answered{loyalty::Answer(voucher)});
}

Till& Till::refuses(int status, Errc code) {
    return take(Answered{loyalty::Answer(loyalty::Refusal{status, code, "", "", {}})});
}
Till& Till::says_nothing(Errc why) {
    return take(Answered{Problem{why, "", "", ""}});
}

Till& Till::entry_outcome(EntryUpdate::Kind kind, const EntryId& entry, std::optional<Errc> reason) {
    return take(EntryUpdate{entry, kind, reason});
}
Till& Till::confirms() {
    return entry_outcome(EntryUpdate::Kind::confirmed, session_.redemption->entry);
}
Till& Till::refuses_redemption(Errc code) {
    return entry_outcome(EntryUpdate::Kind::refused, session_.redemption->entry, code);
}
Till& Till::leaves_unclear() {
    return entry_outcome(EntryUpdate::Kind::unclear, session_.redemption->entry, Errc::timed_out);
}
Till& Till::settles() {
    return entry_outcome(EntryUpdate::Kind::withdrawn, *session_.settling);
}

Till& Till::with_discount(std::int64_t most) {
    return present_code().finds().ask_discount().limits(Points(most)).start_payment().confirms();
}

Till& Till::power_cut(const std::vector<OutboxEntry>& entries) {
    session_ = resumed(synced_, entries);
    return *this;
}

Till& Till::take(const Input& input) {
    keep(next(session_, input, context(input)));
    return *this;
}

void Till::keep(Step step) {
    ++steps_;
    if (must_be_synced(session_, step, synced_.cart, config.rules)) {
        ++syncs_;
        synced_ = step.session;
    }
    actions_ = std::move(step.actions);
    reply_.reset();
    if (const auto* it = did<Reply>()) reply_ = it->json;
    for (const auto& action : actions_)
        if (const auto* it = std::get_if<UpdateLimits>(&action)) limits_state.apply(it->changes, now);
    const std::string stored = dump(to_json(step.session));
    const auto json = parse_json(stored);
    REQUIRE(json.has_value());
    auto back = session_from(*json);
    INFO((back ? std::string() : back.error().sentence()));
    REQUIRE(back.has_value());
    REQUIRE(dump(to_json(*back)) == stored);
    // What the stored form leaves out belongs to the event being answered.
    back->waiting = step.session.waiting;
    back->event = step.session.event;
    back->discount_request = step.session.discount_request;
    back->print_request = step.session.print_request;
    back->presenting = step.session.presenting;
    back->voucher_question = step.session.voucher_question;
    back->confirmation = step.session.confirmation;
    session_ = std::move(*back);
}

StepContext Till::context(const Input& input) const {
    StepContext context;
    context.now = noon;
    context.installation = installation;
    context.cloud_now = now;
    context.limits_state = limits_state;
    context.limits_now = now;
    context.keyed_hash = hash_identities(session_, input, limits_state, [](std::string_view identity) {
        return "hash of " + std::string(identity);
    });
    context.open_elsewhere.customers.assign(static_cast<std::size_t>(open_elsewhere),
                                            context.keyed_hash.all());
    context.config = &config;
    context.settings = settings;
    context.online = online_;
    context.link_trouble = link_trouble;
    context.fresh_uuid = "quote-" + std::to_string(steps_);
    context.fresh_nonce = "nonce-" + std::to_string(steps_);
    context.customer_key = "key";
    return context;
}

std::string Till::text(std::string_view key) const {
    const auto* value = reply_ ? reply_->find(key) : nullptr;
    return value && value->string() ? *value->string() : "";
}

std::int64_t Till::number(std::string_view key) const {
    REQUIRE(reply_);
    Problems problems;
    Reader in(*reply_, "", problems);
    const auto out = in.integer(key, -max_money.count, max_money.count);
    REQUIRE(problems.empty());
    return out;
}

bool Till::flag(std::string_view key) const {
    Problems problems;
    return Reader(*reply_, "", problems).flag(key, false);
}

std::string Till::error() const {
    const auto* problem = reply_ ? reply_->find("error") : nullptr;
    const auto* code = problem ? problem->find("code") : nullptr;
    return code && code->string() ? *code->string() : "";
}

std::string Till::printed_lines() const {
    std::string out;
    REQUIRE(reply_);
    for (const auto& line : *reply_->find("lines")->items()) out += *line.string() + "\n";
    return out;
}

std::string Till::qr_code() const {
    REQUIRE(reply_);
    const auto& barcodes = *reply_->find("barcodes")->items();
    REQUIRE(barcodes.size() <= 1);
    return barcodes.empty() ? std::string() : *barcodes.front().find("value")->string();
}

const OutboxEntry& Till::entry() const {
    const auto* stored = did<StoreEntry>();
    REQUIRE(stored);
    return stored->entry;
}

const loyalty::CreateOperation& Till::operation() const {
    return std::get<PurchaseEntry>(entry().body).operation;
}
const RefundEntry& Till::refund() const {
    return std::get<RefundEntry>(entry().body);
}
std::vector<till::FiscalLine> Till::full() const {
    return full_price(cart_);
}

Till discounted() {
    return sell().scan("a", 60'000).scan("b", 40'000).with_discount(30'000);
}

}  // namespace tillpoints::session
