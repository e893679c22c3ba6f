#include "plugin/providers/uds/provider.hpp"

#include "plugin/providers/uds/http_loyalty_client.hpp"

namespace tillpoints::uds {
namespace {

using std::chrono::milliseconds;
using LookedUp = std::function<void(const LookUpResult&)>;

void read_page(LoyaltyClient& client, const std::shared_ptr<ListScan>& scan, milliseconds timeout,
               const LookedUp& done) {
    client.call(scan->next_page(), timeout, [&client, scan, timeout, done](const CallResult& result) {
        const auto* answer = std::get_if<loyalty::Answer>(&result.result);
        const auto* page = answer ? std::get_if<loyalty::OperationPage>(answer) : nullptr;
        if (!page) return done(result);
        if (scan->take(*page)) return read_page(client, scan, timeout, done);
        done(scan->findings());
    });
}

bool is_survey(const replay::Look& look) {
    return look.prefix && look.number.empty();
}

/// False after a refusal that concerns this page, because its cursor may not be known any more.
bool may_go_on(const CallResult& result) {
    const auto* answer = std::get_if<loyalty::Answer>(&result.result);
    const auto* refusal = answer ? std::get_if<loyalty::Refusal>(answer) : nullptr;
    return !refusal || refusal->status == 429 || refusal->status >= 500 ||
           replay::concerns_the_shop(*refusal);
}

}  // namespace

void Provider::identify(const loyalty::FindCustomer& question, milliseconds timeout, Done done) {
    client_.call(question, timeout, std::move(done));
}

void Provider::quote(const loyalty::Calculate& question, milliseconds timeout, Done done) {
    client_.call(question, timeout, std::move(done));
}

void Provider::request_confirmation(const loyalty::RequestConfirmation& question, milliseconds timeout,
                                    Done done) {
    client_.call(question, timeout, std::move(done));
}

void Provider::give_confirmation(const loyalty::GiveConfirmation& question, milliseconds timeout, Done done) {
    client_.call(question, timeout, std::move(done));
}

void Provider::voucher(const loyalty::CreateVoucher& question, milliseconds timeout, Done done) {
    client_.call(question, timeout, std::move(done));
}

void Provider::settings(milliseconds timeout, Done done) {
    client_.call(loyalty::GetSettings{}, timeout, std::move(done));
}

void Provider::submit(const OutboxEntry& entry, std::optional<loyalty::DiscountPolicy> programme,
                      milliseconds timeout, Done done) {
    client_.call(call_of_(entry, programme), timeout, std::move(done));
}

void Provider::refund(const OutboxEntry& entry, milliseconds timeout, Done done) {
    client_.call(call_of_(entry, {}), timeout, std::move(done));
}

void Provider::look_up(const replay::Look& look, milliseconds timeout, LookedUp done) {
    if (!is_survey(look)) return read_page(client_, std::make_shared<ListScan>(look), timeout, done);
    // After a long outage a survey has thousands of pages, so it does not begin anew with every lost answer.
    // New rows push older ones to later pages, so nothing is missed.
    if (!survey_ || survey_->findings().look != look) survey_ = std::make_shared<ListScan>(look);
    read_page(client_, survey_, timeout, [this, done = std::move(done)](const LookUpResult& result) {
        const auto* ended = std::get_if<CallResult>(&result);
        if (!ended || !may_go_on(*ended)) survey_.reset();
        done(result);
    });
}

void Provider::close() {
    client_.close();
}

std::unique_ptr<LoyaltyProvider> make_provider(
    std::unique_ptr<Transport> transport, Clock& clock,
    std::function<void(const Outcome&, const CallResult&)> observer) {
    auto client = std::make_unique<HttpLoyaltyClient>(std::move(transport), clock, std::move(observer));
    LoyaltyClient& in_use = *client;
    return std::make_unique<Provider>(in_use, uds::call_of, std::move(client));
}

}  // namespace tillpoints::uds
