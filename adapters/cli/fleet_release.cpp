#include "adapters/cli/fleet_release.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "adapters/cli/configuration.hpp"
#include "adapters/cli/exit_code.hpp"
#include "adapters/cli/input.hpp"
#include "adapters/cli/installation_facts.hpp"
#include "adapters/cli/own_program.hpp"
#include "adapters/cli/setup_enrolment.hpp"
#include "adapters/cli/written_file.hpp"
#include "adapters/doctor/child.hpp"
#include "adapters/fleet/signed_document.hpp"

namespace tillpoints::cli {
namespace {

namespace files = std::filesystem;

constexpr std::size_t longest_drop_in = 1 << 20;
constexpr std::chrono::seconds quick_program{30};
/// An update is never cut off: dpkg would be left in the middle.
constexpr std::chrono::hours never{24 * 20};

/// A folder of its own that is removed again.
class TemporaryFolder {
  public:
    TemporaryFolder() : path_((files::temp_directory_path() / "tillpoints-release-XXXXXX").string()) {
        if (!::mkdtemp(path_.data())) throw BadInput(path_ + ": mkdtemp");
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        files::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

std::optional<std::string> present(const std::string& file) {
    if (!files::exists(file)) return {};
    return read_input(file, longest_drop_in);
}

bool has_installed(const std::string& version) {
    const auto told =
        doctor::run_program({"dpkg-query", "-W", "-f=${Version}", "libtillpoints1"}, quick_program);
    return told.status == 0 && told.text == version;
}

/// True if no daemon runs, or it reads its configuration again.
bool reload_daemon() {
    const auto asked = [](const char* what) {
        return doctor::run_program({"systemctl", what, "tillpointsd.service"}, quick_program).status == 0;
    };
    return !asked("is-active") || asked("reload-or-restart");
}

}  // namespace

ReleaseTaker::ReleaseTaker(const Library& library, std::string config, const ReleaseStateFile& file,
                           std::string authority, Before before)
    : library_(library),
      config_(std::move(config)),
      file_(file),
      authority_(std::move(authority)),
      before_(std::move(before)),
      state_(file_.read()) {
    // The numbers of another fleet say nothing here.
    if (!state_.authority.empty() && state_.authority != authority_) state_ = {};
    state_.authority = authority_;
}

void ReleaseTaker::restore() {
    const auto drop_in = fleet_drop_in(config_);
    if (state_.kept)
        replace_whole(drop_in, *state_.kept, 0644, ::geteuid(), ::getegid());
    else
        files::remove(drop_in);
    reload_daemon();
}

void ReleaseTaker::recover() {
    if (!state_.taking) return;
    restore();
    state_.taking = false;
    if (state_.tries >= fleet::most_interruptions)
        refuse(state_.trying, fleet::Refusal::interrupted);
    else
        file_.write(state_);
}

bool ReleaseTaker::refuse(std::int64_t number, fleet::Refusal why) {
    state_.taking = false;
    state_.refused = number;
    state_.reason = fleet::name_of(why);
    file_.write(state_);
    return true;
}

bool ReleaseTaker::take(const std::string& document, const std::function<void()>& go_on) {
    const auto payload = fleet::verified_payload(document, fleet::release_kind, authority_);
    const auto release = payload ? fleet::read_release(*payload) : std::nullopt;
    if (!release) {
        // Its number is not believed, so that nobody can keep a terminal from later releases.
        state_.reason = fleet::name_of(fleet::Refusal::signature);
        return true;
    }
    if (!fleet::is_news(*release, state_)) return false;
    if (!fleet::forbidden_setting(release->configuration).empty())
        return refuse(release->number, fleet::Refusal::forbidden);
    // What waits belongs to the cloud that it was made for.
    if (fleet::moves_the_cloud(release->configuration) && before_.waiting > 0) return false;
    if (!release->version.empty() && state_.updated != release->number) {
        if (const auto ended = update(*release)) return *ended;
        state_.updated = release->number;
        state_.tries = 0;
        file_.write(state_);
        go_on();
        // The new version's tool could not be started; the next call is it.
        return false;
    }
    if (const auto refusal = configure(*release)) return refuse(release->number, *refusal);
    state_.applied = release->number;
    state_.taking = false;
    state_.reason.clear();
    file_.write(state_);
    return true;
}

void ReleaseTaker::begin(std::int64_t number) {
    state_.tries = state_.trying == number ? state_.tries + 1 : 1;
    state_.trying = number;
    file_.write(state_);
}

std::optional<bool> ReleaseTaker::update(const fleet::Release& release) {
    begin(release.number);
    const auto ended = doctor::run_program(
        {own_program(), "update", "--to", release.version, "--config", config_, "--json"}, never);
    if (ended.status == exit_ok && has_installed(release.version)) return {};
    const bool for_good = ended.status == exit_rolled_back || ended.status == exit_stuck;
    // A repository that is out of reach, or somebody else's update, may be over in a minute.
    if (for_good || state_.tries >= fleet::most_updates)
        return refuse(release.number, fleet::Refusal::update_failed);
    return false;
}

std::optional<fleet::Refusal> ReleaseTaker::configure(const fleet::Release& release) {
    if (release.configuration.is_null()) return {};
    const auto text = release.configuration.dump(2) + "\n";
    if (!is_right(text)) return fleet::Refusal::configuration_wrong;
    const auto drop_in = fleet_drop_in(config_);
    state_.kept = present(drop_in);
    state_.taking = true;
    begin(release.number);
    files::create_directories(files::path(drop_in).parent_path());
    replace_whole(drop_in, text, 0644, ::geteuid(), ::getegid());
    // The way to the cloud is judged only where the release changes it: a cable may be pulled at any moment.
    if (reload_daemon() && !is_worse(release.configuration.contains("cloud"))) return {};
    restore();
    return fleet::Refusal::doctor_worse;
}

bool ReleaseTaker::is_right(const std::string& text) const {
    const TemporaryFolder folder;
    const auto config = folder.path() + "/config.json";
    files::copy_file(config_, config);
    files::create_directory(config + ".d");
    if (files::is_directory(config_ + ".d"))
        for (const auto& each : files::directory_iterator(config_ + ".d"))
            if (each.is_regular_file())
                files::copy_file(each.path(), config + ".d/" + each.path().filename().string());
    const auto drop_in = fleet_drop_in(config);
    files::remove(drop_in);
    replace_whole(drop_in, text, 0600, ::geteuid(), ::getegid());
    try {
        read_configuration(library_, config);
        return true;
    } catch (const WrongConfiguration&) {
        return false;
    }
}

bool ReleaseTaker::is_worse(bool ask_network) const {
    const auto after =
        doctor::findings(installation_facts(&library_, "", config_, ask_network, {}, Reading::brief));
    const auto is_new = [&](const doctor::Finding& finding) {
        return finding.severity == doctor::Severity::error &&
               std::none_of(
                   before_.findings.begin(), before_.findings.end(), [&](const doctor::Finding& earlier) {
                       return earlier.severity == doctor::Severity::error && earlier.code == finding.code;
                   });
    };
    return std::any_of(after.begin(), after.end(), is_new);
}

}  // namespace tillpoints::cli
