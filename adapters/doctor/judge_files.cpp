#include <cstdio>

#include "adapters/doctor/judge.hpp"

namespace tillpoints::doctor {
namespace {

using Kind = FileFacts::Kind;

constexpr unsigned others_bits = 077;

std::string octal(unsigned mode) {
    char text[16];
    std::snprintf(text, sizeof text, "%04o", mode & 07777u);
    return text;
}

/// Who the register runs as: the owner of its data directory, or whoever runs this tool before there is one.
struct Runner {
    unsigned id;
    std::string name;
};

Runner runner_of(const Facts& facts) {
    const auto& directory = facts.files.data_directory;
    if (directory.kind == Kind::directory) return {directory.owner, directory.owner_name};
    return {facts.machine.user, facts.machine.user_name};
}

bool judge_key(const Facts& facts, const Runner& runner, Findings& out) {
    const auto& files = facts.files;
    if (!files.key) {
        out.ok(Area::files, Code::key_of_host, {});
        return true;
    }
    const auto& key = *files.key;
    if (key.kind == Kind::missing)
        out.error(Area::files, Code::key_missing, {key.path, key.error});
    else if ((key.mode & others_bits) != 0)
        out.error(Area::files, Code::key_open_to_others, {key.path, octal(key.mode)});
    // Root may read everything, so only another user is kept out.
    else if (key.owner != runner.id && runner.id != 0)
        out.error(Area::files, Code::key_of_another_user, {key.path, key.owner_name, runner.name});
    else if (!files.key_problem.empty())
        out.error(Area::files, Code::key_unusable, {key.path, files.key_problem});
    else
        return true;
    return false;
}

bool judge_directory(const Files& files, Findings& out) {
    const auto& directory = files.data_directory;
    if (directory.kind == Kind::missing && files.parent_writable)
        out.ok(Area::files, Code::directory_will_be_made, {directory.path});
    else if (directory.kind == Kind::missing)
        out.error(Area::files, Code::directory_cannot_be_made, {directory.path});
    else if (directory.kind != Kind::directory)
        out.error(Area::files, Code::directory_is_a_file, {directory.path});
    else if ((directory.mode & 0200u) == 0 || !files.data_directory_writable)
        out.error(Area::files, Code::directory_read_only, {directory.path, directory.owner_name});
    else if ((directory.mode & 022u) != 0)
        out.warning(Area::files, Code::directory_open_to_others, {directory.path, octal(directory.mode)});
    else
        return true;
    return directory.kind == Kind::missing && files.parent_writable;
}

bool judge_data(const Files& files, const Runner& runner, Findings& out) {
    bool right = true;
    for (const auto& file : files.data) {
        if (file.owner != runner.id) {
            out.error(Area::files, Code::data_of_another_user, {file.path, file.owner_name, runner.name});
            right = false;
        } else if ((file.mode & 0200u) == 0) {
            out.error(Area::files, Code::directory_read_only, {file.path, file.owner_name});
            right = false;
        } else if ((file.mode & 07u) != 0) {
            out.warning(Area::files, Code::data_open_to_others, {file.path, octal(file.mode)});
            right = false;
        }
    }
    return right;
}

}  // namespace

void judge_files(const Facts& facts, Findings& out) {
    const auto runner = runner_of(facts);
    bool right = judge_key(facts, runner, out);
    if (!facts.files.authorities_problem.empty()) {
        out.error(Area::files, Code::authorities_unusable,
                  {facts.configuration.ca_file, facts.files.authorities_problem});
        right = false;
    }
    right = judge_directory(facts.files, out) && right;
    right = judge_data(facts.files, runner, out) && right;
    if (right) out.ok(Area::files, Code::files_right, {runner.name});
}

}  // namespace tillpoints::doctor
