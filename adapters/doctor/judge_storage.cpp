#include "adapters/doctor/judge.hpp"

namespace tillpoints::doctor {
namespace {

constexpr std::int64_t mebibyte = 1 << 20;
constexpr std::int64_t least_free = 16 * mebibyte;  ///< some thousand receipts
constexpr std::int64_t little_free = 256 * mebibyte;
constexpr std::int64_t slow_sync_us = 250'000;  ///< a receipt costs one or two syncs

}  // namespace

void judge_disk(const Disk& disk, Findings& out) {
    if (!disk.known) return out.warning(Area::disk, Code::disk_unknown, {disk.refused});
    const auto free = std::to_string(disk.free_bytes / mebibyte);
    if (disk.free_bytes < least_free || disk.free_files == 0)
        return out.error(Area::disk, Code::disk_full, {free});
    if (!disk.refused.empty()) return out.error(Area::disk, Code::disk_refuses, {disk.refused});
    if (disk.free_bytes < little_free) return out.warning(Area::disk, Code::disk_low, {free});
    const auto sync = disk.sync_us ? std::to_string((*disk.sync_us + 500) / 1000) : std::string("-");
    if (disk.sync_us.value_or(0) > slow_sync_us) return out.warning(Area::disk, Code::disk_slow, {sync});
    out.ok(Area::disk, Code::disk_right, {free, sync});
}

void judge_database(const Database& database, Findings& out) {
    if (!database.known) return out.unknown(Area::database);
    const auto layout = std::to_string(database.layout.value_or(0));
    if (!database.problem.empty()) {
        const auto code = database.problem_code == "storage_newer"     ? Code::database_newer
                          : database.problem_code != "storage_corrupt" ? Code::database_unusable
                          : database.layout                            ? Code::database_corrupt
                                                                       : Code::database_lost;
        return out.error(Area::database, code, {database.problem});
    }
    if (!database.damage.empty())
        return out.error(Area::database, Code::database_corrupt, {database.damage.front()});
    if (!database.started) return out.ok(Area::database, Code::database_none_yet, {});
    if (database.layout.value_or(0) < database.newest_layout)
        return out.ok(Area::database, Code::database_migrates,
                      {layout, std::to_string(database.newest_layout)});
    if (!database.owner.empty())
        return out.ok(Area::database, Code::database_in_use, {layout, database.owner});
    out.ok(Area::database, Code::database_sound, {layout});
}

}  // namespace tillpoints::doctor
