#include "plugin/outbox/lost_database.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <cstdio>

#include "plugin/outbox/files.hpp"

namespace tillpoints::outbox {
namespace {

constexpr const char* way_out =
    ": restore it from a backup, or give it up with `tillpoints storage start-new --by WHO --reason WHY`";

/// 0 for a file that does not exist.
std::int64_t size_of(const std::string& file) {
    struct stat found {};
    if (::stat(file.c_str(), &found) == 0) return found.st_size;
    if (errno != ENOENT && errno != ENOTDIR) throw_errno("look for a file");
    return 0;
}

Problem lost(std::string expected, std::string found) {
    return {Errc::storage_corrupt, "database", std::move(expected), std::move(found) + way_out};
}

/// "20261129T083000Z"
std::string file_stamp(Timestamp now) {
    std::string stamp;
    for (const char c : to_text(std::chrono::floor<std::chrono::seconds>(now)).substr(0, 19))
        if (c != '-' && c != ':') stamp += c;
    return stamp + "Z";
}

}  // namespace

std::optional<Problem> lost_database(const Outbox::Options& options) {
    if (size_of(options.file) > 0) return {};
    const auto found = exists(options.file) ? "a file of 0 bytes" : "no file";
    if (exists(options.key_file)) return lost("the database that belongs to the key file", found);
    if (size_of(options.file + "-wal") > 0) return lost("the database that belongs to the log (-wal)", found);
    return {};
}

Problem lost_content() {
    return lost("the database that belongs to the key file", "an empty database");
}

std::vector<std::string> rename_remains(const Outbox::Options& options, Timestamp now) {
    const std::string ending = ".lost-" + file_stamp(now);
    std::vector<std::string> renamed;
    for (const auto& file : {options.file, options.file + "-wal", options.file + "-shm", options.key_file}) {
        if (!exists(file)) continue;
        if (exists(file + ending)) throw std::runtime_error(file + ending + " exists already");
        if (::rename(file.c_str(), (file + ending).c_str()) != 0) throw_errno("rename a file");
        renamed.push_back(file + ending);
    }
    sync_folder_of(options.file);
    return renamed;
}

}  // namespace tillpoints::outbox
