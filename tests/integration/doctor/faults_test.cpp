#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "patient.hpp"

using namespace tillpoints::test;
using std::chrono::hours;

/// The faults that a technician meets, staged with real sockets, certificates, files and databases: doctor
/// names each one first.
namespace {

constexpr hours year{365 * 24};

/// Doctor's first cause at a small cloud with this certificate, whose clock is off.
std::string first_at(const CertificateRequest& request, std::chrono::seconds clock = {}, int status = 200,
                     const std::string& body = small_settings) {
    const Folder folder;
    SmallCloud cloud(request);
    cloud.answers(status, body, clock);
    return Patient(small_config(cloud.server().url(), folder / "", cloud.authority_file())).first();
}

std::string first_of(const Json& config) {
    return Patient(config).first();
}

}  // namespace

TEST_CASE("doctor finds nothing wrong before the first start, beside a running register and after it") {
    const Folder folder;
    Shop shop;
    const auto fresh = Patient(shop.cloud.config(folder / "never", Json::object()));
    const auto report = fresh.examined();
    CHECK(report.at("first").is_null());
    CHECK(report.at("worst") == "ok");
    CHECK(fresh.code() == 0);
    CHECK_FALSE(std::filesystem::exists(folder / "never"));

    shop.sell_to_phone("+79990000001");
    const Patient beside(shop.cloud.config(shop.data_directory(), Json::object()));
    CHECK(beside.first() == "");
    shop.sell_to_phone("+79990000001");
    shop.stop_plugin();
    CHECK(beside.first() == "");
}

TEST_CASE("a second process learns from doctor which one owns the database") {
    const Shop shop;
    const auto report = Patient(shop.cloud.config(shop.data_directory(), Json::object())).examined();
    std::string owner;
    for (const auto& finding : report.at("findings"))
        if (finding.at("code") == "database_in_use") owner = finding.at("values").at(1);
    CHECK(owner.find("process " + std::to_string(::getpid()) + " ") == 0);
}

TEST_CASE("doctor names a fault of the network first") {
    const Folder folder;
    SmallCloud cloud;
    const auto at = [&](const std::string& url) {
        return first_of(small_config(url, folder / "", cloud.authority_file()));
    };
    CHECK(at("https://no-such-host.invalid/partner/v2") == "dns_failed");
    CHECK(at("https://127.0.0.1:1/partner/v2") == "tcp_refused");
    ScriptedServer plain;
    plain.next_connection([](Peer& peer) {
        peer.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        peer.hang_up();
    });
    CHECK(at("https://127.0.0.1:" + std::to_string(plain.port())) == "tls_not_spoken");
    CHECK(first_at({}, {}, 200, "<html>log in to the Wi-Fi</html>") == "http_not_the_cloud");
    CHECK(first_at({}, {}, 404, "{}") == "http_wrong_path");
    CHECK(first_at({}, {}, 503, "{}") == "http_failed");
}

TEST_CASE(
    "doctor says what is wrong with a certificate, and sends the key only to a server that is believed") {
    CertificateRequest expired;
    expired.valid_to = hours(-1);
    expired.valid_from = hours(-20);
    CHECK(first_at(expired) == "tls_expired");
    CertificateRequest future;
    future.valid_from = hours(5);
    CHECK(first_at(future) == "tls_not_yet_valid");
    CertificateRequest stranger;
    stranger.names = "DNS:other.test";
    CHECK(first_at(stranger) == "tls_wrong_name");

    const Folder folder;
    SmallCloud cloud;
    const SmallCloud other;
    cloud.answers(200, small_settings);
    const Patient patient(small_config(cloud.server().url(), folder / "", other.authority_file()));
    const auto report = patient.examined();
    CHECK(report.at("first").at("code") == "tls_unknown_authority");
    CHECK(patient.code() == 1);
    CHECK(report.at("chain").size() == 1);
    REQUIRE(cloud.server().wait_for_requests(1));
    CHECK(cloud.server().requests().at(0).find("Authorization") == std::string::npos);
}

