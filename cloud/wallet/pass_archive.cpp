#include "cloud/wallet/pass_archive.hpp"

#include <openssl/evp.h>
#include <zip.h>

#include <memory>
#include <stdexcept>

#include "protocol/json.hpp"

namespace tillpoints::cloud {
namespace {

std::string sha1_hex(std::string_view bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_sha1(), nullptr) != 1)
        throw std::runtime_error("OpenSSL cannot make a SHA-1 digest here");
    std::string out;
    for (unsigned int i = 0; i < size; ++i) {
        out += digits[digest[i] >> 4];
        out += digits[digest[i] & 15];
    }
    return out;
}

[[noreturn]] void cannot_zip() {
    throw std::runtime_error("a pass could not be put into an archive");
}

using Source = std::unique_ptr<zip_source_t, decltype(&zip_source_free)>;
using Archive = std::unique_ptr<zip_t, decltype(&zip_discard)>;

void add_file(zip_t* archive, const std::string& name, const std::string& bytes) {
    // The bytes live until the archive is closed.
    auto* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    if (!source) cannot_zip();
    if (zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8) >= 0) return;
    zip_source_free(source);
    cannot_zip();
}

std::string read_all(zip_source_t* source) {
    zip_stat_t stat;
    if (zip_source_stat(source, &stat) != 0 || (stat.valid & ZIP_STAT_SIZE) == 0 ||
        zip_source_open(source) != 0)
        cannot_zip();
    std::string bytes(stat.size, '\0');
    const auto read = zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    if (read < 0 || static_cast<std::size_t>(read) != bytes.size()) cannot_zip();
    return bytes;
}

}  // namespace

std::string manifest_of(const PassFiles& files) {
    Json manifest = Json::object();
    for (const auto& [name, bytes] : files) manifest.set(name, sha1_hex(bytes));
    return dump(manifest);
}

std::string zipped(const PassFiles& files) {
    zip_error_t error;
    zip_error_init(&error);
    const Source source(zip_source_buffer_create(nullptr, 0, 0, &error), zip_source_free);
    if (!source) cannot_zip();
    // The archive takes a reference of its own, so that its bytes can be read after it was closed.
    zip_source_keep(source.get());
    Archive archive(zip_open_from_source(source.get(), ZIP_TRUNCATE, &error), zip_discard);
    if (!archive) {
        zip_source_free(source.get());
        cannot_zip();
    }
    for (const auto& [name, bytes] : files) add_file(archive.get(), name, bytes);
    if (zip_close(archive.get()) != 0) cannot_zip();
    static_cast<void>(archive.release());
    return read_all(source.get());
}

}  // namespace tillpoints::cloud
