#include "adapters/simulator/shop_day.hpp"

#include <algorithm>
#include <cstdlib>
#include <thread>
#include <utility>

#include "adapters/simulator/goods_back.hpp"
#include "adapters/simulator/sale.hpp"

namespace tillpoints::simulator {
namespace {

/// How many closed receipts register_started carries; before them the list is not complete.
constexpr std::size_t recent_sales = 200;

void run_command(const std::string& command, std::ostream& progress) {
    progress << "register: $ " << command << '\n' << std::flush;
    if (std::system(command.c_str()) != 0) progress << "register: the command failed\n" << std::flush;
}

std::size_t receipt_begun_by(const Step& step) {
    const auto* begin = std::get_if<Begin>(&step);
    return begin == nullptr ? 0 : begin->sale.cart + 1;
}

}  // namespace

ShopDay::ShopDay(Counter& counter, const std::vector<Cart>& carts, std::vector<Step> plan,
                 std::multimap<std::size_t, std::string> before, std::chrono::milliseconds pace,
                 std::ostream& progress)
    : counter_(counter),
      carts_(carts),
      plan_(std::move(plan)),
      before_(std::move(before)),
      pace_(pace),
      progress_(progress) {}

Json ShopDay::closed_sales(bool this_shift) const {
    auto closed = Json::array();
    const auto shift = std::to_string(counter_.state.shift);
    for (const auto& record : counter_.fiscal.records())
        if (record.kind == "sale" && (!this_shift || record.shift == shift))
            closed.push_back(closed_object(record));
    return closed;
}

void ShopDay::start_register(const std::vector<std::string>& left_open) {
    auto& state = counter_.state;
    auto closed = closed_sales(false);
    auto complete_since = state.complete_since;
    if (closed.size() > recent_sales) {
        const auto cut = static_cast<std::ptrdiff_t>(closed.size() - recent_sales);
        complete_since = closed[static_cast<std::size_t>(cut)]["closed_at"];
        closed.erase(closed.begin(), closed.begin() + cut);
    }
    auto open = Json::array();
    for (const auto& id : left_open)
        if (counter_.fiscal.find(id) == nullptr) open.push_back(id);
    const auto to_cancel = open;
    for (const auto& [cart, receipt] : state.open)
        if (!receipt.cancelled && counter_.fiscal.find(receipt.receipt_id) == nullptr)
            open.push_back(receipt.receipt_id);
    if (state.next_step > 0)
        progress_ << "register: back after a power loss: open receipts " << open.size() << ", printed "
                  << counter_.fiscal.records().size() << "\n"
                  << std::flush;
    const auto reply = counter_.insist("register_started", {{"register", {{"serial", counter_.serial}}},
                                                            {"open", std::move(open)},
                                                            {"closed", std::move(closed)},
                                                            {"complete_since", complete_since}});
    for (const auto& id : to_cancel)
        counter_.insist("receipt_cancelled", {{"receipt_id", id}, {"reason", "left open by another day"}});
    std::vector<std::size_t> printed;
    for (const auto& [cart, receipt] : state.open)
        if (counter_.fiscal.find(receipt.receipt_id) != nullptr) printed.push_back(cart);
    for (const auto cart : printed) record_recovered_sale(counter_, cart, reply);
}

void ShopDay::play_step(const Step& step) {
    if (const auto* back = std::get_if<Return>(&step))
        return play_return(counter_, carts_[back->plan.sale], back->plan);
    const auto* begun = std::get_if<Begin>(&step);
    const auto& plan = begun != nullptr ? begun->sale : std::get<Resume>(step).sale;
    // Printed, or cancelled, before the power went: the step is over.
    const auto id = receipt_id(counter_.state.run, counter_.seed, plan.cart, 's');
    if (counter_.fiscal.find(id) != nullptr) return;
    Sale sale(counter_, carts_[plan.cart], plan);
    sale.begin();
    if (begun == nullptr || plan.suspended_for == 0) sale.finish();
}

void ShopDay::play(const std::vector<std::string>& left_open) {
    start_register(left_open);
    auto& state = counter_.state;
    for (auto at = state.next_step; at < plan_.size(); ++at) {
        const auto [first, last] = before_.equal_range(receipt_begun_by(plan_[at]));
        for (auto each = first; each != last; ++each) run_command(each->second, progress_);
        std::this_thread::sleep_for(pace_);
        play_step(plan_[at]);
        state.next_step = at + 1;
        counter_.remember();
    }
    close_shift();
}

void ShopDay::close_shift() {
    tell_untold_returns(counter_);
    const auto reply = counter_.insist("shift_closed", {{"shift", std::to_string(counter_.state.shift)},
                                                        {"closed", closed_sales(true)},
                                                        {"complete_since", counter_.state.complete_since}});
    progress_ << "register: shift " << counter_.state.shift << " closed, the plugin says "
              << reply.value("summary", Json()).dump() << '\n'
              << std::flush;
    ++counter_.state.shift;
    counter_.state.finished = true;
    counter_.remember();
}

bool ShopDay::wait_settled(std::chrono::seconds limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    for (std::string shown;;) {
        const auto report = Json::parse(counter_.plugin.plugin().status(), nullptr, false);
        const auto queue = report.is_object() ? report.value("queue", Json::object()) : Json::object();
        const auto pending = queue.value("pending", -1);
        const auto settling = queue.value("settling", -1);
        const auto line = "register: waiting: pending " + std::to_string(pending) + ", settling " +
                          std::to_string(settling) + ", parked " + std::to_string(queue.value("parked", -1));
        if (line != std::exchange(shown, line)) progress_ << line << '\n' << std::flush;
        if (pending == 0 && settling == 0) return true;
        if (std::chrono::steady_clock::now() >= end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
}

}  // namespace tillpoints::simulator