TEST_CASE("doctor names a wrong clock before everything that it makes look wrong") {
    CHECK(first_at({}, hours(1)) == "clock_wrong");
    CHECK(first_at({}, hours(-1)) == "clock_wrong");
    CertificateRequest next_year;
    next_year.valid_from = year - hours(48);
    next_year.valid_to = year + hours(48);
    CHECK(first_at(next_year, year) == "clock_wrong");
    CHECK(first_at({}, std::chrono::seconds(60)) == "clock_off");
}

TEST_CASE("doctor names a wrong path, a wrong key, a blocked company and another currency at the cloud") {
    const Folder folder;
    Shop shop;
    const Json good = shop.cloud.config(folder / "data", Json::object());
    Json wrong = good;
    wrong["cloud"]["base_url"] = good["cloud"]["base_url"].get<std::string>() + "/wrong";
    CHECK(first_of(wrong) == "http_wrong_path");
    wrong = good;
    write_file(folder / "wrong.key", "wrong\n");
    ::chmod((folder / "wrong.key").c_str(), 0600);
    wrong["cloud"]["key_file"] = folder / "wrong.key";
    CHECK(first_of(wrong) == "key_refused");
    wrong = good;
    wrong["currency"] = "KZT";
    CHECK(first_of(wrong) == "currency_other");
    shop.cloud.set_switches({{"company", "inactive"}});
    CHECK(first_of(good) == "company_inactive");
}

TEST_CASE("doctor names a fault of files, permissions or configuration first") {
    const Folder folder;
    CertificateRequest long_valid;
    long_valid.valid_to = hours(90 * 24);
    SmallCloud cloud(long_valid);
    const auto config = small_config(cloud.server().url(), folder / "", cloud.authority_file());
    const auto first = [&](const Json& changed) {
        cloud.answers(200, small_settings);
        return first_of(changed);
    };
    CHECK(first(config) == "");
    ::chmod((folder / "api.key").c_str(), 0644);
    CHECK(first(config) == "key_open_to_others");
    std::filesystem::remove(folder / "api.key");
    CHECK(first(config) == "key_missing");
    Json wrong = small_config(cloud.server().url(), folder / "", folder / "no.pem");
    CHECK(first(wrong) == "authorities_unusable");
    wrong = config;
    wrong["data_directory"] = folder / "api.key";
    write_file(folder / "api.key", "a-key\n");
    ::chmod((folder / "api.key").c_str(), 0600);
    CHECK(first(wrong) == "directory_is_a_file");
    wrong["data_directory"] = folder / "no" + std::string("/such/data");
    CHECK(first(wrong) == "directory_cannot_be_made");
    wrong = config;
    wrong["cloud"]["company_id"] = "a";
    const Patient patient(wrong);
    CHECK(patient.first() == "configuration_wrong");
    CHECK(patient.code() == 2);
}

TEST_CASE("doctor names a disk that does not take what is written") {
    const Folder folder;
    SmallCloud cloud;
    cloud.answers(200, small_settings);
    const Patient patient(small_config(cloud.server().url(), folder / "", cloud.authority_file()));
    std::filesystem::create_directory(folder / "data");
    ::chmod((folder / "data").c_str(), 0700);
    CHECK(patient.first("ulimit -f 0;") == "disk_refuses");
    CHECK(std::filesystem::is_empty(folder / "data"));
}

TEST_CASE("doctor names a read-only, damaged, missing or newer database") {
    const Stopped stopped;
    REQUIRE(stopped.first() == "");
    ::chmod(stopped.database().c_str(), 0400);
    CHECK(stopped.first() == "directory_read_only");
    ::chmod(stopped.database().c_str(), 0600);

    const auto copy = stopped.database() + ".copy";
    std::filesystem::copy_file(stopped.database(), copy);
    const auto restored = [&] {
        std::filesystem::copy_file(copy, stopped.database(),
                                   std::filesystem::copy_options::overwrite_existing);
    };
    write_at(stopped.database(), 60, std::string("\0\0\0\x63", 4));  // user_version 99
    CHECK(stopped.first() == "database_newer");
    restored();
    // Every page behind the schema's.
    write_at(stopped.database(), 8192, std::string(std::filesystem::file_size(copy) - 8192, 'x'));
    CHECK(stopped.first() == "database_corrupt");
    std::filesystem::remove(stopped.database());
    CHECK(stopped.first() == "database_lost");
}
