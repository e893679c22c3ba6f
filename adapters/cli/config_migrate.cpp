#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/configuration.hpp"
#include "adapters/cli/messages.hpp"
#include "adapters/cli/written_file.hpp"

namespace tillpoints::cli {
namespace {

void tell(Text text, std::initializer_list<std::string_view> values) {
    std::printf("%s\n", say(text, values).c_str());
}

/// Why the files stay as they are: the table of problems, and the members that a newer version may have
/// written.
void print_refusal(const Library& library, const std::string& report) {
    print_problems(stderr, report);
    const Json json = Json::parse(report, nullptr, false);
    if (!json.is_object()) return;
    std::string names;
    for (const auto& name : json.value("unknown", Json::array()))
        names += (names.empty() ? "" : ", ") + cell(name);
    if (!names.empty())
        std::fprintf(stderr, "%s\n", say(Text::migrate_unknown, {library.version(), names}).c_str());
}

/// Writes the new text with the mode and owner of the file, and keeps the earlier file.
void replace(const std::string& file, const std::string& text, const std::string& kept) {
    struct stat about {};
    if (::stat(file.c_str(), &about) != 0) throw BadInput(file + ": " + std::strerror(errno));
    std::filesystem::copy_file(file, kept);
    // A link stays one: what it leads to is replaced.
    write_whole(std::filesystem::canonical(file), text, about.st_mode & 07777, about.st_uid, about.st_gid);
}

}  // namespace

ExitCode migrate_config(const Library& library, const std::string& file, bool merge, bool dry, bool json) {
    const auto* files = library.configuration_files();
    if (!files)
        throw NoPlugin(say(Text::lacks_extension, {library.version(), TILLPOINTS_EXT_CONFIGURATION_FILES}));
    Reports reports;
    const auto status = files->migrate(text_of(file), merge ? 1 : 0, &Reports::collect, &reports);
    if (status != TILLPOINTS_OK) {
        if (json)
            std::printf("%s\n", reports.only().c_str());
        else
            print_refusal(library, reports.only());
        return exit_bad_input;
    }
    const Json plan = Json::parse(reports.only());
    if (json) return std::printf("%s\n", reports.only().c_str()), exit_ok;
    const auto kept_as = [stamp = time_stamp()](const Json& name) { return cell(name) + ".before-" + stamp; };
    for (const auto& member : plan["renamed"])
        tell(Text::migrate_renamed, {place_cell(member), cell(member, "from"), cell(member, "to")});
    for (const auto& each : plan["write"]) {
        if (dry)
            tell(Text::migrate_would_write, {cell(each, "file"), kept_as(each["file"])});
        else
            replace(cell(each, "file"), cell(each, "text"), kept_as(each["file"]));
    }
    // Only now: until the file is written, its drop-ins say what is in force.
    for (const auto& each : plan["put_aside"]) {
        if (!dry) std::filesystem::rename(cell(each), kept_as(each));
        tell(dry ? Text::migrate_would_merge : Text::migrate_merged, {cell(each), kept_as(each)});
    }
    if (plan["write"].empty()) tell(Text::migrate_nothing, {file});
    return exit_ok;
}

}  // namespace tillpoints::cli
