#pragma once
#include <catch2/catch.hpp>
#include <random>

#include "cloud/api/customers/issue_identifiers.hpp"
#include "cloud/api/customers/registration.hpp"
#include "cloud/api/service.hpp"
#include "programmes.hpp"

namespace tillpoints::cloud::test {

/// A cloud in memory with a clock that a test sets, and with the steps of a test as functions.
struct Shop {
    explicit Shop(Programme rules = electronics())
        : programme(std::move(rules)),
          storage(open_sqlite_storage(":memory:")),
          service(
              programme, *storage, 42, [this] { return now; }, [this] { return random(); }, variants) {}

    CustomerRecord join(const std::string& name, const char* phone = nullptr,
                        const CustomerRecord* inviter = nullptr) {
        std::optional<CustomerRecord> record;
        service.transact([&](RequestContext& context) {
            const auto invited_by = inviter ? inviter->uid : std::nullopt;
            record =
                register_customer(context, {name, phone ? Phone::parse(phone) : std::nullopt, {}, invited_by})
                    .value();
        });
        return *record;
    }

    loyalty::Identity code_of(const CustomerRecord& customer) {
        std::string code;
        service.transact([&](RequestContext& context) { code = issue_code(context, customer.id).code; });
        return loyalty::ByCode{code};
    }

    static loyalty::Identity uid_of(const CustomerRecord& customer) { return loyalty::ByUid{*customer.uid}; }
    static loyalty::Identity phone(const char* number) { return loyalty::ByPhone{*Phone::parse(number)}; }

    static loyalty::FindCustomer by(loyalty::Identity who, std::optional<Money> total = {}) {
        return {std::move(who), false, total, {}, {}};
    }

    loyalty::Answer buy(loyalty::Identity who, Money total, Points spent = {},
                        std::optional<Nonce> nonce = {}, std::optional<std::string> number = {}) {
        loyalty::CreateOperation call;
        call.who = std::move(who);
        call.total = total;
        call.points = spent;
        call.cash = total - worth(spent);
        call.nonce = std::move(nonce);
        call.number = std::move(number);
        return service.answer(call);
    }

    loyalty::Answer refund(OperationId id, std::optional<Money> part = {}) {
        return service.answer(loyalty::RefundOperation{id, part});
    }

    void set_variant(const char* name, const char* value) {
        REQUIRE_FALSE(set_by_name(variant_table(), variants, name, value));
    }

    Points balance(const CustomerRecord& customer) {
        Points points;
        storage->read([&](Transaction& db) { points = db.ledger.balance(customer_account(customer.id)); });
        return points;
    }

    std::int64_t operations() { return audit().operations; }

    Audit audit() {
        Audit found;
        storage->read([&](Transaction& db) { found = db.ledger.audit(); });
        CHECK(found.violations == std::vector<std::string>());
        return found;
    }

    Programme programme;
    ProtocolVariants variants;
    Timestamp now{std::chrono::sys_days(std::chrono::year(2026) / 1 / 15)};
    std::mt19937 random{1};
    std::unique_ptr<Storage> storage;
    Service service;
};

inline loyalty::Operation done(const loyalty::Answer& answer) {
    if (const auto* refusal = std::get_if<loyalty::Refusal>(&answer))
        FAIL("refused: " << refusal->error_code);
    return std::get<loyalty::Operation>(answer);
}

inline loyalty::Refusal refused(const loyalty::Answer& answer) {
    REQUIRE(std::holds_alternative<loyalty::Refusal>(answer));
    return std::get<loyalty::Refusal>(answer);
}

}  // namespace tillpoints::cloud::test
