#include "plugin/abi/process_ready.hpp"

#include <netdb.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>
#include <cstdlib>

#include "plugin/outbox/seal.hpp"

namespace tillpoints::abi {
namespace {

/// More than what is made needs.
constexpr std::size_t enough_memory = 512u << 10;

bool has_enough_memory() {
    void* const memory = std::malloc(enough_memory);
    std::free(memory);
    return memory != nullptr;
}

/// Any look-up reads the configuration of name services; this one asks no network.
void look_up_a_service() {
    servent service{};
    servent* found = nullptr;
    std::array<char, 1024> buffer;
    static_cast<void>(getservbyname_r("https", "tcp", &service, buffer.data(), buffer.size(), &found));
}

bool can_seal() {
    const outbox::Sealer sealer(outbox::random_key());
    return sealer.open(sealer.seal("text", ""), "").has_value();
}

bool can_speak_tls() {
    SSL_CTX* const context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_free(context);
    return context != nullptr;
}

}  // namespace

bool make_process_ready() noexcept {
    if (!has_enough_memory()) return false;
    look_up_a_service();
    try {
        // Null if there was no memory when OpenSSL's default context was made; any other use would crash
        // then.
        const bool ready = OSSL_LIB_CTX_get0_global_default() && can_seal() && can_speak_tls();
        ERR_clear_error();
        return ready;
    } catch (...) {
        ERR_clear_error();
        return false;
    }
}

}  // namespace tillpoints::abi
