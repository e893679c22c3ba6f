#include "cloud/api/running_digest.hpp"

#include <openssl/evp.h>

#include <stdexcept>

namespace tillpoints::cloud {
namespace {

void must(int done) {
    if (done != 1) throw std::runtime_error("OpenSSL cannot make a digest here");
}

}  // namespace

struct RunningDigest::State {
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> context{EVP_MD_CTX_new()};
};

RunningDigest::RunningDigest() : state_(std::make_unique<State>()) {
    must(state_->context ? EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr) : 0);
}

RunningDigest::~RunningDigest() = default;

void RunningDigest::add(std::string_view bytes) {
    must(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()));
}

std::string RunningDigest::hex() {
    static constexpr char digits[] = "0123456789abcdef";
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    must(EVP_DigestFinal_ex(state_->context.get(), bytes, &size));
    std::string out;
    for (unsigned int i = 0; i < size; ++i) {
        out += digits[bytes[i] >> 4];
        out += digits[bytes[i] & 15];
    }
    return out;
}

}  // namespace tillpoints::cloud
