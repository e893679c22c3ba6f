#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace tillpoints::cloud {

/// SHA-256 of bytes that come in parts. Throws std::runtime_error where OpenSSL does not have the function.
class RunningDigest {
  public:
    RunningDigest();
    ~RunningDigest();
    RunningDigest(const RunningDigest&) = delete;
    RunningDigest& operator=(const RunningDigest&) = delete;

    void add(std::string_view bytes);
    /// Of all that was added, in lower-case hexadecimal. Once.
    std::string hex();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tillpoints::cloud
