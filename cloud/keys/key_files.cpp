#include "cloud/keys/key_files.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <fstream>
#include <iterator>

namespace tillpoints::cloud {
namespace {

constexpr std::size_t most_of_key_file = 1u << 20;

using Memory = std::unique_ptr<BIO, decltype(&BIO_free)>;

Memory memory_of(const std::string& bytes) {
    return {BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())), BIO_free};
}

/// Gives no pass phrase, and notes that one was asked for.
int no_pass_phrase(char*, int, int, void* asked) {
    *static_cast<bool*>(asked) = true;
    return -1;
}

}  // namespace

Result<std::string> read_key_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::string bytes(most_of_key_file + 1, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    if (bytes.empty() || bytes.size() > most_of_key_file)
        return Problem{Errc::invalid_value, path,
                       "a file that this program may read, with at most 1 MiB; look at its name and rights",
                       bytes.empty() ? "nothing to read" : "more"};
    return bytes;
}

Result<Certificate> read_certificate(const std::string& path) {
    auto bytes = read_key_file(path);
    if (!bytes) return bytes.error();
    Certificate certificate(PEM_read_bio_X509(memory_of(*bytes).get(), nullptr, nullptr, nullptr));
    if (!certificate) certificate.reset(d2i_X509_bio(memory_of(*bytes).get(), nullptr));
    ERR_clear_error();
    if (certificate) return certificate;
    return Problem{Errc::invalid_value, path,
                   "a certificate in PEM or DER; of a .p12 file: openssl pkcs12 -in FILE.p12 -nokeys",
                   "something else"};
}

Result<PrivateKey> read_private_key(const std::string& path) {
    auto bytes = read_key_file(path);
    if (!bytes) return bytes.error();
    return private_key_in(*bytes, path);
}

Result<PrivateKey> private_key_in(const std::string& pem, const std::string& path) {
    bool asked = false;
    PrivateKey key(PEM_read_bio_PrivateKey(memory_of(pem).get(), nullptr, no_pass_phrase, &asked));
    ERR_clear_error();
    if (key) return key;
    if (asked)
        return Problem{Errc::invalid_value, path,
                       "a private key without a pass phrase: openssl pkey -in FILE -out FILE.new",
                       "one that asks for a pass phrase"};
    return Problem{Errc::invalid_value, path,
                   "a private key in PEM; of a .p12 file: openssl pkcs12 -in FILE.p12 -nocerts -nodes",
                   "something else"};
}

}  // namespace tillpoints::cloud
