#include "plugin/outbox/key_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "plugin/outbox/files.hpp"

namespace tillpoints::outbox {
namespace {

/// Reads up to `size` bytes; fewer at the end of the file.
std::size_t read_up_to(const Descriptor& from, unsigned char* to, std::size_t size) {
    std::size_t done = 0;
    while (done < size) {
        const auto got = ::read(from.value(), to + done, size - done);
        if (got == 0) break;
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw_errno("read the key file");
        done += static_cast<std::size_t>(got);
    }
    return done;
}

void write_all(const Descriptor& to, const unsigned char* from, std::size_t size) {
    std::size_t done = 0;
    while (done < size) {
        const auto put = ::write(to.value(), from + done, size - done);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) throw_errno("write the key file");
        done += static_cast<std::size_t>(put);
    }
}

}  // namespace

Result<Key> read_key(const std::string& file) {
    const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!opened.open()) throw_errno("open the key file");
    struct stat status {};
    if (::fstat(opened.value(), &status) != 0) throw_errno("look at the key file");
    if ((status.st_mode & 0077) != 0 && status.st_uid == ::geteuid()) ::fchmod(opened.value(), 0600);
    Key key{};
    unsigned char more = 0;
    if (read_up_to(opened, key.data(), key.size()) != key.size() || read_up_to(opened, &more, 1) != 0)
        return Problem{Errc::storage_corrupt, "key_file", "exactly 32 bytes", "another size in " + file};
    return key;
}

Result<Key> make_key(const std::string& file) {
    const Key key = random_key();
    const std::string unfinished = file + ".part";
    ::unlink(unfinished.c_str());
    {
        const Descriptor made(::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (!made.open()) throw_errno("make the key file");
        write_all(made, key.data(), key.size());
        if (::fsync(made.value()) != 0) throw_errno("sync the key file");
    }
    if (::rename(unfinished.c_str(), file.c_str()) != 0) throw_errno("name the key file");
    sync_folder_of(file);
    return key;
}

std::string unconfirmed(const std::string& key_file) {
    return key_file + ".new";
}

void confirm_key(const std::string& key_file) {
    if (::rename(unconfirmed(key_file).c_str(), key_file.c_str()) != 0) throw_errno("name the key file");
    sync_folder_of(key_file);
}

}  // namespace tillpoints::outbox
