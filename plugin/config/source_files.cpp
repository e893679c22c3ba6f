#include "plugin/config/source_files.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <optional>
#include <system_error>

#include "plugin/config/opened_file.hpp"

namespace tillpoints {
namespace {

constexpr std::size_t most_drop_ins = 256;

class SourceReader {
  public:
    explicit SourceReader(std::size_t most_bytes) : left_(most_bytes), most_(most_bytes) {}

    SourceFiles read(const std::string& path) {
        read_file(path);
        for (const auto& name : drop_ins(path + ".d")) read_file(path + ".d/" + name);
        return std::move(out_);
    }

  private:
    void refuse(const std::string& file, std::string expected, std::string found,
                Errc code = Errc::invalid_value) {
        out_.problems.push_back({{file, 0}, {code, file, std::move(expected), std::move(found)}});
    }

    /// Whoever may change the configuration decides where the key and the customers go.
    bool trusted(const std::string& file, const struct stat& about) {
        if (!owner_known_) {
            owner_ = about.st_uid;
            owner_known_ = true;
        }
        if (about.st_uid != 0 && about.st_uid != owner_ && about.st_uid != ::geteuid()) {
            refuse(file, "one that root or the configuration's owner owns",
                   "user " + std::to_string(about.st_uid));
            return false;
        }
        if ((about.st_mode & (S_IWGRP | S_IWOTH)) == 0) return true;
        refuse(file, "one that only its owner may write (chmod go-w)", mode_text(about.st_mode));
        return false;
    }

    void read_file(const std::string& path) {
        const OpenedFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
        if (file.number() < 0)
            return refuse(path, "a file that can be read", std::generic_category().message(errno));
        struct stat about {};
        if (::fstat(file.number(), &about) != 0 || !S_ISREG(about.st_mode))
            return refuse(path, "a regular file", S_ISDIR(about.st_mode) ? "a directory" : "something else");
        if (!trusted(path, about)) return;
        if (auto text = content_of(file.number(), path)) out_.sources.push_back({path, std::move(*text)});
    }

    std::optional<std::string> content_of(int file, const std::string& path) {
        std::string text;
        char part[1 << 14];
        for (;;) {
            const ssize_t got = ::read(file, part, sizeof part);
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) {
                refuse(path, "a file that can be read", std::generic_category().message(errno));
                return {};
            }
            if (got == 0) break;
            text.append(part, static_cast<std::size_t>(got));
            if (text.size() <= left_) continue;
            refuse(path, "at most " + std::to_string(most_) + " bytes in all files", "more", Errc::too_large);
            return {};
        }
        left_ -= text.size();
        return text;
    }

    /// The names of the drop-ins, sorted as bytes.
    std::vector<std::string> drop_ins(const std::string& path) {
        std::vector<std::string> names;
        const int opened = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (opened < 0) {
            if (errno == ENOTDIR)
                refuse(path, "a directory", "another file");
            else if (errno != ENOENT)
                refuse(path, "a directory that can be read", std::generic_category().message(errno));
            return names;
        }
        const auto close = [](DIR* each) { static_cast<void>(::closedir(each)); };
        const std::unique_ptr<DIR, decltype(close)> folder(::fdopendir(opened), close);
        struct stat about {};
        if (!folder || ::fstat(opened, &about) != 0) {
            if (!folder) ::close(opened);
            refuse(path, "a directory that can be read", std::generic_category().message(errno));
            return names;
        }
        if (!trusted(path, about)) return names;
        while (const auto* each = ::readdir(folder.get())) {
            const std::string name = each->d_name;
            if (!name.ends_with(".json") || name.starts_with('.')) continue;
            names.push_back(name);
            if (names.size() <= most_drop_ins) continue;
            refuse(path, "at most " + std::to_string(most_drop_ins) + " files", "more", Errc::too_large);
            return {};
        }
        std::sort(names.begin(), names.end());
        return names;
    }

    SourceFiles out_;
    std::size_t left_;
    std::size_t most_;
    uid_t owner_ = 0;  ///< of the file itself
    bool owner_known_ = false;
};

}  // namespace

SourceFiles read_source_files(const std::string& path, std::size_t most_bytes) {
    return SourceReader(most_bytes).read(path);
}

}  // namespace tillpoints
