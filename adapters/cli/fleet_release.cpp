#include "adapters/cli/fleet_release.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "adapters/cli/configuration.hpp"
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

constexpr std::size_t longest_state = 1 << 20;
constexpr std::chrono::minutes longest_update{30};
constexpr std::chrono::seconds longest_reload{30};

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
    return read_input(file, longest_state);
}

}  // namespace

fleet::ReleaseState ReleaseStateFile::read() const {
    return fleet::read_release_state(present(path_).value_or(""));
}

void ReleaseStateFile::write(const fleet::ReleaseState& state) const {
    files::create_directories(files::path(path_).parent_path());
    replace_whole(path_, fleet::text_of(state), 0600, ::geteuid(), ::getegid());
}

ReleaseTaker::ReleaseTaker(const Library& library, std::string config, ReleaseStateFile file,
                           std::vector<doctor::Finding> before)
    : library_(library),
      config_(std::move(config)),
      file_(std::move(file)),
      before_(std::move(before)),
      state_(file_.read()) {}

void ReleaseTaker::restore() {
    const auto drop_in = fleet_drop_in(config_);
    if (state_.kept)
        replace_whole(drop_in, *state_.kept, 0644, ::geteuid(), ::getegid());
    else
        files::remove(drop_in);
}

void ReleaseTaker::recover() {
    if (!state_.taking) return;
    restore();
    state_.taking = false;
    if (state_.tries >= fleet::most_tries)
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

bool ReleaseTaker::take(const std::string& document, const std::string& authority,
                        const std::function<void()>& go_on) {
    const auto payload = fleet::verified_payload(document, fleet::release_kind, authority);
    const auto release = payload ? fleet::read_release(*payload) : std::nullopt;
    if (!release) {
        // Its number is not believed, so that nobody can keep a terminal from later releases.
        state_.reason = fleet::name_of(fleet::Refusal::signature);
        return true;
    }
    if (!fleet::is_news(*release, state_)) return false;
    if (!release->version.empty() && state_.updated != release->number) {
        if (!update(*release)) return refuse(release->number, fleet::Refusal::update_failed);
        state_.updated = release->number;
        file_.write(state_);
        go_on();
    }
    if (const auto refusal = configure(*release)) return refuse(release->number, *refusal);
    state_.applied = release->number;
    state_.taking = false;
    state_.reason.clear();
    file_.write(state_);
    // Nothing happens where no daemon runs; a program that loads the library reads it when it starts next.
    doctor::run_program({"systemctl", "try-reload-or-restart", "tillpointsd.service"}, longest_reload);
    return true;
}

bool ReleaseTaker::update(const fleet::Release& release) {
    return doctor::run_program({own_program(), "update", "--to", release.version, "--json"}, longest_update)
               .status == 0;
}

std::optional<fleet::Refusal> ReleaseTaker::configure(const fleet::Release& release) {
    if (release.configuration.is_null()) return {};
    if (!fleet::forbidden_setting(release.configuration).empty()) return fleet::Refusal::forbidden;
    const auto text = release.configuration.dump(2) + "\n";
    if (!is_right(text)) return fleet::Refusal::configuration_wrong;
    const auto drop_in = fleet_drop_in(config_);
    state_.tries = state_.trying == release.number ? state_.tries + 1 : 1;
    state_.trying = release.number;
    state_.kept = present(drop_in);
    state_.taking = true;
    file_.write(state_);
    files::create_directories(files::path(drop_in).parent_path());
    replace_whole(drop_in, text, 0644, ::geteuid(), ::getegid());
    // The way to the cloud is judged only where the release changes it: a cable may be pulled at any moment.
    if (!is_worse(release.configuration.contains("cloud"))) return {};
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
               std::none_of(before_.begin(), before_.end(), [&](const doctor::Finding& earlier) {
                   return earlier.severity == doctor::Severity::error && earlier.code == finding.code;
               });
    };
    return std::any_of(after.begin(), after.end(), is_new);
}

}  // namespace tillpoints::cli
