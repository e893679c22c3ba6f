#include <fcntl.h>
#include <pwd.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

#include "adapters/doctor/gather.hpp"

namespace tillpoints::doctor {
namespace {

std::string parent_directory(const std::string& path) {
    return path.substr(0, std::max<std::size_t>(path.rfind('/'), 1));
}

/// Writes, syncs and removes a file of its own name; the time of the sync, or why it failed.
void try_disk(const std::string& directory, Disk& disk) {
    const std::string file = directory + "/.tillpoints-doctor-" + std::to_string(::getpid());
    const int opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (opened < 0) {
        disk.refused = std::strerror(errno);
        return;
    }
    const std::array<char, 4096> page{};
    const auto begin = std::chrono::steady_clock::now();
    const bool written = ::write(opened, page.data(), page.size()) == static_cast<ssize_t>(page.size());
    if (!written || ::fsync(opened) != 0) disk.refused = std::strerror(errno);
    const auto took = std::chrono::steady_clock::now() - begin;
    if (disk.refused.empty())
        disk.sync_us = std::chrono::duration_cast<std::chrono::microseconds>(took).count();
    ::close(opened);
    ::unlink(file.c_str());
}

std::int64_t available_memory() {
    std::ifstream in("/proc/meminfo");
    std::string name;
    std::int64_t kibibytes = 0;
    for (std::string unit; in >> name >> kibibytes; std::getline(in, unit))
        if (name == "MemAvailable:") return kibibytes << 10;
    return 0;
}

/// The machine's start, seconds since 1970.
std::int64_t boot_time() {
    std::ifstream in("/proc/stat");
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("btime ")) return std::strtoll(line.c_str() + 6, nullptr, 10);
    return 0;
}

}  // namespace

std::optional<std::int64_t> start_of(const std::string& process) {
    constexpr std::string_view word = "process ";
    if (!process.starts_with(word)) return {};
    const auto id = process.substr(word.size(), process.find(' ', word.size()) - word.size());
    std::string line;
    if (id.empty() || id.find_first_not_of("0123456789") != std::string::npos ||
        !std::getline(std::ifstream("/proc/" + id + "/stat"), line))
        return {};
    // The name before it may hold anything, so the fields are counted from its closing bracket: the 22nd.
    std::istringstream fields(line.substr(std::min(line.rfind(')') + 1, line.size())));
    std::string skipped;
    for (int field = 3; field < 22; ++field) fields >> skipped;
    std::int64_t ticks = 0;
    const auto boot = boot_time();
    if (!(fields >> ticks) || boot == 0) return {};
    return boot + ticks / ::sysconf(_SC_CLK_TCK);
}

std::optional<std::int64_t> last_write_of(const std::vector<std::string>& files) {
    std::optional<std::int64_t> last;
    struct stat about {};
    for (const auto& file : files)
        if (::stat(file.c_str(), &about) == 0)
            last = std::max<std::int64_t>(last.value_or(0), about.st_mtime);
    return last;
}

Disk look_at_disk(const std::string& data_directory) {
    Disk disk;
    struct stat about {};
    const bool there = ::stat(data_directory.c_str(), &about) == 0;
    const auto directory = there ? data_directory : parent_directory(data_directory);
    struct statvfs space {};
    if (::statvfs(directory.c_str(), &space) != 0) {
        disk.refused = std::strerror(errno);
        return disk;
    }
    disk.known = true;
    disk.free_bytes = static_cast<std::int64_t>(space.f_bavail) * static_cast<std::int64_t>(space.f_frsize);
    if (space.f_files > 0) disk.free_files = static_cast<std::int64_t>(space.f_favail);
    // A directory that may not be written is a matter of permissions, not of the disk.
    if (::access(directory.c_str(), W_OK | X_OK) == 0) try_disk(directory, disk);
    return disk;
}

Machine look_at_machine() {
    Machine machine;
    machine.tool_version = TILLPOINTS_VERSION;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0)
        machine.descriptors = static_cast<std::int64_t>(std::min<rlim_t>(limit.rlim_cur, 1 << 30));
    machine.free_memory = available_memory();
    machine.user = ::geteuid();
    passwd entry{};
    passwd* found = nullptr;
    char memory[4096];
    const bool known = ::getpwuid_r(machine.user, &entry, memory, sizeof memory, &found) == 0 && found;
    machine.user_name = known ? found->pw_name : std::to_string(machine.user);
    return machine;
}

}  // namespace tillpoints::doctor
