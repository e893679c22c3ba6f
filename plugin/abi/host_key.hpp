#pragma once
#include <openssl/crypto.h>

#include <mutex>
#include <string>

#include "tillpoints/extensions.h"

namespace tillpoints::abi {

/// The API key of a host that keeps it itself (TILLPOINTS_HOST_EXT_KEY). The host is asked until `close` and
/// never afterwards. [any thread]
class HostKey {
  public:
    explicit HostKey(const tillpoints_host& host) : context_(host.context) {
        if (!host.get_extension) return;
        const auto* found = static_cast<const tillpoints_host_ext_key*>(
            host.get_extension(host.context, TILLPOINTS_HOST_EXT_KEY));
        if (found && found->struct_size >= sizeof *found) read_ = found->read;
    }

    bool offered() const { return read_ != nullptr; }

    /// Empty: the host has no key now.
    std::string operator()() {
        const std::lock_guard lock(mutex_);
        char key[longest];
        const std::size_t size = read_ ? read_(context_, key, sizeof key) : 0;
        std::string text(key, size <= sizeof key ? size : 0);
        OPENSSL_cleanse(key, sizeof key);
        return text;
    }

    void close() {
        const std::lock_guard lock(mutex_);
        read_ = nullptr;
    }

  private:
    static constexpr std::size_t longest = 1024;

    std::recursive_mutex mutex_;  // a host may destroy its instance while it is asked
    decltype(tillpoints_host_ext_key::read) read_ = nullptr;
    void* context_;
};

}  // namespace tillpoints::abi
