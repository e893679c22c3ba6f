#pragma once
#include "adapters/doctor/facts.hpp"

namespace tillpoints::test {

/// An installation on which everything is right, before a test changes one fact.
inline doctor::Facts sound_installation() {
    doctor::Facts facts;
    facts.machine = {"1.0.0", "1.0.0", "", 1024, 1 << 30, 1000, "till"};
    auto& configuration = facts.configuration;
    configuration.file = "/etc/tillpoints/config.json";
    configuration.known = true;
    configuration.data_directory = "/var/lib/tillpoints";
    configuration.currency = "RUB";
    configuration.base_url = "https://cloud.test/partner/v2";
    configuration.company_id = "42";
    configuration.key_file = "/etc/tillpoints/api.key";
    using Kind = doctor::FileFacts::Kind;
    auto& files = facts.files;
    files.key = doctor::FileFacts{configuration.key_file, Kind::regular, "", 0600, 1000, "till"};
    files.data_directory = {configuration.data_directory, Kind::directory, "", 0700, 1000, "till"};
    files.data_directory_writable = true;
    files.data.push_back({"/var/lib/tillpoints/tillpoints.db", Kind::regular, "", 0600, 1000, "till"});
    facts.disk = {true, std::int64_t{8} << 30, 1000, "", 2000};
    facts.database.known = true;
    facts.database.started = true;
    facts.database.layout = 3;
    facts.database.newest_layout = 3;
    facts.host.known = true;
    facts.queue.known = true;
    auto& network = facts.network;
    network.asked = true;
    network.host = "cloud.test";
    network.port = "443";
    network.addresses = {"192.0.2.1"};
    network.connected_to = "192.0.2.1";
    network.handshake = true;
    network.protocol = "TLSv1.3";
    network.local_time = 1'800'000'000;
    network.cloud_time = network.local_time;
    doctor::Certificate leaf;
    leaf.subject = "CN=cloud.test";
    leaf.names = "DNS:cloud.test";
    leaf.not_before = network.local_time - 86'400;
    leaf.not_after = network.local_time + 90 * 86'400;
    network.chain.push_back(leaf);
    network.answered = true;
    network.status = 200;
    network.authenticated = true;
    network.settings = true;
    network.company_name = "Shop";
    network.currency = "RUB";
    return facts;
}

/// tillpointsd with one terminal, answering.
inline doctor::Daemon sound_daemon() {
    doctor::Daemon daemon;
    daemon.named = true;
    daemon.file = "/etc/tillpoints/tillpointsd.json";
    daemon.program = "/usr/bin/tillpointsd";
    daemon.state_directory = "/var/lib/tillpointsd";
    daemon.data_directories = {"/var/lib/tillpointsd/terminals/till-1/plugin"};
    daemon.user = "tillpoints";
    daemon.ran = true;
    daemon.unit = "active";
    daemon.place = "/run/tillpointsd/api.sock";
    daemon.answers = true;
    daemon.now = 1'800'000'000;
    daemon.certificate = doctor::Certificate{};
    daemon.certificate->not_after = daemon.now + 90 * 86'400;
    daemon.terminals = {{"till-1", true, true}};
    return daemon;
}

}  // namespace tillpoints::test
