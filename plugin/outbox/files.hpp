#pragma once
#include <string>
#include <utility>

/// File operations outside SQLite. A failure is thrown as std::system_error.
namespace tillpoints::outbox {

/// A file descriptor that closes itself and is not inherited by programs the host starts.
class Descriptor {
  public:
    explicit Descriptor(int value) : value_(value) {}
    ~Descriptor();
    Descriptor(Descriptor&& other) noexcept : value_(other.value_) { other.value_ = -1; }
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(value_, other.value_);
        return *this;
    }
    int value() const { return value_; }
    bool open() const { return value_ >= 0; }

  private:
    int value_;
};

bool exists(const std::string& file);
/// Makes an empty file with mode 0600 if there is none, and makes its name durable.
void make_private_file(const std::string& file);
/// Makes new names in the folder of `file` durable.
void sync_folder_of(const std::string& file);

[[noreturn]] void throw_errno(const char* doing);

}  // namespace tillpoints::outbox
