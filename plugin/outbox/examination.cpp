#include "plugin/outbox/examination.hpp"

#include <array>
#include <cstring>
#include <fstream>

#include "plugin/outbox/files.hpp"
#include "plugin/outbox/guarded.hpp"
#include "plugin/outbox/lock.hpp"
#include "plugin/outbox/lost_database.hpp"
#include "plugin/outbox/schema.hpp"
#include "plugin/outbox/statement.hpp"

namespace tillpoints::outbox {
namespace {

constexpr std::size_t most_lines = 10;

/// The user_version in the header, which tells a newer layout without opening the file.
std::optional<int> layout_in_header(const std::string& file) {
    std::array<char, 64> header{};
    std::ifstream in(file, std::ios::binary);
    if (!in.read(header.data(), header.size()) || std::memcmp(header.data(), "SQLite format 3", 16) != 0)
        return {};
    int layout = 0;
    for (std::size_t at = 60; at < 64; ++at) layout = layout << 8 | static_cast<unsigned char>(header[at]);
    return layout;
}

std::vector<std::string> damage_in(Database& database) {
    std::vector<std::string> lines;
    Statement check(database, "PRAGMA integrity_check(10)");
    Query query(check);
    while (query.next() && lines.size() < most_lines)
        if (auto line = query.bytes(0); line != "ok") lines.push_back(std::move(line));
    return lines;
}

Result<void> look_inside(const Outbox::Options& options, Examination& found) {
    // The key is compared too, as a register does when it starts.
    const auto opened = Outbox::open({options.file, options.key_file, true, options.vfs, options.now});
    const bool migrates = found.layout && *found.layout > 0 && *found.layout < schema_version;
    if (!opened && !migrates) found.problem = opened.error();
    Database database(options.file, Database::Access::read_only, options.vfs);
    database.leave_untouched();
    const auto layout = examine(database);
    if (!layout) return layout.error();
    configure(database, Database::Access::read_only);
    found.layout = *layout;
    found.damage = damage_in(database);
    return {};
}

}  // namespace

Examination examination_of(const Outbox::Options& options) {
    Examination found;
    const auto looked = guarded(options.file, [&]() -> Result<void> {
        found.owner = OwnerLock::holder(options.file + ".lock");
        if (const auto lost = lost_database(options)) {
            found.started = true;
            return *lost;
        }
        found.started = exists(options.file);
        if (!found.started) return {};
        found.layout = layout_in_header(options.file);
        return look_inside(options, found);
    });
    if (!looked && !found.problem) found.problem = looked.error();
    return found;
}

}  // namespace tillpoints::outbox
