#pragma once
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <vector>

#include "adapters/simulator/plugin_client.hpp"

namespace tillpoints::simulator {

/// One receipt's outcome.
struct Outcome {
    std::size_t number = 0;  ///< the receipt's place in the input, from 1
    std::string receipt_id;
    std::string kind = "sale";
    Json customer;  ///< null: none
    Json requested = "none";
    std::int64_t granted = 0;
    Json attempts = Json::array();
    Json fiscal = Json::array();  ///< the printed lines; empty where nothing was printed
    Json reply;                   ///< the last reply: of receipt_closed, receipt_cancelled or return_closed
    std::vector<Latency> latencies;
};

Json outcome_json(const Outcome& outcome);

/// The outcomes as JSON lines, one per receipt, in a file or on stdout. A receipt that is in the file already
/// is not written again.
class OutcomeLog {
  public:
    /// `path` "-" is `out`, empty is nowhere. With `hold` the lines for `out` are written only by finish().
    OutcomeLog(std::string path, bool hold, std::ostream& out);

    void add(const Outcome& outcome);
    /// Updates every outcome's attempts by `attempts(receipt_id)` and writes all outcomes again.
    void finish(const std::function<Json(const std::string& receipt_id)>& attempts);

    /// What was measured with the receipts of these numbers, both included.
    std::vector<Latency> latencies(std::size_t first, std::size_t last) const;
    const std::vector<Json>& outcomes() const { return outcomes_; }

  private:
    void rewrite() const;

    std::string path_;
    bool hold_;
    std::ostream& out_;
    std::vector<Json> outcomes_;
    std::map<std::string, std::size_t> places_;
};

/// The attempts in a diagnostics report of one receipt: [{"number","operation","state"}].
Json attempts_of(const std::string& report);

}  // namespace tillpoints::simulator
