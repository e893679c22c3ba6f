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
#include "adapters/fleet/members.hpp"

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

/// What the library says of the way to the cloud; "unknown" without a database or a right configuration.
std::string link_of(const Library& library, const std::string& config) {
    Reports status;
    try {
        const auto text = read_configuration(library, config).text;
        library.inspection().status(text_of(text), &Reports::collect, &status);
    } catch (const BadInput&) {
        return "unknown";
    }
    const auto report = Json::parse(status.only(), nullptr, false);
    const auto link = report.is_object() ? report.value("link", Json()) : Json();
    return link.is_object() ? link.value("state", "unknown") : "unknown";
}

/// Of the release that was refused last; that of one which is not believed is not known.
std::string number_of(const fleet::ReleaseState& state) {
    return state.reason == fleet::name_of(fleet::Refusal::signature) ? "?" : std::to_string(state.refused);
}

bool is_address(const std::string& place) {
    return place.starts_with("https://") || place.starts_with("http://");
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
        const ReleaseStateFile file(wish_.state);
        if (wish_.dry_run) return print(file.read(), {}, false);
        ReleaseTaker taker(library_, config_, file, membership_.authority,
                           {findings_, facts_.queue.pending + facts_.queue.settling});
        const auto refused_before = taker.state().refused;
        taker.recover();
        auto outcome = sent(taker.state());
        const bool changed = !outcome.release.empty() && taker.take(outcome.release, [&] { go_on(); });
        if (changed) {
            look();
            if (outcome.sent) outcome.sent = sent(taker.state()).sent;
        }
        const bool refused =
            taker.state().refused != refused_before || (changed && !taker.state().reason.empty());
        return print(taker.state(), outcome, refused);
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
        return {std::move(url), certificates_beside(file_), membership_.token};
    }

    Sent sent(const fleet::ReleaseState& state) const {
        if (membership_.report_url.empty()) return found();
        auto url = membership_.report_url;
        while (url.ends_with('/')) url.pop_back();
        const auto answer = fleet::post(exchange(url + "/fleet/heartbeat"), heartbeat(state));
        if (answer.status != 200)
            return {false, answer.status ? "HTTP " + std::to_string(answer.status) : answer.problem, {}};
        const auto body = nlohmann::json::parse(answer.body, nullptr, false);
        return {true, {}, fleet::text_member(body, "release")};
    }

    /// The newest release where the fleet keeps it, without a report.
    Sent found() const {
        auto place = membership_.release_from;
        if (place.empty()) return {};
        if (!is_address(place)) return found_in_file(place);
        auto address = exchange(place);
        address.token.clear();
        const auto answer = fleet::get(address);
        if (answer.status == 200) return {false, {}, answer.body};
        return {false, answer.status ? "HTTP " + std::to_string(answer.status) : answer.problem, {}};
    }

    static Sent found_in_file(std::string place) {
        if (files::is_directory(place)) place += "/release.json";
        // A pipe of this name would keep the reader for ever.
        if (!files::is_regular_file(place)) return {false, place + ": there is no such file", {}};
        try {
            return {false, {}, read_input(place, longest_release)};
        } catch (const BadInput& unreadable) {
            return {false, unreadable.what(), {}};
        }
    }

    /// The tool of the packages that were just installed goes on in place of this one.
    void go_on() const {
        std::vector<std::string> words{own_program(), "fleet", "report",  "--config", config_,
                                       "--fleet",     file_,   "--state", wish_.state};
        if (json_) words.emplace_back("--json");
        std::vector<char*> arguments;
        arguments.reserve(words.size() + 1);
        for (auto& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        ::execv(arguments.front(), arguments.data());
    }

    ExitCode print(const fleet::ReleaseState& state, const Sent& outcome, bool refused_now) const {
        const bool right = outcome.problem.empty() && !refused_now;
        if (!outcome.problem.empty())
            std::fprintf(stderr, "tillpoints: %s\n", say(Text::fleet_problem, {outcome.problem}).c_str());
        if (refused_now)
            std::fprintf(stderr, "tillpoints: %s\n",
                         say(Text::fleet_refused, {number_of(state), state.reason}).c_str());
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
