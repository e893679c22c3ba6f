#include "adapters/sidecar/noted_receipt.hpp"

#include <utility>

namespace tillpoints::sidecar {
namespace {

using Note = nlohmann::json;

std::string text_in(const Note& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t number_in(const Note& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

void copy(const Note& from, const char* name, Note& to, const char* as) {
    const auto found = from.find(name);
    if (found != from.end()) to[as] = *found;
}

std::int64_t sum_of(const Note& positions) {
    std::int64_t sum = 0;
    if (positions.is_array())
        for (const auto& each : positions)
            if (each.is_object()) sum += number_in(each, "sum");
    return sum;
}

Note fresh_note(const AnsweredEvent& answered) {
    Note note{{"receipt_id", text_in(answered.event, "receipt_id")},
              {"kind", "sale"},
              {"state", "open"},
              {"opened_at", answered.at},
              {"closed_at", nullptr},
              {"cashier", nullptr},
              {"shift", nullptr},
              {"customer", nullptr},
              {"phone", ""},
              {"positions", Note::array()},
              {"lines", Note::array()},
              {"full", 0},
              {"total", 0},
              {"points", 0},
              {"earned", 0},
              {"quote_id", nullptr},
              {"extra", nullptr},
              {"original", nullptr},
              {"withdrawn", 0},
              {"parked", 0},
              {"returned", Note::object()},
              {"reply", nullptr}};
    return note;
}

void note_opening(Note& note, const AnsweredEvent& answered) {
    copy(answered.event, "kind", note, "kind");
    copy(answered.event, "shift", note, "shift");
    const auto cashier = answered.event.find("cashier");
    if (cashier != answered.event.end() && cashier->is_object()) note["cashier"] = text_in(*cashier, "id");
}

void note_customer(Note& note, const AnsweredEvent& answered) {
    const auto status = text_in(answered.reply, "status");
    const bool counts = status == "customer" || answered.reply.value("will_award", Note(false)) == Note(true);
    if (!counts) return;
    const auto customer = answered.reply.find("customer");
    const bool known = customer != answered.reply.end() && customer->is_object();
    note["customer"] = {{"by", text_in(answered.event, "by")},
                        {"status", status},
                        {"tier", known ? text_in(*customer, "tier") : std::string()}};
    note["phone"] = answered.phone_mark;
}

void note_offer(Note& note, const AnsweredEvent& answered) {
    copy(answered.event, "positions", note, "positions");
    copy(answered.reply, "positions", note, "lines");
    copy(answered.reply, "total", note, "total");
    note["full"] = sum_of(note["positions"]);
    note["points"] = number_in(answered.reply, "granted");
    note["earned"] = number_in(answered.reply, "cashback");
    note["quote_id"] = nullptr;
    copy(answered.reply, "quote_id", note, "quote_id");
    note["extra"] = nullptr;
    copy(answered.reply, "extra", note, "extra");
}

void note_payment(Note& note, const AnsweredEvent& answered) {
    if (text_in(answered.reply, "status") != "confirmed") {
        note["points"] = 0;
        note["quote_id"] = nullptr;
        copy(answered.reply, "positions", note, "lines");
        copy(answered.reply, "total", note, "total");
        return;
    }
    note["state"] = "paid";
    // The offer may have been refused before, until the customer had confirmed it.
    note["points"] = number_in(answered.reply, "granted");
    copy(answered.event, "quote_id", note, "quote_id");
    copy(answered.event, "positions", note, "lines");
    copy(answered.event, "total", note, "total");
}

void note_closing(Note& note, const AnsweredEvent& answered) {
    note["state"] = "closed";
    copy(answered.event, "positions", note, "lines");
    copy(answered.event, "total", note, "total");
    copy(answered.event, "closed_at", note, "closed_at");
    if (number_in(note, "full") == 0) note["full"] = sum_of(note["lines"]);
    note["reply"] = text_in(answered.reply, "status");
}

void note_taking_back(Note& note, const AnsweredEvent& answered) {
    note_closing(note, answered);
    note["kind"] = "return";
    note["original"] = original_of(answered.event);
    note["points"] = number_in(answered.reply, "expected_points");
    note["withdrawn"] = number_in(answered.reply, "withdrawn_award");
    note["parked"] = number_in(answered.reply, "parked");
}

bool is_over(const Note& note) {
    const auto state = text_in(note, "state");
    return state == "closed" || state == "cancelled";
}

/// Nothing happened at a receipt whose event was answered so.
bool says_nothing(const std::string& status) {
    return status.empty() || status == "error" || status == "not_stored" || status == "off";
}

}  // namespace

std::string original_of(const nlohmann::json& event) {
    const auto original = event.find("original");
    return original != event.end() && original->is_object() ? text_in(*original, "receipt_id")
                                                            : std::string();
}

nlohmann::json noted(nlohmann::json receipt, const AnsweredEvent& answered) {
    const auto name = text_in(answered.event, "event");
    const auto status = text_in(answered.reply, "status");
    if (text_in(answered.event, "receipt_id").empty() || says_nothing(status)) return nullptr;
    if (receipt.is_null()) receipt = fresh_note(answered);
    if (is_over(receipt)) return nullptr;
    if (name == "receipt_opened") {
        note_opening(receipt, answered);
    } else if (name == "customer_presented") {
        note_customer(receipt, answered);
    } else if (name == "customer_removed") {
        receipt["customer"] = nullptr;
        receipt["phone"] = "";
    } else if (name == "discount_requested") {
        note_offer(receipt, answered);
    } else if (name == "payment_started") {
        note_payment(receipt, answered);
    } else if (name == "payment_abandoned") {
        receipt["state"] = "open";
    } else if (name == "receipt_closed") {
        note_closing(receipt, answered);
    } else if (name == "return_closed") {
        note_taking_back(receipt, answered);
    } else if (name == "receipt_cancelled") {
        receipt["state"] = "cancelled";
        receipt["closed_at"] = answered.at;
    } else {
        return nullptr;
    }
    return receipt;
}

nlohmann::json noted_return(nlohmann::json sale, const AnsweredEvent& answered) {
    if (sale.is_null() || text_in(answered.event, "event") != "return_closed" ||
        text_in(answered.reply, "status") != "stored" ||
        original_of(answered.event) != text_in(sale, "receipt_id"))
        return nullptr;
    sale["returned"][text_in(answered.event, "receipt_id")] = number_in(answered.event, "total");
    return sale;
}

}  // namespace tillpoints::sidecar
