#include "plugin/operator/forgotten_customers.hpp"

#include <algorithm>

#include "plugin/receipts/command_answer.hpp"
#include "plugin/session/forgetting.hpp"

namespace tillpoints {
namespace {

constexpr const char* list_name = "forgetting";

Json to_json(const ForgottenCustomer& customer) {
    Json keys = Json::array();
    for (const auto& key : customer.keys) keys.push(key);
    return Json::object(
        {{"command", customer.command}, {"keys", std::move(keys)}, {"signature", customer.signature}});
}

std::string text_of(const Json& json, std::string_view name) {
    const auto* found = json.find(name);
    return found && found->string() ? *found->string() : std::string();
}

std::vector<ForgottenCustomer> list_in(const std::string& text) {
    std::vector<ForgottenCustomer> out;
    const auto json = parse_json(text);
    if (!json || !json->items()) return out;
    for (const auto& item : *json->items()) {
        ForgottenCustomer customer{text_of(item, "command"), {}, text_of(item, "signature")};
        if (const auto* keys = item.find("keys"); keys && keys->items())
            for (const auto& key : *keys->items())
                if (key.string()) customer.keys.insert(*key.string());
        out.push_back(std::move(customer));
    }
    return out;
}

/// The list with this customer's place taken by `now`, or without it.
Result<std::string> changed_list(const ForgottenCustomer& customer, const ForgottenCustomer* now,
                                 Outbox& outbox) {
    auto list = forgotten_customers(outbox);
    if (!list) return list.error();
    std::erase_if(*list, [&](const auto& each) { return each.command == customer.command; });
    if (now) list->push_back(*now);
    Json json = Json::array();
    for (const auto& each : *list) json.push(to_json(each));
    return dump(json);
}

}  // namespace

ForgottenCustomer forgotten_by(const replay::Command& command) {
    return {command.id, {command.customer}, replay::signature(command)};
}

CustomerErasure erasure_of(const ForgottenCustomer& customer) {
    CustomerErasure erasure;
    erasure.keys = customer.keys;
    erasure.signature = customer.signature;
    return erasure;
}

const SessionCustomers& session_customers() {
    static const SessionCustomers readers{customers_in, without_customer};
    return readers;
}

Result<std::vector<ForgottenCustomer>> forgotten_customers(Outbox& outbox) {
    const auto stored = outbox.value(list_name);
    if (!stored) return stored.error();
    return list_in(stored->value_or("[]"));
}

Result<void> remember_to_forget(const ForgottenCustomer& customer, Outbox& outbox) {
    auto list = changed_list(customer, &customer, outbox);
    if (!list) return list.error();
    Batch batch;
    batch.values.emplace_back(list_name, std::move(*list));
    return outbox.commit(batch);
}

Result<Json> finish_forgetting(const CustomerErasure& erasure, const ForgottenCustomer& customer,
                               const replay::Command* command, bool certain, Outbox& outbox) {
    const auto cleared = outbox.clear_log();
    if (!cleared) return cleared.error();
    const bool over = erasure.left == 0 && *cleared && (certain || (!command && erasure.found_nothing()));
    ForgottenCustomer kept = customer;
    kept.keys = erasure.keys;
    auto list = changed_list(customer, over ? nullptr : &kept, outbox);
    if (!list) return list.error();
    Json answer = Json::object();
    Batch batch;
    batch.values.emplace_back(list_name, std::move(*list));
    if (command) {
        answer = command_head(*command, "done")
                     .set("state", erasure.left == 0 ? "forgotten" : "forgotten_later")
                     .set("entries", erasure.entries)
                     .set("receipts", static_cast<std::int64_t>(erasure.receipts.size()))
                     .set("remembered", erasure.remembered)
                     .set("left", erasure.left);
        batch.values.emplace_back(note_name(command->id), dump(answer));
    }
    const auto stored = outbox.commit(batch);
    if (!stored) return stored.error();
    return answer;
}

}  // namespace tillpoints
