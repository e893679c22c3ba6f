#pragma once
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <string>

namespace tillpoints {

/// A file's descriptor, closed at the end; below 0: opening failed.
class OpenedFile {
  public:
    explicit OpenedFile(int number) : number_(number) {}
    OpenedFile(const OpenedFile&) = delete;
    OpenedFile& operator=(const OpenedFile&) = delete;
    ~OpenedFile() {
        if (number_ >= 0) ::close(number_);
    }
    int number() const { return number_; }

  private:
    int number_;
};

/// "mode 0640", for a problem's `found`.
inline std::string mode_text(mode_t mode) {
    char text[16];
    std::snprintf(text, sizeof text, "mode %04o", static_cast<unsigned>(mode & 07777));
    return text;
}

}  // namespace tillpoints
