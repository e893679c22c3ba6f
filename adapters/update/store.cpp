#include "adapters/update/store.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace tillpoints::update {
namespace {

[[noreturn]] void fail(const std::string& path) {
    throw std::runtime_error(path + ": " + std::strerror(errno));
}

std::string text_of_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

void make_folder(const std::string& path) {
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) fail(path);
    if (::chmod(path.c_str(), 0700) != 0) fail(path);
}

void sync_path(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = file >= 0 && ::fsync(file) == 0;
    if (file >= 0) ::close(file);
    if (!synced) fail(path);
}

void write_all(int file, const std::string& content, const std::string& path) {
    for (std::size_t done = 0; done < content.size();) {
        const auto written = ::write(file, content.data() + done, content.size() - done);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) {
            const int error = errno;
            ::close(file);
            errno = error;
            fail(path);
        }
        done += static_cast<std::size_t>(written);
    }
}

/// Written beside, synced, and renamed over the old one.
void replace_file(const std::string& folder, const std::string& name, const std::string& content,
                  mode_t mode) {
    const auto path = folder + "/" + name;
    const auto fresh = path + ".new";
    const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode);
    if (file < 0) fail(fresh);
    write_all(file, content, fresh);
    const bool synced = ::fchmod(file, mode) == 0 && ::fsync(file) == 0;
    ::close(file);
    if (!synced || ::rename(fresh.c_str(), path.c_str()) != 0) fail(path);
    sync_path(folder);
}

}  // namespace

Store::Store(const std::string& folder) : folder_(folder) {
    make_folder(folder_);
    make_folder(archives());
    const auto path = folder_ + "/lock";
    lock_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock_ < 0) fail(path);
    locked_ = ::flock(lock_, LOCK_EX | LOCK_NB) == 0;
}

Store::~Store() {
    ::close(lock_);
}

bool Store::has_state() const {
    return ::access((folder_ + "/state.json").c_str(), F_OK) == 0;
}

std::optional<State> Store::state() const {
    return read_state(text_of_file(folder_ + "/state.json"));
}

std::optional<Condition> Store::before() const {
    return read_condition(text_of_file(folder_ + "/before.json"));
}

void Store::keep(const Condition& before) const {
    write("before.json", to_json(before));
}

void Store::keep(const State& state) const {
    write("state.json", to_json(state));
}

void Store::forget() const {
    // The state first: what is left without it is replaced by the next update.
    ::unlink((folder_ + "/state.json").c_str());
    sync_path(folder_);
    for (const auto* name : {"/before.json", "/tillpoints"}) ::unlink((folder_ + name).c_str());
}

void Store::keep_tool() const {
    replace_file(folder_, "tillpoints", text_of_file("/proc/self/exe"), 0700);
}

void Store::write(const std::string& name, const std::string& content) const {
    replace_file(folder_, name, content, 0600);
}

void Store::log(const std::string& text) const {
    std::ofstream(folder_ + "/log", std::ios::app) << text;
}

void Store::sync_archives() const {
    for (const auto& each : std::filesystem::directory_iterator(archives()))
        if (each.is_regular_file()) sync_path(each.path().string());
    sync_path(archives());
}

}  // namespace tillpoints::update
