#include <chrono>
#include <ctime>
#include <random>
#include <thread>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/configuration.hpp"
#include "adapters/cli/input.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/cli/plugin_instance.hpp"
#include "adapters/cli/words.hpp"

namespace tillpoints::cli {
namespace {

constexpr std::chrono::seconds until_settled{20};
constexpr std::chrono::milliseconds between_looks{50};

std::string fresh_receipt() {
    std::random_device random;
    char text[40];
    std::snprintf(text, sizeof text, "test-%08x%08x", random(), random());
    return text;
}

std::string now_text() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    char text[32];
    ::gmtime_r(&now, &utc);
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text;
}

Json event(const char* name, const std::string& receipt, const Json& members) {
    Json json{{"v", 1}, {"event", name}, {"receipt_id", receipt}};
    json.update(members);
    return json;
}

/// The receipt's entry once it is final, or as it is when there is nothing to wait for.
Json settled_entry(const PluginInstance& plugin, const std::string& receipt) {
    const auto due = std::chrono::steady_clock::now() + until_settled;
    for (;;) {
        const Json entries = plugin.entries(receipt);
        Json entry = entries.empty() ? Json::object() : entries.back();
        const auto state = cell(entry, "state");
        const auto link = cell(plugin.status().value("link", Json::object()), "state");
        const bool hopeless = state == "parked" || link == "offline" || link == "paused";
        if (state == "confirmed" || hopeless || std::chrono::steady_clock::now() >= due) return entry;
        std::this_thread::sleep_for(between_looks);
    }
}

struct TestSale {
    PluginInstance& plugin;
    std::string receipt;
    Json lines;
    std::int64_t total;
    Json report = Json::object();

    bool said(const char* step, const Json& reply, std::initializer_list<const char*> good) {
        const auto status = reply.is_object() ? cell(reply, "status") : std::string("no answer");
        report[step] = status;
        for (const auto* each : good)
            if (status == each) return true;
        std::string why = status;
        if (reply.is_object() && reply.contains("error")) why += ": " + cell(reply["error"], "message");
        if (reply.is_object() && reply.contains("text")) why += ": " + cell(reply, "text");
        std::fprintf(stderr, "%s\n", say(Text::sale_refused, {step, why}).c_str());
        return false;
    }

    bool sell(const std::string& phone) {
        const Json opening{
            {"kind", "sale"},
            {"register", "test"},
            {"shift", "test"},
            {"cashier", {{"id", "technician"}}},
            {"capabilities",
             {{"payment_event", true}, {"split", "none"}, {"tender", false}, {"prompt", false}}}};
        if (!said("receipt_opened", plugin.ask(event("receipt_opened", receipt, opening)), {"ok"}))
            return false;
        const Json customer{{"by", "phone"}, {"value", phone}, {"positions", lines}};
        const Json found = plugin.ask(event("customer_presented", receipt, customer));
        if (!said("customer_presented", found, {"customer", "unregistered", "offline"})) return cancel();
        const Json closing{{"positions", lines},
                           {"payments", {{{"type", "cash"}, {"sum", total}}}},
                           {"total", total},
                           {"closed_at", now_text()}};
        return said("receipt_closed", plugin.ask(event("receipt_closed", receipt, closing)),
                    {"confirmed", "stored"});
    }

    bool cancel() {
        plugin.ask(event("receipt_cancelled", receipt, Json::object()));
        return false;
    }

