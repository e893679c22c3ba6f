#include "cloud/api/switches.hpp"

#include <functional>

namespace tillpoints::cloud {
namespace {

struct Switch {
    std::string name;
    std::string values;
    std::string meaning;
    std::function<bool(Switches&, std::string_view)> set_switch;
    std::function<std::string(const Switches&)> show;
};

using Choices = std::vector<std::string_view>;

std::string joined(const Choices& choices) {
    std::string text;
    for (const auto word : choices) text += (text.empty() ? "" : "|") + std::string(word);
    return text;
}

/// A switch whose values are words, in the order of T's values.
template <class T>
Switch choice(std::string name, T Switches::*member, Choices choices, std::string meaning) {
    return {std::move(name), joined(choices), std::move(meaning),
            [=](Switches& switches, std::string_view value) {
                for (std::size_t i = 0; i < choices.size(); ++i)
                    if (choices[i] == value) return switches.*member = static_cast<T>(i), true;
                return false;
            },
            [=](const Switches& switches) {
                return std::string(choices[static_cast<std::size_t>(switches.*member)]);
            }};
}

using Number = std::function<std::int64_t&(Switches&)>;

Switch number(std::string name, std::int64_t least, std::int64_t most, Number at, std::string meaning) {
    return {std::move(name), std::to_string(least) + ".." + std::to_string(most), std::move(meaning),
            [=](Switches& switches, std::string_view value) {
                const auto parsed = parse_decimal(value, 0, Rounding::exact);
                if (!parsed || *parsed < least || *parsed > most) return false;
                return at(switches) = *parsed, true;
            },
            [=](const Switches& switches) {
                Switches copy = switches;
                return std::to_string(at(copy));
            }};
}

Switch duration(std::string name, std::chrono::milliseconds Switches::*member, std::string meaning) {
    return {std::move(name), "0..600000", std::move(meaning),
            [=](Switches& switches, std::string_view value) {
                const auto parsed = parse_decimal(value, 0, Rounding::exact);
                if (!parsed || *parsed < 0 || *parsed > 600'000) return false;
                return switches.*member = std::chrono::milliseconds(*parsed), true;
            },
            [=](const Switches& switches) { return std::to_string((switches.*member).count()); }};
}

Switch wrong_key_switch() {
    return {"wrong_key", "401|403", "the status for a wrong company or key",
            [](Switches& switches, std::string_view value) {
                if (value != "401" && value != "403") return false;
                return switches.wrong_key = value == "401" ? 401 : 403, true;
            },
            [](const Switches& switches) { return std::to_string(switches.wrong_key); }};
}

std::vector<Switch> open_questions() {
    return {
        choice("repeated_nonce", &Switches::repeated_nonce, {"same", "400", "409", "duplicate"},
               "a purchase with a nonce seen before"),
        choice("receipt_exists", &Switches::receipt_exists, {"off", "409"},
               "a purchase with a receipt number seen before"),
        wrong_key_switch(),
        choice("company", &Switches::company_inactive, {"active", "inactive"},
               "an inactive company gets 403 companyIsInactive for everything"),
        choice("new_cashier", &Switches::refuses_new_cashiers, {"taken", "404"},
               "a purchase by a cashier never seen before"),
        choice("over_refund", &Switches::over_refund, {"badRequest", "invalidChecksum", "notFound", "409"},
               "a refund of more than is left"),
        choice("points_without_redemption", &Switches::cashback_as_points, {"0", "cashback"},
               "operation.points where nothing was spent"),
        choice("order", &Switches::order, {"newest", "oldest"}, "which operation the list begins with"),
        choice("max_points_base", &Switches::max_points_base, {"total", "redeemable"},
               "what the redemption limit is a share of"),
        choice("cashback_base", &Switches::award_base,
               {"cash_less_skipped", "cash_in_proportion", "total_less_skipped"},
               "what the cashback is a share of"),
        choice("percent_fields", &Switches::percent_form, {"30", "0.3"},
               "how find and calc write thirty percent"),
        choice("phone_discount", &Switches::phone_discount, {"allowed", "refused"},
               "a purchase by phone under a percent discount"),
        choice("refund_rounding", &Switches::refund_rounding, {"half_up", "down"},
               "the split of a partial refund"),
        choice("partial_refund_state", &Switches::partial_refund_cancels, {"normal", "canceled"},
               "the sale after a partial refund"),
        choice("spent_award", &Switches::spent_award, {"negative", "clamp", "refuse"},
               "a refund whose award is already spent"),
        choice("exchange_kills_code", &Switches::exchange_kills_code, {"no", "yes"},
               "the short code after find?exchangeCode"),
        choice("find_without_total", &Switches::zeros_without_total, {"null", "zeros"},
               "find.purchase where no total was given"),
    };
}

std::vector<Switch> make_table() {
    auto table = open_questions();
    for (std::size_t i = 1; i < fault_names.size(); ++i) {
        const std::string name(fault_names[i]);
        const auto& percent = "percent of the requests that may write that get " + name;
        table.push_back(number(
            name, 0, 100, [i](Switches& s) -> std::int64_t& { return s.odds[i].percent; }, percent));
        table.push_back(number(
            name + "_next", 0, 1'000'000, [i](Switches& s) -> std::int64_t& { return s.odds[i].next; },
            "how many such requests from now on get it for certain"));
    }
    table.push_back(number(
        "seed", 0, 1'000'000'000, [](Switches& s) -> std::int64_t& { return s.seed; }, "of the chances"));
    table.push_back(number(
        "error_status", 500, 599, [](Switches& s) -> std::int64_t& { return s.error_status; },
        "the status of error_before and error_after"));
    table.push_back(number(
        "requests_per_second", 0, 1'000'000,
        [](Switches& s) -> std::int64_t& { return s.requests_per_second; }, "beyond it 429; 0: no limit"));
    table.push_back(duration("latency_ms", &Switches::latency, "every answer waits this long, GET too"));
    table.push_back(duration("late_commit_ms", &Switches::late_commit_delay, "how late a late_commit is"));
    table.push_back(duration("slow_body_ms", &Switches::slow_body_time, "how long a slow_body takes"));
    return table;
}

const std::vector<Switch>& table() {
    static const auto switches = make_table();
    return switches;
}

}  // namespace

std::optional<Problem> set_switch(Switches& switches, std::string_view name, std::string_view value) {
    for (const auto& one : table()) {
        if (one.name != name) continue;
        if (one.set_switch(switches, value)) return {};
        return Problem{Errc::invalid_value, one.name, one.values, std::string(value)};
    }
    return Problem{Errc::invalid_value, std::string(name), "the name of a switch", "none of that name"};
}

Json to_json(const Switches& switches) {
    Json json = Json::object();
    for (const auto& one : table()) json.set(one.name, one.show(switches));
    return json;
}

std::string describe_switches() {
    std::string text;
    const Switches defaults;
    for (const auto& one : table())
        text += "  " + one.name + "=" + one.values + "  [" + one.show(defaults) + "]  " + one.meaning + "\n";
    return text;
}

}  // namespace tillpoints::cloud
