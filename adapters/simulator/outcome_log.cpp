#include "adapters/simulator/outcome_log.hpp"

#include <cstdio>
#include <fstream>
#include <stdexcept>

namespace tillpoints::simulator {

Json outcome_json(const Outcome& outcome) {
    auto latencies = Json::array();
    for (const auto& each : outcome.latencies)
        latencies.push_back({{"event", each.event},
                             {"status", each.status},
                             {"us", each.reply.count()},
                             {"submit_us", each.submit.count()}});
    return {{"n", outcome.number},
            {"receipt_id", outcome.receipt_id},
            {"kind", outcome.kind},
            {"customer", outcome.customer},
            {"requested", outcome.requested},
            {"granted", outcome.granted},
            {"attempts", outcome.attempts},
            {"fiscal", outcome.fiscal},
            {"reply", outcome.reply},
            {"latency", std::move(latencies)}};
}

OutcomeLog::OutcomeLog(std::string path, bool hold, std::ostream& out)
    : path_(std::move(path)), hold_(hold), out_(out) {
    if (path_.empty() || path_ == "-") return;
    std::ifstream file(path_);
    bool torn = false;
    for (std::string line; std::getline(file, line);) {
        auto json = Json::parse(line, nullptr, false);
        torn = torn || !json.is_object();
        if (!json.is_object()) continue;
        places_[json.at("receipt_id")] = outcomes_.size();
        outcomes_.push_back(std::move(json));
    }
    if (torn) rewrite();
}

void OutcomeLog::add(const Outcome& outcome) {
    if (places_.contains(outcome.receipt_id)) return;
    places_[outcome.receipt_id] = outcomes_.size();
    const auto line = outcomes_.emplace_back(outcome_json(outcome)).dump() + "\n";
    if (path_ == "-" && !hold_) out_ << line << std::flush;
    if (path_.empty() || path_ == "-") return;
    std::ofstream file(path_, std::ios::app);
    if (!(file << line << std::flush)) throw std::runtime_error(path_ + ": the journal cannot be written");
}

void OutcomeLog::finish(const std::function<Json(const std::string&)>& attempts) {
    for (auto& outcome : outcomes_) outcome["attempts"] = attempts(outcome.at("receipt_id"));
    if (path_ == "-" && hold_)
        for (const auto& outcome : outcomes_) out_ << outcome.dump() << '\n' << std::flush;
    if (!path_.empty() && path_ != "-") rewrite();
}

void OutcomeLog::rewrite() const {
    const auto beside = path_ + ".new";
    std::ofstream file(beside, std::ios::trunc);
    for (const auto& outcome : outcomes_) file << outcome.dump() << '\n';
    if (!(file << std::flush) || std::rename(beside.c_str(), path_.c_str()) != 0)
        throw std::runtime_error(path_ + ": the journal cannot be written");
}

std::vector<Latency> OutcomeLog::latencies(std::size_t first, std::size_t last) const {
    std::vector<Latency> all;
    for (const auto& outcome : outcomes_) {
        const auto number = outcome.at("n").get<std::size_t>();
        if (number < first || number > last) continue;
        for (const auto& each : outcome.at("latency"))
            all.push_back({each.at("event"), each.at("status"),
                           std::chrono::microseconds(each.at("us").get<std::int64_t>()),
                           std::chrono::microseconds(each.at("submit_us").get<std::int64_t>())});
    }
    return all;
}

Json attempts_of(const std::string& report) {
    auto attempts = Json::array();
    const auto json = Json::parse(report, nullptr, false);
    if (!json.is_object() || !json.contains("facts") || !json["facts"].is_array()) return attempts;
    for (const auto& entry : json["facts"])
        attempts.push_back({{"number", entry.value("number", Json())},
                            {"operation", entry.value("operation", Json())},
                            {"state", entry.value("state", Json())}});
    return attempts;
}

}  // namespace tillpoints::simulator
