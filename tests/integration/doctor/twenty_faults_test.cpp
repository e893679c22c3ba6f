#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>

#include "patient.hpp"

using namespace tillpoints::test;

/// The faults of a table, each staged with real sockets, certificates, files and databases.
namespace {

using std::chrono::hours;

/// Something staged: what doctor and setup are run with, and what lives meanwhile.
struct Staged {
    Json config;
    std::string before = "";  ///< goes in front of the tool in the shell
    std::shared_ptr<void> kept = nullptr;
};

struct TableFault {
    const char* name;   ///< as adapters/doctor/README.md has it
    const char* first;  ///< the code that doctor names first
    std::function<Staged()> stage;
    /// Setup takes the fault away instead of refusing.
    bool mended = false;
};

/// A cloud of its own that answers both runs, and an installation at it.
struct AtSmallCloud {
    explicit AtSmallCloud(const CertificateRequest& request, std::chrono::seconds clock = {},
                          const std::string& answer = small_settings)
        : cloud(request) {
        for (int i = 0; i < 2; ++i) cloud.answers(200, answer, clock);
    }
    Folder folder;
    SmallCloud cloud;
};

Staged at_small_cloud(const CertificateRequest& request, std::chrono::seconds clock = {},
                      const std::string& answer = small_settings) {
    const auto kept = std::make_shared<AtSmallCloud>(request, clock, answer);
    const auto& cloud = kept->cloud;
    return {small_config(kept->cloud.server().url(), kept->folder / "", cloud.authority_file()), "", kept};
}

Staged at_url(const std::string& url) {
    const auto kept = std::make_shared<AtSmallCloud>(CertificateRequest{});
    return {small_config(url, kept->folder / "", kept->cloud.authority_file()), "", kept};
}

/// A register that has sold and ended, with its configuration changed.
Staged stopped(const std::function<void(Stopped&, Json&)>& change) {
    const auto kept = std::make_shared<Stopped>();
    auto config = kept->config();
    change(*kept, config);
    return {config, "", kept};
}

Staged with_wrong_authority() {
    const auto stranger = std::make_shared<SmallCloud>();
    auto staged = at_small_cloud({});
    staged.config["cloud"]["ca_file"] = stranger->authority_file();
    staged.kept =
        std::make_shared<std::pair<std::shared_ptr<void>, std::shared_ptr<void>>>(staged.kept, stranger);
    return staged;
}

Staged not_tls() {
    const auto plain = std::make_shared<ScriptedServer>();
    for (int i = 0; i < 2; ++i)
        plain->next_connection([](Peer& peer) {
            peer.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            peer.hang_up();
        });
    auto staged = at_url("https://127.0.0.1:" + std::to_string(plain->port()));
    staged.kept =
        std::make_shared<std::pair<std::shared_ptr<void>, std::shared_ptr<void>>>(staged.kept, plain);
    return staged;
}

CertificateRequest valid(hours from, hours to) {
    CertificateRequest request;
    request.valid_from = from;
    request.valid_to = to;
    return request;
}

CertificateRequest of_another_name() {
    CertificateRequest request;
    request.names = "DNS:other.test";
    return request;
}

Staged second_process() {
    const auto shop = std::make_shared<Shop>();
    return {shop->cloud.config(shop->data_directory(), Json::object()), "", shop};
}

constexpr hours of_a_year{365 * 24};

const TableFault table[] = {
    {"no DNS", "dns_failed", [] { return at_url("https://no-such-host.invalid/partner/v2"); }},
    {"closed port", "tcp_refused", [] { return at_url("https://127.0.0.1:1/partner/v2"); }},
    {"wrong host", "http_not_the_cloud", [] { return at_small_cloud({}, {}, "<html>another site</html>"); }},
    {"wrong path", "http_wrong_path",
     [] {
         return stopped([](Stopped&, Json& config) {
             config["cloud"]["base_url"] = config["cloud"]["base_url"].get<std::string>() + "/wrong";
         });
     }},
    {"not TLS", "tls_not_spoken", not_tls},
    {"wrong CA", "tls_unknown_authority", with_wrong_authority},
    {"expired", "tls_expired", [] { return at_small_cloud(valid(hours(-20), hours(-1))); }},
    {"not yet valid", "tls_not_yet_valid", [] { return at_small_cloud(valid(hours(5), hours(48))); }},
    {"wrong host name", "tls_wrong_name", [] { return at_small_cloud(of_another_name()); }},
    {"wrong key", "key_refused",
     [] {
         return stopped([](Stopped& at, Json& config) {
             const auto key = at.shop.data_directory() + "/wrong.key";
             write_file(key, "wrong\n");
             ::chmod(key.c_str(), 0600);
             config["cloud"]["key_file"] = key;
         });
     }},
    {"blocked company", "company_inactive",
     [] {
         return stopped([](Stopped& at, Json&) { at.shop.cloud.set_switches({{"company", "inactive"}}); });
     }},
    {"wrong currency", "currency_other",
     [] { return stopped([](Stopped&, Json& config) { config["currency"] = "KZT"; }); }, true},
    {"clock an hour off", "clock_wrong", [] { return at_small_cloud({}, hours(1)); }},
    {"clock a year off", "clock_wrong",
     [] { return at_small_cloud(valid(of_a_year - hours(48), of_a_year + hours(48)), of_a_year); }},
    {"disk full", "disk_refuses",
     [] {
         auto staged = stopped([](Stopped&, Json&) {});
         staged.before = "ulimit -f 0;";
         return staged;
     }},
    {"read-only database", "directory_read_only",
     [] { return stopped([](Stopped& at, Json&) { ::chmod(at.database().c_str(), 0400); }); }},
    {"corrupt database", "database_corrupt",
     [] {
         return stopped([](Stopped& at, Json&) {
             // Every page behind the schema's.
             const auto size = std::filesystem::file_size(at.database());
             write_at(at.database(), 8192, std::string(size - 8192, 'x'));
         });
     }},
    {"missing database", "database_lost",
     [] { return stopped([](Stopped& at, Json&) { std::filesystem::remove(at.database()); }); }},
    {"newer schema", "database_newer",
     [] {
         return stopped([](Stopped& at, Json&) {
             write_at(at.database(), 60, std::string("\0\0\0\x63", 4));  // user_version 99
         });
     }},
    {"second process", "", second_process},
    {"wrong permissions", "directory_read_only",
     [] { return stopped([](Stopped& at, Json&) { ::chmod(at.shop.data_directory().c_str(), 0500); }); }},
};

}  // namespace

TEST_CASE("doctor names each staged fault of the table first, and setup does not end green with it") {
    const auto described = read_file(DOCTOR_README);
    for (const auto& fault : table) {
        INFO(fault.name);
        CHECK(described.find("| " + std::string(fault.name) + " | ") != std::string::npos);
        const auto staged = fault.stage();
        const Patient patient(staged.config);
        CHECK(patient.first(staged.before) == fault.first);
        const auto set_up = patient.set_up(staged.before);
        INFO(set_up.text);
        const bool green = set_up.text.find("All right") != std::string::npos;
        CHECK(green == fault.mended);
        CHECK((set_up.code == 0) == fault.mended);
        if (fault.mended) CHECK(Json::parse(read_file(patient.file())).at("currency") == "RUB");
    }
}
