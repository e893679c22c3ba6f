#include "cloud/seed/seed_storage.hpp"

#include <optional>
#include <unordered_map>

#include "cloud/api/customers/issue_identifiers.hpp"
#include "cloud/api/customers/registration.hpp"
#include "cloud/api/due/apply_due_events.hpp"
#include "cloud/api/due/certificates.hpp"
#include "cloud/api/due/win_back_gift.hpp"
#include "cloud/api/purchase_rules.hpp"
#include "cloud/programme/certificate.hpp"
#include "cloud/seed/events.hpp"
#include "cloud/storage/digest.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::size_t events_a_transaction = 20'000;
constexpr std::int64_t company = 549'755'819'292;
constexpr Points certificate_by_hand{500'00};

/// Seeded customers say yes to every redemption.
Programme without_confirmations(Programme programme) {
    programme.confirmation.reset();
    return programme;
}

/// Performs events at the moments they happen.
class SeedWriter {
  public:
    SeedWriter(const Programme& programme, const SeedPlan& plan, std::mt19937_64& random)
        : programme_(without_confirmations(programme)),
          plan_(plan),
          random_(random),
          randomness_([&random] { return static_cast<std::uint32_t>(random()); }),
          customers_(static_cast<std::size_t>(plan.contacts)),
          left_to_redeem_(points_for(share_half_up(plan.turnover(), plan.discount))) {}

    /// Reserves what certificates will pay, so that customers' own points do not pay it too.
    void expect(const SeedEvent& event) {
        purchases_ = std::max(purchases_, event.other + 1);
        if (event.kind == SeedKind::buy_with_certificate) left_to_redeem_ -= certificate_pays_of(event.total);
    }

    void write(Transaction& db, const SeedEvent& event) {
        RequestContext context{programme_, variants_, randomness_, company, db, event.at, service_info_};
        operations_.resize(static_cast<std::size_t>(purchases_));
        switch (event.kind) {
            case SeedKind::join:
                return join(context, event);
            case SeedKind::certificate:
                return give_certificate(context, event);
            case SeedKind::buy:
            case SeedKind::buy_by_phone:
            case SeedKind::buy_with_certificate:
                return buy(context, event);
            case SeedKind::refund:
                done(handle(context, loyalty::RefundOperation{operation(event), {}}));
                return;
            case SeedKind::rate:
                return db.ratings.rate(
                    {operation(event), event.at, 3 + below(3),
                     event.comment ? std::optional<std::string>("Thank you!") : std::nullopt});
            case SeedKind::win_back:
                if (!win_back(context, seeded(event.customer).id))
                    throw std::logic_error("the seed's win-back gift is not due");
                return;
            case SeedKind::receipt:
                db.backoffice.add_receipt({random_uuid(randomness_), event.at,
                                           db.staff.find_or_add_cashier(cashier()), event.total});
        }
    }

    void add_staff(Transaction& db) {
        for (std::int64_t i = 0; i < plan_.cashiers; ++i)
            db.staff.set_branch(db.staff.find_or_add_cashier(cashier_at(i)).id,
                                db.staff.find_or_add_branch("Branch " + std::to_string(1 + i / 10)).id);
    }

  private:
    struct SeededCustomer {
        ParticipantId id;
        std::optional<CustomerUid> uid;
    };

    std::int64_t below(std::int64_t most) {
        return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(most));
    }

    static loyalty::Operation done(loyalty::Answer answer) {
        if (const auto* refusal = std::get_if<loyalty::Refusal>(&answer))
            throw std::logic_error("the seed was refused: " + refusal->error_code);
        return std::get<loyalty::Operation>(std::move(answer));
    }

    static loyalty::Cashier cashier_at(std::int64_t number) {
        return {"kassa-" + std::to_string(1 + number), "Cashier " + std::to_string(1 + number)};
    }
    loyalty::Cashier cashier() { return cashier_at(below(plan_.cashiers)); }

    static Phone phone_of(std::int32_t customer) {
        return *Phone::parse("+79" + std::to_string(100'000'000 + customer));
    }

    SeededCustomer& seeded(std::int32_t customer) { return customers_[static_cast<std::size_t>(customer)]; }
    OperationId operation(const SeedEvent& event) const {
        return operations_[static_cast<std::size_t>(event.other)];
    }

    Points certificate_pays_of(Money total) const {
        const Bill bill{total, {}, {}};
        if (const auto& gift = programme_.birthday)
            return certificate_pays(gift->points, gift->share, bill, gift->share_of);
        return certificate_pays(certificate_by_hand, {}, bill);
    }

    void join(RequestContext& context, const SeedEvent& event) {
        static constexpr std::string_view names[] = {"Anna",   "Boris", "Clara",  "Daniyar",
                                                     "Elena",  "Fedor", "Galiya", "Ilya",
                                                     "Kamila", "Lev",   "Maria",  "Nurlan"};
        NewCustomer newcomer;
        newcomer.name = names[static_cast<std::size_t>(event.customer) % std::size(names)];
        newcomer.phone = phone_of(event.customer);
        if (event.other >= 0) newcomer.inviter = seeded(event.other).uid;
        if (event.source >= 0)
            newcomer.promo_code = plan_.sources[static_cast<std::size_t>(event.source)].promo_code;
        const auto record = register_customer(context, newcomer);
        if (!record) throw std::logic_error("the seed was refused: " + record.error().sentence());
        seeded(event.customer) = {record->id, record->uid};
    }

    /// Issues a birthday certificate if the programme has one, and moves the customer's birthday so that it
    /// is valid; else one by hand.
    void give_certificate(RequestContext& context, const SeedEvent& event) {
        auto customer = context.db.customers.find(seeded(event.customer).id).value();
        const auto given = [&]() -> Result<CertificateRecord> {
            if (!programme_.birthday)
                return issue_certificate(context, customer.id, certificate_by_hand, std::chrono::days(30));
            const auto day = to_text(event.at + programme_.birthday->before).substr(4, 6);
            customer.birth_date = std::to_string(1960 + below(45)) + (day == "-02-29" ? "-02-28" : day);
            context.db.customers.update(customer);
            return issue_birthday_certificate(context, customer);
        }();
        if (!given) throw std::logic_error("the seed was refused: " + given.error().sentence());
        certificates_[event.customer] = given->code;
    }

    void buy(RequestContext& context, const SeedEvent& event) {
        loyalty::CreateOperation call;
        call.total = event.total;
        call.cashier = cashier();
        call.number = random_uuid(randomness_);
        call.cash = event.total;
        if (event.kind == SeedKind::buy_by_phone) {
            call.who = loyalty::ByPhone{phone_of(event.customer)};
        } else if (event.kind == SeedKind::buy_with_certificate) {
            call.who = loyalty::ByCode{certificates_.at(event.customer)};
            call.cash = event.total - worth(certificate_pays_of(event.total));
        } else {
            call.points = event.may_redeem ? to_redeem(context, event) : Points();
            call.cash = event.total - worth(call.points);
            if (call.points > Points())
                call.who = loyalty::ByCode{issue_code(context, seeded(event.customer).id).code};
            else
                call.who = loyalty::ByUid{*seeded(event.customer).uid};
        }
        const auto operation = done(handle(context, call));
        operations_[static_cast<std::size_t>(event.other)] = operation.id;
        left_to_redeem_ -= call.points;
    }

    /// Five in six customers with points spend them, until the plan's share of the turnover is reached.
    Points to_redeem(RequestContext& context, const SeedEvent& event) {
        if (programme_.policy != loyalty::DiscountPolicy::charge_scores || left_to_redeem_ <= Points())
            return {};
        if (below(6) == 0) return {};
        // A gift may be over by now.
        apply_due_events(context, context.db.customers.find(seeded(event.customer).id).value());
        const auto totals = context.db.customers.totals(seeded(event.customer).id);
        const auto most = max_points(context, totals, {event.total, {}, {}});
        return std::min(most, left_to_redeem_);
    }

    const Programme programme_;
    const SeedPlan& plan_;
    std::mt19937_64& random_;
    Randomness randomness_;
    ProtocolVariants variants_;
    ServiceInfo service_info_;
    std::vector<SeededCustomer> customers_;
    std::vector<OperationId> operations_;
    std::unordered_map<std::int32_t, std::string> certificates_;
    std::int32_t purchases_ = 0;
    Points left_to_redeem_;
};

}  // namespace

