#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>

#include "adapters/cli/fleet_release.hpp"
#include "adapters/cli/input.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/written_file.hpp"

namespace tillpoints::cli {
namespace {

namespace files = std::filesystem;

constexpr std::size_t longest_state = 1 << 20;

}  // namespace

ReleaseStateFile::ReleaseStateFile(std::string path) : path_(std::move(path)) {
    files::create_directories(files::path(path_).parent_path());
    lock_ = ::open((path_ + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock_ < 0) throw BadInput(say(Text::cannot_write, {path_ + ".lock", "open"}));
    if (::flock(lock_, LOCK_EX | LOCK_NB) == 0) return;
    ::close(lock_);
    throw BadInput(say(Text::fleet_busy));
}

ReleaseStateFile::~ReleaseStateFile() {
    ::close(lock_);
}

fleet::ReleaseState ReleaseStateFile::read() const {
    if (!files::exists(path_)) return {};
    const auto state = fleet::read_release_state(read_input(path_, longest_state));
    if (!state) throw BadInput(say(Text::fleet_damaged_state, {path_}));
    return *state;
}

void ReleaseStateFile::write(const fleet::ReleaseState& state) const {
    replace_whole(path_, fleet::text_of(state), 0600, ::geteuid(), ::getegid());
}

}  // namespace tillpoints::cli
