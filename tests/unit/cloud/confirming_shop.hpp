#pragma once
#include "cloud/api/confirmations/confirmations.hpp"
#include "cloud/api/confirmations/pins.hpp"
#include "shop.hpp"

namespace tillpoints::cloud::test {

/// Points may be spent by phone, and redemptions of more than `above` points are confirmed.
inline Programme confirming(std::optional<Points> above = points(300), bool by_phone = true) {
    auto programme = electronics();
    programme.use_points_by_phone = true;
    programme.confirmation = loyalty::ConfirmationRule{above, by_phone};
    return programme;
}

inline constexpr auto phone_of_anna = "+77010000001";

/// A shop that sends codes to whoever asks for one.
struct ConfirmingShop : Shop {
    explicit ConfirmingShop(Programme rules = confirming()) : Shop(std::move(rules)) {
        service.service_info().customer_secret = "a secret";
        service.service_info().send_confirmation_code = [this](RequestContext&, ParticipantId,
                                                               const ConfirmationCode& code) {
            sent.push_back(code);
            return ways;
        };
    }

    void give_pin(const CustomerRecord& customer, const char* pin) {
        service.transact([&](RequestContext& context) { set_pin(context, customer.id, pin); });
    }

    loyalty::Answer ask(const loyalty::Identity& who, Points most = points(400),
                        std::optional<loyalty::ConfirmBy> by = {}) {
        return service.answer(loyalty::RequestConfirmation{who, most, by});
    }
    loyalty::Confirmation asked(const loyalty::Identity& who, Points most = points(400),
                                std::optional<loyalty::ConfirmBy> by = {}) {
        const auto answer = ask(who, most, by);
        if (const auto* refusal = std::get_if<loyalty::Refusal>(&answer))
            FAIL("refused: " << refusal->error_code);
        return std::get<loyalty::Confirmation>(answer);
    }
    loyalty::Answer give(const std::string& id, const std::string& secret) {
        return service.answer(loyalty::GiveConfirmation{id, secret});
    }
    /// One that the customer gave.
    std::string given(const CustomerRecord& customer, Points most = points(400)) {
        const auto id = asked(code_of(customer), most, loyalty::ConfirmBy::code).id;
        REQUIRE(std::holds_alternative<loyalty::Confirmation>(give(id, sent.back().code)));
        return id;
    }
    Errc why(const loyalty::Answer& answer) { return refused(answer).code; }

    loyalty::Answer redeem(const loyalty::Identity& who, Points spent,
                           const std::optional<std::string>& confirmation, std::optional<Nonce> nonce = {}) {
        loyalty::CreateOperation call;
        call.who = who;
        call.total = roubles(10'000);
        call.points = spent;
        call.cash = call.total - worth(spent);
        call.nonce = std::move(nonce);
        call.confirmation = confirmation;
        return service.answer(call);
    }

    std::string other_than(const std::string& code) const { return code == "000000" ? "111111" : "000000"; }

    int ways = 1;
    std::vector<ConfirmationCode> sent;
    CustomerRecord anna = join("Anna", phone_of_anna);
};

}  // namespace tillpoints::cloud::test
