#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "http/reply.hpp"

namespace tillpoints {

/// A file without a name, for an answer that is too long to be held in memory. It goes with this object.
class SpooledFile {
  public:
    /// Throws std::system_error, as `add` and `piece` do.
    explicit SpooledFile(const std::string& folder);
    ~SpooledFile();
    SpooledFile(const SpooledFile&) = delete;
    SpooledFile& operator=(const SpooledFile&) = delete;

    void add(std::string_view bytes);
    std::uint64_t size() const { return size_; }
    /// At most so many bytes, fewer at its end.
    std::string piece(std::uint64_t from, std::size_t most) const;

  private:
    int descriptor_;
    std::uint64_t size_ = 0;
};

/// Sends the answer with the file as its body, a piece at a time.
Transmission sent_from(std::shared_ptr<const SpooledFile> file);

}  // namespace tillpoints