    bool take_back() {
        const std::string returned = receipt + "-back";
        const Json closing{{"original", {{"receipt_id", receipt}}},
                           {"positions", lines},
                           {"total", total},
                           {"closed_at", now_text()}};
        const Json reply = plugin.ask(event("return_closed", returned, closing));
        if (!said("return_closed", reply, {"stored", "confirmed"})) return false;
        report["withdrawn_award"] = reply.value("withdrawn_award", 0);
        const Json entry = settled_entry(plugin, returned);
        report["return_state"] = cell(entry, "state");
        return cell(entry, "state") == "confirmed";
    }
};

bool finish(TestSale& sale, bool keep, bool json) {
    const Json entry = settled_entry(sale.plugin, sale.receipt);
    const auto state = cell(entry, "state");
    sale.report["state"] = state;
    sale.report["operation"] = entry.value("operation", Json());
    const auto tell = [&](Text text, std::initializer_list<std::string_view> values) {
        if (!json) std::printf("%s\n", say(text, values).c_str());
    };
    if (state != "confirmed") {
        tell(Text::sale_waits, {sale.receipt, word(state)});
        return false;
    }
    tell(Text::sale_awarded, {sale.receipt, cell(entry, "operation")});
    if (keep) return true;
    if (!sale.take_back()) {
        tell(Text::sale_waits, {sale.receipt + "-back", word(cell(sale.report, "return_state"))});
        return false;
    }
    tell(Text::sale_returned, {sale.receipt, hundredths(sale.report, "withdrawn_award")});
    return true;
}

}  // namespace

ExitCode simulate_sale(const Library& library, const std::string& config, const SaleWish& wish, bool json) {
    std::string phone = wish.phone == "-" ? read_input("-", 256) : wish.phone;
    phone.erase(phone.find_last_not_of(" \r\n\t") + 1);
    PluginInstance plugin(library, read_configuration(library, config).text);
    const Json line{
        {"id", "p1"}, {"name", "Test"}, {"price", wish.total}, {"quantity", "1"}, {"sum", wish.total}};
    TestSale sale{plugin, fresh_receipt(), Json::array({line}), wish.total};
    sale.report["receipt_id"] = sale.receipt;
    const bool sold = sale.sell(phone);
    if (sold && !json)
        std::printf("%s\n",
                    say(Text::sale_customer, {word(cell(sale.report, "customer_presented"))}).c_str());
    const bool done = sold && finish(sale, wish.keep, json);
    if (json) std::printf("%s\n", sale.report.dump().c_str());
    return done ? exit_ok : exit_problem;
}

ExitCode replay(const Library& library, const std::string& config, double seconds, bool progress, bool json) {
    PluginInstance plugin(library, read_configuration(library, config).text);
    const auto due = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    Json shown;
    for (;;) {
        const Json queue = plugin.status().value("queue", Json::object());
        if (progress && !json && queue != shown) {
            std::printf("%s\n", say(Text::replay_left,
                                    {cell(queue, "pending"), cell(queue, "settling"), cell(queue, "parked")})
                                    .c_str());
            static_cast<void>(std::fflush(stdout));
        }
        shown = queue;
        const bool over = cell(queue, "pending") == "0" && cell(queue, "settling") == "0";
        if (over || std::chrono::steady_clock::now() >= due) {
            if (json) std::printf("%s\n", queue.dump().c_str());
            return !over ? exit_waiting : cell(queue, "parked") == "0" ? exit_ok : exit_problem;
        }
        std::this_thread::sleep_for(between_looks);
    }
}

void add_simulation(CLI::App& app, Options& options, Command& command) {
    auto* sale = add_inspection(app, "simulate", say(Text::about_simulate), options, say(Text::outcome_json));
    sale->add_option("--phone", options.sale.phone, say(Text::option_sale_phone))->required();
    sale->add_option("--total", options.sale.total, say(Text::option_total))
        ->capture_default_str()
        ->check(CLI::Range(100, 100'000'000));
    sale->add_flag("--keep", options.sale.keep, say(Text::option_keep));
    sale->footer(say(Text::example, {"tillpoints simulate --phone +77010000001"}));
    sale->callback([&] {
        command = [&](const Library& library) {
            return simulate_sale(library, options.config, options.sale, options.json);
        };
    });
    auto* sending = add_inspection(app, "replay", say(Text::about_replay), options, say(Text::as_json));
    sending->add_flag("--progress", options.progress, say(Text::option_progress));
    sending->add_option("--seconds", options.seconds, say(Text::option_seconds))
        ->capture_default_str()
        ->check(CLI::Range(0.0, 86'400.0));
    sending->callback([&] {
        command = [&](const Library& library) {
            return replay(library, options.config, options.seconds, options.progress, options.json);
        };
    });
}

}  // namespace tillpoints::cli
