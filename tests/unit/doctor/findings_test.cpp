#include "adapters/doctor/findings.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>

#include "sound.hpp"

using namespace tillpoints::doctor;
using tillpoints::test::sound_installation;

namespace {

struct Fault {
    const char* what;
    std::function<void(Facts&)> stage;
    Code first;
    Severity severity = Severity::error;
};

const Fault faults[] = {
    {"no library", [](Facts& f) { f.machine.library_error = "no file"; }, Code::library_unusable},
    {"another version", [](Facts& f) { f.machine.library_version = "0.9"; }, Code::versions_differ,
     Severity::warning},
    {"no configuration",
     [](Facts& f) {
         f.configuration.known = false;
         f.configuration.unreadable = "no file";
     },
     Code::configuration_unreadable},
    {"switched off", [](Facts& f) { f.configuration.enabled = false; }, Code::switched_off,
     Severity::warning},
    {"no key", [](Facts& f) { f.files.key->kind = FileFacts::Kind::missing; }, Code::key_missing},
    {"an open key", [](Facts& f) { f.files.key->mode = 0640; }, Code::key_open_to_others},
    {"another user's key", [](Facts& f) { f.files.key->owner = 0; }, Code::key_of_another_user},
    {"an empty key", [](Facts& f) { f.files.key_problem = "empty"; }, Code::key_unusable},
    {"no authorities", [](Facts& f) { f.files.authorities_problem = "no file"; }, Code::authorities_unusable},
    {"a directory that is read-only", [](Facts& f) { f.files.data_directory_writable = false; },
     Code::directory_read_only},
    {"a directory that cannot be made",
     [](Facts& f) { f.files.data_directory.kind = FileFacts::Kind::missing; },
     Code::directory_cannot_be_made},
    {"another user's data", [](Facts& f) { f.files.data[0].owner = 0; }, Code::data_of_another_user},
    {"open data", [](Facts& f) { f.files.data[0].mode = 0644; }, Code::data_open_to_others,
     Severity::warning},
    {"a full disk", [](Facts& f) { f.disk.free_bytes = 0; }, Code::disk_full},
    {"no free inode", [](Facts& f) { f.disk.free_files = 0; }, Code::disk_full},
    {"little room", [](Facts& f) { f.disk.free_bytes = 100 << 20; }, Code::disk_low, Severity::warning},
    {"a disk that refuses", [](Facts& f) { f.disk.refused = "I/O error"; }, Code::disk_refuses},
    {"a slow disk", [](Facts& f) { f.disk.sync_us = 900'000; }, Code::disk_slow, Severity::warning},
    {"a newer database",
     [](Facts& f) {
         f.database.problem_code = "storage_newer";
         f.database.problem = "layout 9";
     },
     Code::database_newer},
    {"a lost database",
     [](Facts& f) {
         f.database.problem_code = "storage_corrupt";
         f.database.problem = "no file";
         f.database.layout.reset();
     },
     Code::database_lost},
    {"a damaged page", [](Facts& f) { f.database.damage = {"row 3 missing"}; }, Code::database_corrupt},
    {"no name server", [](Facts& f) { f.network.addresses.clear(); }, Code::dns_failed},
    {"a closed port",
     [](Facts& f) {
         f.network.connected_to.clear();
         f.network.refused = true;
     },
     Code::tcp_refused},
    {"a firewall", [](Facts& f) { f.network.connected_to.clear(); }, Code::tcp_failed},
    {"no TLS",
     [](Facts& f) {
         f.network.handshake = false;
         f.network.not_tls = true;
     },
     Code::tls_not_spoken},
    {"an unknown authority", [](Facts& f) { f.network.distrust = Distrust::unknown_authority; },
     Code::tls_unknown_authority},
    {"a key that is not pinned", [](Facts& f) { f.network.distrust = Distrust::no_pin; }, Code::tls_no_pin},
    {"a certificate that ends soon",
     [](Facts& f) { f.network.chain[0].not_after = f.network.local_time + 86'400; }, Code::tls_expires_soon,
     Severity::warning},
    {"no answer", [](Facts& f) { f.network.answered = false; }, Code::http_no_answer},
    {"a wrong path", [](Facts& f) { f.network.status = 404; }, Code::http_wrong_path},
    {"a portal", [](Facts& f) { f.network.settings = false; }, Code::http_not_the_cloud},
    {"a wrong key", [](Facts& f) { f.network.status = 401; }, Code::key_refused},
    {"a key without rights", [](Facts& f) { f.network.status = 403; }, Code::key_forbidden},
    {"another currency", [](Facts& f) { f.network.currency = "KZT"; }, Code::currency_other},
    {"a parked entry", [](Facts& f) { f.queue.parked = 1; }, Code::queue_parked, Severity::warning},
    {"an old entry",
     [](Facts& f) {
         f.queue.pending = 1;
         f.queue.oldest_age_s = 90'000;
     },
     Code::queue_old, Severity::warning},
    {"few descriptors", [](Facts& f) { f.machine.descriptors = 64; }, Code::few_descriptors,
     Severity::warning},
};

}  // namespace

TEST_CASE("a sound installation has no fault, and every area is named") {
    const auto all = findings(sound_installation());
    CHECK(first_cause(all) == nullptr);
    CHECK(worst(all) == Severity::ok);
    for (int area = 0; area <= static_cast<int>(Area::machine); ++area)
        CHECK(std::any_of(all.begin(), all.end(),
                          [&](const Finding& each) { return each.area == static_cast<Area>(area); }));
    CHECK(std::is_sorted(all.begin(), all.end(),
                         [](const Finding& a, const Finding& b) { return a.area < b.area; }));
}

TEST_CASE("each fault by itself is the first cause") {
    for (const auto& fault : faults) {
        INFO(fault.what);
        auto facts = sound_installation();
        fault.stage(facts);
        const auto all = findings(facts);
        const auto* first = first_cause(all);
        REQUIRE(first);
        CHECK(name_of(first->code) == name_of(fault.first));
        CHECK(name_of(first->severity) == name_of(fault.severity));
    }
}

TEST_CASE("a wrong date is named before the certificate that it makes look wrong") {
    auto facts = sound_installation();
    facts.network.cloud_time = *facts.network.cloud_time + 365 * 86'400;
    facts.network.distrust = Distrust::not_yet_valid;
    const auto all = findings(facts);
    CHECK(first_cause(all)->code == Code::clock_wrong);
    CHECK(first_cause(all)->values[0] == "365 d 0 h");
    facts.network.cloud_time = facts.network.local_time;
    CHECK(first_cause(findings(facts))->code == Code::tls_not_yet_valid);
}

TEST_CASE("what cannot be known because of an earlier fault is not called wrong") {
    auto facts = sound_installation();
    facts.network.addresses.clear();
    facts.network.cloud_time.reset();
    int errors = 0;
    for (const auto& each : findings(facts)) errors += each.severity == Severity::error;
    CHECK(errors == 1);
}

TEST_CASE("an error counts before a warning that stands above it") {
    auto facts = sound_installation();
    facts.machine.library_version = "0.9";
    facts.network.status = 401;
    CHECK(first_cause(findings(facts))->code == Code::key_refused);
}

TEST_CASE("a blocked company is told from a key without rights") {
    auto facts = sound_installation();
    facts.network.status = 403;
    facts.network.settings = false;
    facts.network.error_code = "companyIsInactive";
    CHECK(first_cause(findings(facts))->code == Code::company_inactive);
}
