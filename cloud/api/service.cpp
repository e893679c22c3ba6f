#include "cloud/api/service.hpp"

#include <algorithm>

namespace tillpoints::cloud {

Service::Service(const Programme& programme, Storage& storage, std::int64_t company, Clock clock,
                 Randomness randomness, const ProtocolVariants& variants)
    : programmes_(programme),
      storage_(storage),
      company_(company),
      clock_(std::move(clock)),
      randomness_(std::move(randomness)),
      variants_(variants) {
    storage_.read([&](Transaction& db) { ahead_ = db.clock.time_ahead(); });
}

std::optional<std::chrono::milliseconds> Service::ahead() const {
    const std::lock_guard lock(mutex_);
    return ahead_;
}

void Service::set_ahead(std::optional<std::chrono::milliseconds> ahead) {
    const std::lock_guard lock(mutex_);
    ahead_ = ahead;
}

void Service::count_request(const std::string& name) {
    const std::lock_guard lock(mutex_);
    ++requests_[name];
}

RequestCounts Service::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

std::optional<Problem> Service::use_virtual_time(std::optional<Timestamp> start) {
    std::optional<Problem> problem;
    storage_.transact([&](Transaction& db) {
        db.take_turn();
        set_ahead(db.clock.time_ahead());
        problem.reset();
        if (time_is_virtual()) return;
        const auto real = clock_();
        const auto last = db.ledger.last_written();
        const auto from = start.value_or(std::max(real, last.value_or(real)));
        if (last && from < *last) {
            problem = Problem{Errc::out_of_range, "virtual time", "no earlier than " + to_text(*last),
                              to_text(from)};
            return;
        }
        set_ahead(from - real);
        db.clock.set_time_ahead(from - real);
    });
    return problem;
}

std::optional<Problem> Service::advance(std::chrono::milliseconds by) {
    if (!time_is_virtual())
        return Problem{Errc::unsupported, "time", "a database with virtual time", "real time"};
    constexpr std::chrono::days most{36'500};
    if (by.count() <= 0 || by > most)
        return Problem{Errc::out_of_range, "time", "a step forward of at most 36500 days", {}};
    storage_.transact([&](Transaction& db) {
        db.take_turn();
        const auto later = db.clock.time_ahead().value_or(std::chrono::milliseconds(0)) + by;
        set_ahead(later);
        db.clock.set_time_ahead(later);
    });
    return {};
}

void Service::in_context(Transaction& db, const std::function<void(RequestContext&)>& work) {
    // Another process on the same database may have moved its time.
    if (time_is_virtual()) set_ahead(db.clock.time_ahead());
    const auto moment = now();
    const auto programme = programmes_.at(db, moment);
    RequestContext context{*programme, variants_, randomness_, company_, db, moment, service_info_};
    work(context);
}

void Service::transact(const std::function<void(RequestContext&)>& work) {
    storage_.transact([&](Transaction& db) { in_context(db, work); });
}

void Service::read(const std::function<void(RequestContext&)>& work) {
    storage_.read([&](Transaction& db) { in_context(db, work); });
}

void Service::read_much(const std::function<void(RequestContext&)>& work) {
    storage_.read_much([&](Transaction& db) { in_context(db, work); });
}

std::vector<std::exception_ptr> Service::transact_all(
    const std::vector<std::function<void(RequestContext&)>>& works) {
    std::vector<std::function<void(Transaction&)>> in_books;
    in_books.reserve(works.size());
    for (const auto& work : works) in_books.push_back([&](Transaction& db) { in_context(db, work); });
    return storage_.transact_all(in_books);
}

loyalty::Answer answer(RequestContext& context, const loyalty::Call& call) {
    return std::visit([&](const auto& one) { return handle(context, one); }, call);
}

loyalty::ShopAnswer answer(RequestContext& context, const loyalty::ShopCall& call) {
    return std::visit([&](const auto& one) { return handle(context, one); }, call);
}

loyalty::Answer Service::answer(const loyalty::Call& call) {
    loyalty::Answer given;
    transact([&](RequestContext& context) { given = cloud::answer(context, call); });
    return given;
}

loyalty::ShopAnswer Service::answer(const loyalty::ShopCall& call) {
    loyalty::ShopAnswer given;
    transact([&](RequestContext& context) { given = cloud::answer(context, call); });
    return given;
}

}  // namespace tillpoints::cloud
