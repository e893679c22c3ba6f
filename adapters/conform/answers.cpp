#include "adapters/conform/answers.hpp"

#include <algorithm>

namespace tillpoints::conform {
namespace {

Json reply(const std::string& event, const char* status) {
    return {{"v", 1}, {"event", event}, {"status", status}};
}

Json error(const std::string& event, const char* code, const std::string& message) {
    Json out = reply(event, "error");
    out["error"] = {{"code", code}, {"message", message}};
    return out;
}

/// A position as a fiscal line, a tenth cheaper if it is sold in whole pieces. `saved` grows by what came
/// off.
Json cheaper(const Json& position, bool wanted, std::int64_t& saved) {
    const auto price = number_of(position, "price").value_or(0);
    const auto sum = number_of(position, "sum").value_or(0);
    const auto quantity = text_of(position, "quantity");
    Json line = {{"id", text_of(position, "id")}, {"price", price}, {"quantity", quantity}, {"sum", sum}};
    const bool whole =
        !quantity.empty() && quantity.size() < 7 &&
        std::all_of(quantity.begin(), quantity.end(), [](unsigned char c) { return c >= '0' && c <= '9'; });
    if (!wanted || !whole || price < 10) return line;
    const auto lower = price - price / 10;
    line["price"] = lower;
    line["sum"] = lower * std::stoll(quantity);
    saved += sum - line["sum"].get<std::int64_t>();
    return line;
}

Json full_price(const Json& event) {
    Json lines = Json::array();
    std::int64_t nothing = 0;
    if (event.contains("positions") && event["positions"].is_array())
        for (const auto& position : event["positions"])
            if (position.is_object()) lines.push_back(cheaper(position, false, nothing));
    return lines;
}

}  // namespace

Json Answers::granted(const Json& event) {
    const auto total = number_of(event, "total").value_or(0);
    const bool wanted = event.contains("points") && event["points"] != "none" && event["points"] != 0;
    std::int64_t saved = 0;
    Json lines = Json::array();
    if (event.contains("positions") && event["positions"].is_array())
        for (const auto& position : event["positions"])
            if (position.is_object()) lines.push_back(cheaper(position, wanted, saved));
    const auto receipt = text_of(event, "receipt_id");
    const auto quote = "conform-quote-" + std::to_string(++quote_count_);
    Json out = reply("discount_requested", "granted");
    out.update(
        {{"quote_id", quote},
         {"granted", saved},
         {"certificate", 0},
         {"discount", saved},
         {"positions", lines},
         {"tender", 0},
         {"total", total - saved},
         {"cash_due", total - saved},
         {"cashback", 0},
         {"committed", event.value("commit", false)},
         {"prompt", "Ask whether points are to be used"},
         {"extra",
          {{"tillpoints", {{"number", receipt + "/" + std::to_string(quote_count_) + "-conform0"}}}}}});
    quotes_[receipt] = out;
    return out;
}

Json Answers::usual(const std::string& name, const Json& event) {
    Json out = reply(name, "ok");
    if (name == "register_started")
        out.update({{"in_doubt", Json::array()}, {"pending", 0}, {"settling", 0}, {"parked", 0}});
    if (name == "customer_presented") {
        out["status"] = "customer";
        out["customer"] = {{"name", "Conform"},
                           {"tier", "Base"},
                           {"points", 1'000'000},
                           {"max_points", nullptr},
                           {"cashback", nullptr}};
    }
    if (name == "discount_requested") return granted(event);
    if (name == "confirmation_requested") out.update({{"status", "confirmed"}, {"granted", 0}});
    if (name == "payment_started") {
        const auto quote = quotes_.find(text_of(event, "receipt_id"));
        out["status"] = "confirmed";
        out["granted"] = quote == quotes_.end() ? 0 : quote->second["granted"].get<std::int64_t>();
        out["number"] = text_of(event, "receipt_id") + "/1";
    }
    if (name == "payment_abandoned") out.update({{"status", "withdrawn"}, {"show_code_again", false}});
    if (name == "print_requested")
        out.update({{"lines", {"Points earned 1.00"}}, {"barcodes", Json::array()}});
    if (name == "receipt_closed" || name == "receipt_cancelled") out["status"] = "stored";
    if (name == "return_closed")
        out.update({{"status", "stored"},
                    {"expected_points", 0},
                    {"withdrawn_award", 0},
                    {"matched_by", "id"},
                    {"parked", 0}});
    if (name == "shift_closed") out["summary"] = Json::object();
    return out;
}

bool Answers::busy_for(const std::string& text) {
    const Json event = Json::parse(text, nullptr, false);
    const auto found = event.is_object() ? disturbed_.find(text_of(event, "event")) : disturbed_.end();
    if (found == disturbed_.end() || found->second != Disturbance::busy) return false;
    disturbed_.erase(found);
    return true;
}

Answer Answers::next(const std::string& text) {
    const Json event = Json::parse(text, nullptr, false);
    if (const auto why = unreadable(event))
        return {Disturbance::none,
                error(event.is_object() ? text_of(event, "event") : "", "invalid_value", *why).dump()};
    const auto name = text_of(event, "event");
    auto disturbance = Disturbance::none;
    if (const auto found = disturbed_.find(name); found != disturbed_.end()) {
        disturbance = found->second;
        disturbed_.erase(found);
    }
    Json out = usual(name, event);
    switch (disturbance) {
        case Disturbance::refused:
            out = reply(name, "refused");
            out.update({{"reason", "timed_out"},
                        {"positions", full_price(event)},
                        {"total", event["total"]},
                        {"show_code_again", false},
                        {"text", "The points were not redeemed"}});
            break;
        case Disturbance::failed:
            out = error(name, "internal", "the plugin failed");
            break;
        case Disturbance::not_stored:
            out = reply(name, "not_stored");
            break;
        case Disturbance::unknown_receipt:
            out = error(name, "unknown_receipt", "the receipt is not open here");
            break;
        case Disturbance::none:
        case Disturbance::busy:
        case Disturbance::late:
        case Disturbance::no_answer:
            break;
    }
    return {disturbance, out.dump()};
}

}  // namespace tillpoints::conform
