#include "adapters/simulator/shop_day.hpp"

#include <algorithm>
#include <cstdlib>
#include <thread>
#include <utility>

#include "adapters/simulator/returns.hpp"
#include "adapters/simulator/sale.hpp"

namespace tillpoints::simulator {
namespace {

/// How many closed receipts register_started lists; `complete_since` is the time of the oldest of them.
constexpr std::size_t recent_sales = 200;

void run_command(const std::string& command, std::ostream& progress) {
    progress << "register: $ " << command << '\n' << std::flush;
    if (std::system(command.c_str()) != 0) progress << "register: the command failed\n" << std::flush;
}

std::size_t receipt_begun_by(const DayStep& step) {
    const auto* begin = std::get_if<BeginSale>(&step);
    return begin == nullptr ? 0 : begin->sale.cart + 1;
}

}  // namespace

ShopDay::ShopDay(Checkout& checkout, const std::vector<Cart>& carts, std::vector<DayStep> plan,
                 std::multimap<std::size_t, std::string> before, std::chrono::milliseconds pace,
                 std::ostream& progress)
    : checkout_(checkout),
      carts_(carts),
      plan_(std::move(plan)),
      before_(std::move(before)),
      pace_(pace),
      progress_(progress) {}

Json ShopDay::closed_sales(bool this_shift) const {
    auto closed = Json::array();
    const auto shift = std::to_string(checkout_.state.shift);
    for (const auto& record : checkout_.fiscal.records())
        if (record.kind == "sale" && (!this_shift || record.shift == shift))
            closed.push_back(closed_object(record));
    return closed;
}

void ShopDay::start_register(const std::vector<std::string>& left_open) {
    auto& state = checkout_.state;
    auto closed = closed_sales(false);
    auto complete_since = state.complete_since;
    if (closed.size() > recent_sales) {
        const auto cut = static_cast<std::ptrdiff_t>(closed.size() - recent_sales);
        complete_since = closed[static_cast<std::size_t>(cut)]["closed_at"];
        closed.erase(closed.begin(), closed.begin() + cut);
    }
    auto open = Json::array();
    for (const auto& id : left_open)
        if (checkout_.fiscal.find(id) == nullptr) open.push_back(id);
    const auto to_cancel = open;
    for (const auto& [cart, receipt] : state.open)
        if (!receipt.cancelled && checkout_.fiscal.find(receipt.receipt_id) == nullptr)
            open.push_back(receipt.receipt_id);
    if (state.next_step > 0)
        progress_ << "register: restarted after a power loss: open receipts " << open.size() << ", printed "
                  << checkout_.fiscal.records().size() << "\n"
                  << std::flush;
    const auto reply =
        checkout_.ask_until_stored("register_started", {{"register", {{"serial", checkout_.serial}}},
                                                        {"open", std::move(open)},
                                                        {"closed", std::move(closed)},
                                                        {"complete_since", complete_since}});
    for (const auto& id : to_cancel)
        checkout_.ask_until_stored("receipt_cancelled",
                                   {{"receipt_id", id}, {"reason", "left open by another day"}});
    std::vector<std::size_t> printed;
    for (const auto& [cart, receipt] : state.open)
        if (checkout_.fiscal.find(receipt.receipt_id) != nullptr) printed.push_back(cart);
    for (const auto cart : printed) record_recovered_sale(checkout_, cart, reply);
}

void ShopDay::play_step(const DayStep& step) {
    if (const auto* back = std::get_if<ReturnGoods>(&step))
        return play_return(checkout_, carts_[back->plan.sale], back->plan);
    const auto* begun = std::get_if<BeginSale>(&step);
    const auto& plan = begun != nullptr ? begun->sale : std::get<ResumeSale>(step).sale;
    // The receipt was printed or cancelled before the power loss, so the step is done.
    const auto id = receipt_id(checkout_.state.run, checkout_.seed, plan.cart, 's');
    if (checkout_.fiscal.find(id) != nullptr) return;
    Sale sale(checkout_, carts_[plan.cart], plan);
    sale.begin();
    if (begun == nullptr || plan.suspended_for == 0) sale.finish();
}

void ShopDay::play(const std::vector<std::string>& left_open) {
    start_register(left_open);
    auto& state = checkout_.state;
    for (auto at = state.next_step; at < plan_.size(); ++at) {
        const auto [first, last] = before_.equal_range(receipt_begun_by(plan_[at]));
        for (auto each = first; each != last; ++each) run_command(each->second, progress_);
        std::this_thread::sleep_for(pace_);
        play_step(plan_[at]);
        state.next_step = at + 1;
        checkout_.save();
    }
    close_shift();
}

void ShopDay::close_shift() {
    report_unstored_returns(checkout_);
    const auto reply =
        checkout_.ask_until_stored("shift_closed", {{"shift", std::to_string(checkout_.state.shift)},
                                                    {"closed", closed_sales(true)},
                                                    {"complete_since", checkout_.state.complete_since}});
    progress_ << "register: shift " << checkout_.state.shift << " closed, the plugin says "
              << reply.value("summary", Json()).dump() << '\n'
              << std::flush;
    ++checkout_.state.shift;
    checkout_.state.finished = true;
    checkout_.save();
}

bool ShopDay::wait_settled(std::chrono::seconds limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    for (std::string shown;;) {
        const auto report = Json::parse(checkout_.plugin.plugin().status(), nullptr, false);
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
