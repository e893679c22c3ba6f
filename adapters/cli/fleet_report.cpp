#include <unistd.h>

#include <filesystem>

#include "adapters/cli/configuration.hpp"
#include "adapters/cli/fleet.hpp"
#include "adapters/cli/fleet_release.hpp"
#include "adapters/cli/input.hpp"
#include "adapters/cli/installation_facts.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/own_program.hpp"
#include "adapters/cli/setup_enrolment.hpp"
#include "adapters/cli/table.hpp"
#include "adapters/fleet/exchange.hpp"
#include "adapters/fleet/heartbeat.hpp"

namespace tillpoints::cli {
namespace {

namespace files = std::filesystem;

constexpr std::size_t longest_release = 256 << 10;

fleet::Membership membership_in(const std::string& file) {
    if (!files::exists(file)) throw BadInput(say(Text::fleet_not_enrolled, {file}));
    const auto membership = fleet::read_membership(read_input(file, 1 << 16));
    if (!membership) throw BadInput(file + ": " + say(Text::fleet_wrong_membership));
    return *membership;
}

/// What the library says of the way to the cloud; "unknown" without a database.
std::string link_of(const Library& library, const std::string& config) {
    Reports status;
    const auto text = read_configuration(library, config).text;
    if (library.inspection().status(text_of(text), &Reports::collect, &status) != TILLPOINTS_OK)
        return "unknown";
    const auto report = Json::parse(status.only(), nullptr, false);
    const auto link = report.is_object() ? report.value("link", Json()) : Json();
    return link.is_object() ? link.value("state", "unknown") : "unknown";
}

std::string file_or_address(std::string place) {
    if (place.starts_with("https://") || place.starts_with("http://")) return place;
    return files::is_directory(place) ? place + "/release.json" : place;
}

/// What came of a report.
struct Sent {
    bool sent = false;
    std::string problem;  ///< in English; empty: none
    std::string release;  ///< the document that is for this terminal; empty: none
};

class FleetReport {
  public:
    FleetReport(const Library& library, std::string config, const FleetWish& wish, bool json)
        : library_(library),
          config_(std::move(config)),
          wish_(wish),
          json_(json),
          file_(wish.membership.empty() ? membership_beside(config_) : wish.membership),
          membership_(membership_in(file_)) {
        look();
    }

    ExitCode run() {
        ReleaseTaker taker(library_, config_, ReleaseStateFile(wish_.state), findings_);
        if (wish_.dry_run) return print(taker.state(), {});
        taker.recover();
        auto outcome = sent(taker.state());
        if (!outcome.release.empty() &&
            taker.take(outcome.release, membership_.authority, [&] { go_on(); })) {
            look();
            if (outcome.sent) outcome.sent = sent(taker.state()).sent;
        }
        return print(taker.state(), outcome);
    }

  private:
    void look() {
        // Every minute, beside a register: nothing that takes long.
        facts_ = installation_facts(&library_, "", config_, true, {}, Reading::brief);
        findings_ = doctor::findings(facts_);
    }

    std::string heartbeat(const fleet::ReleaseState& state) const {
        return fleet::heartbeat_of(facts_, findings_, link_of(library_, config_), state);
    }

    fleet::Exchange exchange(std::string url) const {
        return {std::move(url), facts_.configuration.ca_file, membership_.token};
    }

    Sent sent(const fleet::ReleaseState& state) const {
        if (membership_.report_url.empty()) return found();
        auto url = membership_.report_url;
        while (url.ends_with('/')) url.pop_back();
        const auto answer = fleet::post(exchange(url + "/fleet/heartbeat"), heartbeat(state));
        if (answer.status != 200)
            return {false, answer.status ? "HTTP " + std::to_string(answer.status) : answer.problem, {}};
        const auto body = Json::parse(answer.body, nullptr, false);
        const auto release = body.is_object() ? body.value("release", Json()) : Json();
        return {true, {}, release.is_string() ? release.get<std::string>() : std::string()};
    }

    /// The newest release where the fleet keeps it, without a report.
    Sent found() const {
        if (membership_.release_from.empty()) return {};
        const auto place = file_or_address(membership_.release_from);
        if (!place.starts_with("http")) {
            if (!files::exists(place)) return {false, place + ": not there", {}};
            return {false, {}, read_input(place, longest_release)};
        }
        auto address = exchange(place);
        address.token.clear();
        const auto answer = fleet::get(address);
        if (answer.status == 200) return {false, {}, answer.body};
        return {false, answer.status ? "HTTP " + std::to_string(answer.status) : answer.problem, {}};
    }

    /// The tool of the packages that were just installed goes on in place of this one.
    void go_on() const {
        std::vector<std::string> words{own_program(), "fleet", "report",  "--config", config_,
                                       "--fleet",     file_,   "--state", wish_.state};
        if (json_) words.emplace_back("--json");
        std::vector<char*> arguments;
        for (auto& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        ::execv(arguments.front(), arguments.data());
    }

    ExitCode print(const fleet::ReleaseState& state, const Sent& outcome) const {
        const bool right = outcome.problem.empty() && state.reason.empty();
        if (json_) {
            std::printf("%s\n", Json({{"heartbeat", Json::parse(heartbeat(state))},
                                      {"sent", outcome.sent},
                                      {"problem", outcome.problem.empty() ? Json() : Json(outcome.problem)}})
                                    .dump()
                                    .c_str());
            return right ? exit_ok : exit_problem;
        }
        std::fputs(flat_table(Json::parse(heartbeat(state))).c_str(), stdout);
        std::printf("\n%s\n", say(outcome.sent ? Text::fleet_reported : Text::fleet_not_reported).c_str());
        if (!outcome.problem.empty())
            std::printf("%s\n", say(Text::fleet_problem, {outcome.problem}).c_str());
        if (!state.reason.empty())
            std::printf("%s\n",
                        say(Text::fleet_refused, {std::to_string(state.refused), state.reason}).c_str());
        return right ? exit_ok : exit_problem;
    }

    const Library& library_;
    std::string config_;
    FleetWish wish_;
    bool json_;
    std::string file_;
    fleet::Membership membership_;
    doctor::Facts facts_;
    std::vector<doctor::Finding> findings_;
};

}  // namespace

ExitCode report_to_fleet(const Library& library, const std::string& config, const FleetWish& wish,
                         bool json) {
    return FleetReport(library, files::absolute(config), wish, json).run();
}

}  // namespace tillpoints::cli
