#include "shop_history.hpp"

#include "cloud/api/customers/issue_identifiers.hpp"
#include "cloud/api/customers/registration.hpp"
#include "cloud/jobs/sweep.hpp"
#include "cloud/programme/calculation.hpp"
#include "cloud/programme/tiers.hpp"
#include "cloud/storage/digest.hpp"

namespace tillpoints::cloud::test {

namespace {

constexpr int customers_at_first = 60;

loyalty::Operation done(const loyalty::Answer& answer) {
    if (const auto* refusal = std::get_if<loyalty::Refusal>(&answer))
        FAIL("refused: " << refusal->error_code);
    return std::get<loyalty::Operation>(answer);
}

}  // namespace

ShopHistory::ShopHistory(Programme programme, std::uint64_t seed)
    : programme_(std::move(programme)),
      random_(seed),
      now_(std::chrono::sys_days(std::chrono::year(2026) / 1 / 1)),
      storage_(open_sqlite_storage(":memory:")),
      service_(
          programme_, *storage_, 42, [this] { return now_; },
          [this] { return static_cast<std::uint32_t>(random_()); }) {
    for (int i = 0; i < customers_at_first; ++i) somebody_joins();
}

std::int64_t ShopHistory::below(std::int64_t most) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(most));
}

/// Mostly small, now and then a large one.
Money ShopHistory::price() {
    return Money((1 + below(below(8) == 0 ? 150'000 : 9'000)) * 100 + below(100));
}

void ShopHistory::live(int days) {
    for (int day = 1; day <= days; ++day) {
        now_ += std::chrono::days(1);
        live_a_day();
        prove(day);
    }
    Audit whole;
    storage_->read([&](Transaction& db) { whole = db.ledger.audit(); });
    CHECK(whole.violations == std::vector<std::string>());
}

void ShopHistory::live_a_day() {
    const auto midnight = now_;
    sweep(service_);
    now_ += std::chrono::hours(9);
    if (below(4) == 0) somebody_joins();
    for (std::int64_t left = below(17); left > 0; --left) {
        now_ += std::chrono::minutes(1 + below(60));
        somebody_buys();
        if (below(15) == 0) somebody_returns();
    }
    // A customer who stays away does so for long; some come back.
    if (below(3) == 0) {
        auto& person = people_[static_cast<std::size_t>(below(std::ssize(people_)))];
        person.stays_away = !person.stays_away;
    }
    now_ = midnight;
}

