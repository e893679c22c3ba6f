#include "accepting_cloud.hpp"

#include <boost/asio/post.hpp>
#include <stdexcept>

#include "protocol/loyalty/wire.hpp"
#include "protocol/overloaded.hpp"

namespace tillpoints::testing {
namespace {

using namespace loyalty;

/// Later than everything that was recorded, so that the settle horizon of the recorded sends has passed.
constexpr std::string_view date = "Tue, 01 Dec 2026 00:00:00 GMT";
const Timestamp now = parse_timestamp("2026-12-01T00:00:00Z").value();

CustomerUid uid_of(const Identity& who) {
    if (const auto* uid = std::get_if<ByUid>(&who)) return uid->uid;
    if (const auto* phone = std::get_if<ByPhone>(&who)) return CustomerUid("by-phone-" + phone->phone.e164());
    return CustomerUid("by-code");
}

Customer customer_of(const Identity& who) {
    Customer customer;
    customer.uid = uid_of(who);
    customer.participant.id = ParticipantId{1};
    customer.participant.points = Points(1'000'000);
    return customer;
}

Answer settings() {
    Settings settings;
    settings.currency = "RUB";
    settings.purchase_by_phone = true;
    settings.use_points_by_phone = true;
    return settings;
}

class MemoryTransport final : public Transport {
  public:
    MemoryTransport(AcceptingCloud& cloud, boost::asio::any_io_executor executor)
        : cloud_(cloud), executor_(std::move(executor)) {}

    void send(HttpRequest request, std::chrono::milliseconds, std::function<void(Outcome)> done) override {
        const auto call = call_of(request);
        if (!call) throw std::logic_error(call.error().sentence());
        auto answer = answer_to_http(cloud_.answer(*call));
        answer.headers.emplace_back("Date", date);
        boost::asio::post(executor_,
                          [answer = std::move(answer), done = std::move(done)] { done(Outcome(answer)); });
    }
    void close() override {}
    void abandon() override {}

  private:
    AcceptingCloud& cloud_;
    boost::asio::any_io_executor executor_;
};

}  // namespace

const Operation& AcceptingCloud::book(const CreateOperation& call, Timestamp created) {
    Operation operation;
    operation.id = {static_cast<std::int64_t>(operations_.size()) + 1};
    operation.created = created;
    operation.customer = OperationCustomer{ParticipantId{1}, "", uid_of(call.who), {}};
    operation.points = -call.points;
    operation.receipt_number = call.number;
    operation.total = call.total;
    operation.cash = call.cash;
    return operations_.emplace_back(std::move(operation));
}

Answer AcceptingCloud::refund(const RefundOperation& call) {
    const auto index = static_cast<std::size_t>(call.id.value - 1);
    if (index >= operations_.size()) throw std::logic_error("a refund of an operation that was never shown");
    operations_[index].state = OperationState::canceled;
    Operation reversal = operations_[index];
    reversal.id = {static_cast<std::int64_t>(operations_.size()) + 1};
    reversal.created = now;
    reversal.state = OperationState::reversal;
    reversal.origin = call.id;
    reversal.points = -reversal.points;
    reversal.total = -call.partial_amount.value_or(reversal.total);
    reversal.cash = -reversal.cash;
    return operations_.emplace_back(std::move(reversal));
}

Answer AcceptingCloud::answer(const Call& call) {
    return std::visit(
        Overloaded{[&](const GetSettings&) { return settings(); },
                   [&](const FindCustomer& it) -> Answer {
                       return Found{customer_of(it.who), {}, FindType::purchase, {}};
                   },
                   [&](const CreateOperation& it) -> Answer { return book(it, now); },
                   [&](const RefundOperation& it) { return refund(it); },
                   [&](const ListOperations&) -> Answer {
                       return OperationPage{{operations_.rbegin(), operations_.rend()}, {}};
                   },
                   [](const auto&) -> Answer { throw std::logic_error("a call no queue makes"); }},
        call);
}

std::unique_ptr<Transport> AcceptingCloud::transport(boost::asio::any_io_executor executor) {
    return std::make_unique<MemoryTransport>(*this, std::move(executor));
}

}  // namespace tillpoints::testing
