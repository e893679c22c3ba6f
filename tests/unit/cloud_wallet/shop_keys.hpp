#pragma once
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "cloud/wallet/apple_pass.hpp"

/// Keys as a shop gets them from Apple and Google, made by the openssl program.
namespace tillpoints::cloud::test {

struct RunOutput {
    int status = -1;
    std::string text;  ///< of both its streams
};

inline RunOutput run_program(const std::string& command) {
    RunOutput out;
    auto* pipe = ::popen(("{ " + command + "; } 2>&1").c_str(), "r");
    REQUIRE(pipe);
    char buffer[4096];
    while (const auto size = std::fread(buffer, 1, sizeof buffer, pipe)) out.text.append(buffer, size);
    out.status = ::pclose(pipe);
    return out;
}

inline std::string file_text(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_text(const std::string& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

/// A folder that goes with the test.
struct TestFolder {
    TestFolder() {
        char pattern[] = "/tmp/tillpoints-wallet-XXXXXX";
        path = mkdtemp(pattern);
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;
    ~TestFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    std::string operator/(const std::string& name) const { return path + "/" + name; }

    std::string path;
};

/// Root, WWDR and the shop's certificate for "pass.example.shop", each issued by the one before it.
struct AppleKeys {
    AppleKeys() {
        const std::string there = "cd " + folder.path + " && ";
        const std::string issue =
            "openssl x509 -req -in request.pem -days 30 -CAcreateserial -extfile ca.txt ";
        write_text(folder / "ca.txt",
                   "[ca]\nbasicConstraints=critical,CA:TRUE\nsubjectKeyIdentifier=hash\n"
                   "authorityKeyIdentifier=keyid\n[leaf]\nbasicConstraints=critical,CA:FALSE\n"
                   "keyUsage=critical,digitalSignature\nextendedKeyUsage=1.2.840.113635.100.4.14\n");
        run(there +
            "openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -days 30 "
            "-subj '/CN=Root'");
        run(there + "openssl req -newkey rsa:2048 -nodes -keyout wwdr.key -out request.pem -subj '/CN=WWDR'");
        run(there + issue + "-extensions ca -CA root.pem -CAkey root.key -out wwdr.pem");
        run(there +
            "openssl req -newkey rsa:2048 -nodes -keyout pass.key -out request.pem "
            "-subj '/UID=pass.example.shop/CN=Pass Type ID/OU=TEAM123456/O=Shop'");
        run(there + issue + "-extensions leaf -CA wwdr.pem -CAkey wwdr.key -out pass.pem");
    }
    static const AppleKeys& made() {
        static const AppleKeys keys;
        return keys;
    }
    ApplePassPaths paths() const {
        return {folder / "pass.pem", folder / "pass.key", folder / "wwdr.pem", {}};
    }
    /// Who signs with them; they are valid from the second on in which they were made.
    ApplePassSigner signer() const { return ApplePassSigner::read(paths(), now()).value(); }
    static Timestamp now() {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }

    TestFolder folder;

  private:
    static void run(const std::string& command) {
        const auto out = run_program(command);
        INFO(out.text);
        REQUIRE(out.status == 0);
    }
};

}  // namespace tillpoints::cloud::test