Result<SeedResult> seed_storage(const Programme& programme, Storage& storage, const SeedRequest& order,
                                const Progress& progress) {
    if (order.customers < fewest_contacts || order.customers > max_contacts)
        return Problem{Errc::out_of_range, "customers", "from 100 to 1000000",
                       std::to_string(order.customers)};
    if (order.period.to - order.period.from < std::chrono::days(60))
        return Problem{Errc::out_of_range, "period", "at least 60 days", {}};
    bool empty = true;
    storage.read([&](Transaction& db) { empty = db.customers.newest() == ParticipantId(); });
    if (!empty) return Problem{Errc::duplicate, "data", "an empty database", "a database with customers"};

    std::mt19937_64 random(order.seed);
    SeedResult seeded{plan_for(programme, order.customers, order.period), {}, {}};
    const auto events = events_of(seeded.plan, random);
    SeedWriter writer(programme, seeded.plan, random);
    for (const auto& event : events) writer.expect(event);
    storage.transact([&](Transaction& db) { writer.add_staff(db); });
    for (std::size_t at = 0; at < events.size();) {
        const auto end = std::min(events.size(), at + events_a_transaction);
        storage.transact([&](Transaction& db) {
            for (auto i = at; i < end; ++i) writer.write(db, events[i]);
        });
        at = end;
        progress(static_cast<std::int64_t>(at), std::ssize(events));
    }
    storage.read([&](Transaction& db) {
        seeded.audit = db.ledger.audit();
        seeded.digest = digest_of(db);
    });
    return seeded;
}

}  // namespace tillpoints::cloud
