#include "plugin/runtime/clerk.hpp"

#include <algorithm>

namespace tillpoints {
namespace {

constexpr std::chrono::milliseconds between_looks{500};

/// Opens the box for one piece of work: commands are rare, and no descriptor is kept for them.
template <class Work>
auto beside_box(const CommandBox::Options& options, Work work)
    -> decltype(work(std::declval<CommandBox&>())) {
    const auto box = CommandBox::open(options);
    if (!box) return box.error();
    return work(**box);
}

}  // namespace

Clerk::Clerk(const Ground& ground, Office& office, CommandBox::Options box)
    : ground_(ground),
      desk_(office.desk),
      courier_(office.courier),
      box_(std::move(box)),
      timer_(ground.loop.timer()) {}

void Clerk::start() {
    look();
}

void Clerk::stop() {
    stopping_ = true;
    timer_->cancel();
}

void Clerk::look_again() {
    if (stopping_) return;
    timer_->at(ground_.loop.now() + between_looks, [this] {
        if (!stopping_) look();
    });
}

void Clerk::look() {
    // One stat of a file in the kernel's cache; only a change costs the disk's thread anything.
    const auto stamp = CommandBox::stamp_of(box_.file);
    if (!stamp || (stamp == seen_ && !once_more_)) return look_again();
    // Two changes within one tick of the file system's clock look like one: the second look finds both.
    once_more_ = stamp != seen_;
    seen_ = stamp;
    read();
}

void Clerk::read() {
    ground_.disk.run([this, options = box_](Outbox& outbox) -> std::function<void()> {
        auto orders = beside_box(options, [&](CommandBox& box) { return orders_in(box, outbox); });
        return [this, orders = std::move(orders)] {
            if (!stopping_) take(orders);
        };
    });
}

void Clerk::take(Result<std::vector<Order>> orders) {
    if (!orders) return unread(orders.error());
    told_.clear();
    for (auto& order : *orders) {
        const bool in_flight = std::any_of(order.touches.begin(), order.touches.end(),
                                           [&](const FactId& id) { return courier_.in_flight(id); });
        once_more_ = once_more_ || in_flight;
        if (replay::about_receipt(order.command.kind))
            rule(order.command);
        else if (!in_flight)
            carry_out(std::move(order));
    }
    if (under_way_ == 0) look_again();
}

void Clerk::unread(const Problem& problem) {
    // Another process at the box is no trouble. It and the disk may let go without another mark on the file.
    once_more_ = problem.code == Errc::storage_busy || problem.code == Errc::storage_failed;
    const auto trouble = problem.code == Errc::storage_busy ? std::string() : problem.sentence();
    if (trouble != told_ && !trouble.empty())
        ground_.log.write(LogLevel::error, "commands cannot be read: " + trouble);
    told_ = trouble;
    look_again();
}

void Clerk::carry_out(Order order) {
    ++under_way_;
    courier_.set_aside(order.touches);
    const Timestamp now = ground_.clock.now().local;
    const std::string nonce = ground_.fresh_uuid();
    ground_.disk.run([this, options = box_, order = std::move(order), nonce,
                      now](Outbox& outbox) -> std::function<void()> {
        auto done = ::tillpoints::carry_out(order.command, outbox, Nonce(nonce), now);
        // Unanswered it is found done, and answered, at the next look.
        if (done)
            static_cast<void>(beside_box(
                options, [&](CommandBox& box) { return box.answer(order.command.id, dump(done->answer)); }));
        return [this, order, done = std::move(done)] {
            if (!stopping_) carried_out(order, done);
        };
    });
}

void Clerk::carried_out(const Order& order, Result<CarriedOut> done) {
    once_more_ = true;
    const std::string what = std::string(name_of(order.command.kind)) + " of " + order.command.fact.text;
    if (done) {
        const Json* outcome = done->answer.find("outcome");
        ground_.log.write(LogLevel::info,
                          what + ": " + (outcome && outcome->string() ? *outcome->string() : ""));
    } else {
        ground_.log.write(LogLevel::error, what + " not stored: " + done.error().sentence());
    }
    courier_.take_back(order.touches, done ? std::move(done->changed) : std::vector<Fact>());
    if (ground_.config.enabled) courier_.pump();
    one_done();
}

void Clerk::rule(const replay::Command& command) {
    ++under_way_;
    const auto due = ground_.loop.now() + ground_.config.timing.event_deadline;
    const auto heard = [this, command](const std::string& answer) {
        if (!stopping_) ruled(command, answer);
    };
    desk_.rule(command, std::make_shared<Ticket>(ground_.loop, "", due, heard));
}

void Clerk::ruled(const replay::Command& command, const std::string& answer) {
    once_more_ = true;
    const auto json = parse_json(answer);
    const Json* outcome = json ? json->find("outcome") : nullptr;
    const std::string what = std::string(name_of(command.kind)) + " of " + command.receipt.text;
    ground_.log.write(LogLevel::info,
                      what + ": " + (outcome && outcome->string() ? *outcome->string() : "not stored yet"));
    if (!outcome) return one_done();
    ground_.disk.run([this, options = box_, id = command.id, answer](Outbox&) -> std::function<void()> {
        static_cast<void>(beside_box(options, [&](CommandBox& box) { return box.answer(id, answer); }));
        return [this] {
            if (!stopping_) one_done();
        };
    });
}

void Clerk::one_done() {
    if (--under_way_ == 0) look_again();
}

}  // namespace tillpoints
