#pragma once
#include <sys/types.h>

#include <string>

namespace tillpoints::cli {

/// Replaces a file as a whole, or leaves it as it is if it has this content, mode and owner already. Says
/// which on stdout. Throws BadInput if it cannot be written.
void write_whole(const std::string& path, const std::string& content, mode_t mode, uid_t owner, gid_t group);

/// The same without saying so; false if it was so already.
bool replace_whole(const std::string& path, const std::string& content, mode_t mode, uid_t owner,
                   gid_t group);
/// The same for a configuration that anybody may read; an earlier one is kept as FILE.before-TIME.
void write_keeping_earlier(const std::string& path, const std::string& content);

/// Now, for the name of a file that is kept: "20261130T120000Z".
std::string time_stamp();

/// Makes a directory and its parents; the last one with this mode and owner.
void make_directory(const std::string& path, mode_t mode, uid_t owner, gid_t group);

}  // namespace tillpoints::cli