void ShopHistory::somebody_joins() {
    Person person;
    NewCustomer newcomer;
    newcomer.name = "Customer " + std::to_string(people_.size());
    newcomer.phone = Phone::parse("+79" + std::to_string(100'000'000 + std::ssize(people_)));
    newcomer.birth_date = to_text(Timestamp(std::chrono::days(below(14'000)))).substr(0, 10);
    if (!people_.empty() && below(2) == 0) {
        person.inviter = static_cast<int>(std::ssize(people_) - 1 -
                                          below(std::min<std::int64_t>(12, std::ssize(people_))));
        newcomer.inviter = people_[static_cast<std::size_t>(person.inviter)].record.uid;
    } else if (!programme_.sources.empty()) {
        newcomer.promo_code =
            programme_.sources[static_cast<std::size_t>(below(std::ssize(programme_.sources)))].promo_code;
    }
    service_.transact(
        [&](RequestContext& context) { person.record = register_customer(context, newcomer).value(); });
    // A third of the customers never buys.
    person.stays_away = below(3) == 0;
    people_.push_back(std::move(person));
}

std::optional<CertificateRecord> ShopHistory::certificate_of(const Person& person) {
    std::optional<CertificateRecord> living;
    storage_->read([&](Transaction& db) {
        for (const auto& one : db.promotions.certificates_of(person.record.id))
            if (one.state == CertificateState::active && one.valid_from <= now_ && now_ < one.valid_to)
                living = one;
    });
    return living;
}

/// By certificate if there is one, else by code with the most points or none, else by phone.
loyalty::CreateOperation ShopHistory::purchase_of(const Person& person) {
    loyalty::CreateOperation call;
    call.total = price();
    call.cashier = loyalty::Cashier{"kassa-" + std::to_string(1 + below(4)), {}};
    const auto certificate = certificate_of(person);
    if (!certificate && below(4) == 0) {
        call.who = loyalty::ByPhone{*person.record.phone};
        call.cash = call.total;
        return call;
    }
    std::string code;
    service_.transact([&](RequestContext& context) {
        code = certificate ? certificate->code : issue_code(context, person.record.id).code;
    });
    call.who = loyalty::ByCode{code};
    loyalty::Calculate question{call.who, call.total, {}, {}, Points()};
    auto calculated = std::get<loyalty::Calculated>(service_.answer(question));
    if (below(2) == 0 && calculated.purchase.max_points > Points()) {
        question.points = calculated.purchase.max_points;
        calculated = std::get<loyalty::Calculated>(service_.answer(question));
    }
    call.points = calculated.purchase.points;
    call.cash = calculated.purchase.cash;
    return call;
}

void ShopHistory::somebody_buys() {
    // The oldest customers are the most loyal ones.
    const auto buyer = static_cast<int>(below(1 + below(std::ssize(people_))));
    const auto& person = people_[static_cast<std::size_t>(buyer)];
    if (person.stays_away) return;
    const auto call = purchase_of(person);
    const auto operation = done(service_.answer(call));
    sales_.push_back(operation.id);
    check_circles(buyer, call, operation.id);
}

void ShopHistory::check_circles(int buyer, const loyalty::CreateOperation& call, OperationId id) {
    std::vector<Transfer> expected;
    const auto shares = referral_shares(programme_, {call.total, {}, {}}, call.cash);
    std::size_t circle = 0;
    for (auto above = people_[static_cast<std::size_t>(buyer)].inviter; above >= 0;
         above = people_[static_cast<std::size_t>(above)].inviter, ++circle) {
        if (circle >= shares.size() || shares[circle] == Points()) continue;
        const auto account = customer_account(people_[static_cast<std::size_t>(above)].record.id);
        expected.push_back({"referral_share", id, referrals_account, account, shares[circle]});
    }
    totals_.deepest_buyer = std::max(totals_.deepest_buyer, circle);
    totals_.farthest_circle = std::max(totals_.farthest_circle, expected.size());
    std::vector<Transfer> given;
    storage_->read([&](Transaction& db) {
        for (const auto& transfer : db.ledger.transfers_of(id))
            if (transfer.cause == "referral_share") given.push_back(transfer);
    });
    if (given != expected) FAIL_CHECK("the circles of operation " << id.value << " earned something else");
}

void ShopHistory::somebody_returns() {
    if (sales_.empty()) return;
    const auto at = static_cast<std::size_t>(std::max<std::int64_t>(0, std::ssize(sales_) - 1 - below(10)));
    std::optional<OperationRecord> sale;
    Money refunded;
    storage_->read([&](Transaction& db) {
        sale = db.operations.find(sales_[at]);
        refunded = db.operations.refunded(sales_[at]);
    });
    if (sale->state != loyalty::OperationState::normal) return;
    const auto left = sale->total - refunded;
    const auto part = below(2) == 0 ? left : Money(1 + below(left.count));
    done(service_.answer(loyalty::RefundOperation{sale->id, part}));
    ++totals_.refunds;
}

/// Audits what was written today every day, and the whole every thirty days.
void ShopHistory::prove(int day) {
    Audit audit;
    storage_->read(
        [&](Transaction& db) { audit = day % 30 == 0 ? db.ledger.audit() : db.ledger.audit_after(proven_); });
    if (!audit.balanced()) FAIL("day " << day << ": " << audit.violations.front());
    proven_ = audit.upto;
    ++totals_.days_proven;
}

HistoryTotals ShopHistory::totals() {
    storage_->read([&](Transaction& db) {
        totals_.expired = db.ledger.balance(expiry_account);
        for (const auto& person : people_) {
            const auto totals = db.customers.totals(person.record.id);
            ++totals_.at_tier[tier_for(programme_, totals.cash_spent, totals.effective_invited).name];
            for (const auto& one : db.promotions.certificates_of(person.record.id)) {
                if (one.state == CertificateState::used) ++totals_.certificates_used;
                if (one.state == CertificateState::lapsed) ++totals_.certificates_lapsed;
            }
        }
        const auto rows = db.report.rows({Timestamp(), now_ + std::chrono::days(1)});
        totals_.gifts = std::ssize(rows.win_backs);
        for (const auto& [cause, points] : rows.causes)
            if (cause == "win_back_lapsed") totals_.gifts_lapsed = -points;
    });
    return totals_;
}

std::string ShopHistory::digest() {
    std::string digest;
    storage_->read([&](Transaction& db) { digest = digest_of(db); });
    return digest;
}

}  // namespace tillpoints::cloud::test
