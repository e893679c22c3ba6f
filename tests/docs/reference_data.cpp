// Prints, as JSON, what the references in docs/reference are made of: it stands in the code, which is asked
// here.
#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <stdexcept>

#include "adapters/doctor/findings.hpp"
#include "adapters/doctor/phrases.hpp"
#include "adapters/sidecar/metrics.hpp"
#include "plugin/entries/transition.hpp"
#include "plugin/limits/reason.hpp"
#include "plugin/replay/learn.hpp"
#include "protocol/error.hpp"

namespace {

using namespace tillpoints;
using Output = nlohmann::ordered_json;

constexpr int largest_error = 255;
constexpr int first_of_cloud = 80;
constexpr int first_of_way = 120;

bool is_error(int value) {
    try {
        return !name_of(static_cast<Errc>(value)).empty();
    } catch (const std::logic_error&) {
        return false;
    }
}

Output errors() {
    Output all = Output::array();
    for (int value = 1; value <= largest_error; ++value)
        if (is_error(value)) {
            const auto code = static_cast<Errc>(value);
            all.push_back({{"code", value}, {"name", name_of(code)}, {"sentence", sentence_of(code)}});
        }
    return all;
}

/// True if this refusal of an entry ends, at once or after a look-up, with the entry parked for it.
bool parks(EntryBody body, Errc code) {
    OutboxEntry entry;
    entry.id = EntryId{"receipt-1/1"};
    entry.receipt = ReceiptId{"receipt-1"};
    entry.body = std::move(body);
    const replay::Now now{};
    move_to(entry, EntryState::sent);
    entry.first_sent = entry.last_sent = replay::sent_at(now);
    const loyalty::Answer refusal =
        loyalty::Refusal{code == Errc::server_failed ? 500 : 400, code, "", "", {}};
    const auto learned =
        replay::learn(entry, replay::SendResult(refusal), std::nullopt, now, replay::Policy());
    return learned.entry.state == EntryState::parked || learned.entry.refusal == code;
}

/// The refusals of the cloud that an entry is parked for. The plugin's own reasons stand where it parks.
Output parking_refusals() {
    RefundEntry refund;
    refund.operation = OperationId{1};
    Output all = Output::array();
    for (int value = first_of_cloud; value < first_of_way; ++value)
        if (is_error(value) &&
            (parks(PurchaseEntry(), static_cast<Errc>(value)) || parks(refund, static_cast<Errc>(value))))
            all.push_back(name_of(static_cast<Errc>(value)));
    return all;
}

Output limit_reasons() {
    Output all = Output::array();
    for (const auto reason : limits::all_reasons) all.push_back(limits::name_of(reason));
    return all;
}

Output findings() {
    Output all = Output::array();
    for (int i = 0; i < doctor::code_count; ++i) {
        const auto& phrase = doctor::phrase_of(doctor::Tongue::english, static_cast<doctor::Code>(i));
        all.push_back(
            {{"code", doctor::name_of(phrase.code)}, {"says", phrase.says}, {"advice", phrase.advice}});
    }
    return all;
}

Output areas() {
    Output all = Output::array();
    for (int i = 0; i <= static_cast<int>(doctor::Area::machine); ++i)
        all.push_back(doctor::name_of(static_cast<doctor::Area>(i)));
    return all;
}

/// As a daemon exposes them that has a value of each.
std::string metrics() {
    sidecar::Metrics counted;
    counted.answered("till-1", "stored", std::chrono::milliseconds(4));
    counted.refused("no_token");
    sidecar::DaemonGauges gauges;
    gauges.disk_free_bytes = 0;
    return sidecar::metrics_text(
        counted,
        {{"till-1", true, R"({"queue":{"pending":0,"settling":0,"parked":0},"link":{"state":"online"}})"}},
        gauges);
}

}  // namespace

int main() {
    const Output all{{"errors", errors()},        {"parking_refusals", parking_refusals()},
                     {"limits", limit_reasons()}, {"areas", areas()},
                     {"findings", findings()},    {"metrics", metrics()}};
    std::cout << all.dump(1) << '\n';
}
