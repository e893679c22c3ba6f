#include <fcntl.h>
#include <unistd.h>

#include <stdexcept>

#include "client.hpp"

namespace tillpoints::bench {

SyncedFile::SyncedFile(const std::string& path)
    : file_(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {
    if (file_ < 0) throw std::runtime_error(path + ": cannot be opened");
}

SyncedFile::~SyncedFile() {
    ::close(file_);
}

void SyncedFile::append_and_sync() {
    static const std::string record(1000, 'x');
    if (::write(file_, record.data(), record.size()) != static_cast<ssize_t>(record.size()) ||
        ::fdatasync(file_) != 0)
        throw std::runtime_error("the disk failed");
}

}  // namespace tillpoints::bench
