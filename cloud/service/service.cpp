#include "cloud/service/service.hpp"

namespace tillpoints::cloud {

Service::Service(const Programme& programme, Storage& storage, std::int64_t company, Clock clock,
                 Randomness randomness)
    : programme_(programme),
      storage_(storage),
      company_(company),
      clock_(std::move(clock)),
      randomness_(std::move(randomness)) {}

void Service::transact(const std::function<void(Desk&)>& work) {
    storage_.transact([&](Books& books) {
        Desk desk{programme_, switches_, randomness_, company_, books, clock_(), premises_};
        work(desk);
    });
}

loyalty::Answer Service::answer(const loyalty::Call& call) {
    loyalty::Answer answer;
    transact(
        [&](Desk& desk) { answer = std::visit([&](const auto& one) { return handle(desk, one); }, call); });
    return answer;
}

loyalty::ShopAnswer Service::answer(const loyalty::ShopCall& call) {
    loyalty::ShopAnswer answer;
    transact(
        [&](Desk& desk) { answer = std::visit([&](const auto& one) { return handle(desk, one); }, call); });
    return answer;
}

}  // namespace tillpoints::cloud
