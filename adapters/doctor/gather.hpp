#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "adapters/doctor/facts.hpp"

/// The shell: looks at the machine. Nothing here changes an installation.
namespace tillpoints::doctor {

/// What is asked of the cloud, and how its server is recognised.
struct Question {
    std::string base_url;
    std::string ca_file;
    std::vector<std::string> pins;
    std::string credential_header = "Authorization";
    std::string company_id;
    std::string key;  ///< empty: asked without one
    std::chrono::milliseconds patience{10'000};
};

/// Asks for the company's settings, and looks at every step on the way. The key is sent only to a server that
/// proved its name; a server that is not believed is asked without it, for its clock alone.
Network ask_cloud(const Question& question);

FileFacts look_at(const std::string& path);
/// The key's text and what is wrong with it.
struct KeyText {
    std::string text;
    std::string problem;
};
KeyText read_key(const std::string& path);

Files look_at_files(const Configuration& configuration);
/// Writes, syncs and removes a small file where the data will be.
Disk look_at_disk(const std::string& data_directory);
Machine look_at_machine();
/// When the process began, that the library names as "process 17 (name)".
std::optional<std::int64_t> start_of(const std::string& process);
/// When the newest of the files was written.
std::optional<std::int64_t> last_write_of(const std::vector<std::string>& files);

/// Where tillpointsd is installed; empty: nowhere.
std::string daemon_program();
/// `asked_for`: somebody named the file, so that it must be there.
Daemon look_at_daemon(const std::string& file, bool asked_for);

}  // namespace tillpoints::doctor
