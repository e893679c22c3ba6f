#include "cloud/service/service.hpp"

#include <algorithm>

namespace tillpoints::cloud {

Service::Service(const Programme& programme, Storage& storage, std::int64_t company, Clock clock,
                 Randomness randomness)
    : programme_(programme),
      storage_(storage),
      company_(company),
      clock_(std::move(clock)),
      randomness_(std::move(randomness)) {
    storage_.look([&](Books& books) { ahead_ = books.time_ahead(); });
}

std::optional<Problem> Service::use_virtual_time(std::optional<Timestamp> start) {
    std::optional<Problem> problem;
    storage_.transact([&](Books& books) {
        ahead_ = books.time_ahead();
        problem.reset();
        if (ahead_) return;
        const auto real = clock_();
        const auto last = books.last_written();
        const auto from = start.value_or(std::max(real, last.value_or(real)));
        if (last && from < *last) {
            problem = Problem{Errc::out_of_range, "virtual time", "no earlier than " + to_text(*last),
                              to_text(from)};
            return;
        }
        ahead_ = from - real;
        books.set_time_ahead(*ahead_);
    });
    return problem;
}

std::optional<Problem> Service::advance(std::chrono::milliseconds by) {
    if (!ahead_) return Problem{Errc::unsupported, "time", "books with virtual time", "real time"};
    constexpr std::chrono::days most{36'500};
    if (by.count() <= 0 || by > most)
        return Problem{Errc::out_of_range, "time", "a step forward of at most 36500 days", {}};
    storage_.transact([&](Books& books) {
        ahead_ = books.time_ahead().value_or(std::chrono::milliseconds(0)) + by;
        books.set_time_ahead(*ahead_);
    });
    return {};
}

void Service::at_desk(Books& books, const std::function<void(Desk&)>& work) {
    // Another process on the same books may have turned their time.
    if (ahead_) ahead_ = books.time_ahead();
    Desk desk{programme_, switches_, randomness_, company_, books, now(), premises_};
    work(desk);
}

void Service::transact(const std::function<void(Desk&)>& work) {
    storage_.transact([&](Books& books) { at_desk(books, work); });
}

std::vector<std::exception_ptr> Service::transact_all(const std::vector<std::function<void(Desk&)>>& works) {
    std::vector<std::function<void(Books&)>> in_books;
    for (const auto& work : works) in_books.push_back([&](Books& books) { at_desk(books, work); });
    return cloud::transact_all(storage_, in_books);
}

loyalty::Answer answer(Desk& desk, const loyalty::Call& call) {
    return std::visit([&](const auto& one) { return handle(desk, one); }, call);
}

loyalty::ShopAnswer answer(Desk& desk, const loyalty::ShopCall& call) {
    return std::visit([&](const auto& one) { return handle(desk, one); }, call);
}

loyalty::Answer Service::answer(const loyalty::Call& call) {
    loyalty::Answer given;
    transact([&](Desk& desk) { given = cloud::answer(desk, call); });
    return given;
}

loyalty::ShopAnswer Service::answer(const loyalty::ShopCall& call) {
    loyalty::ShopAnswer given;
    transact([&](Desk& desk) { given = cloud::answer(desk, call); });
    return given;
}

}  // namespace tillpoints::cloud
