#pragma once
#include <optional>

#include "cloud.hpp"
#include "driver_process.hpp"
#include "table.hpp"

namespace tillpoints::bench {

/// What all measurements share.
struct Bench {
    std::string build;    ///< the folder of a release build
    std::string folder;   ///< a temporary one, in memory
    std::string library;  ///< the plugin, stripped
    bool quick;           ///< fewer sales, for minutes instead of a quarter of an hour
    Cloud cloud;
    int started = 0;  ///< drivers so far
    /// Pictures by the names of their files.
    std::vector<std::pair<std::string, std::string>> curves = {};
};

/// No cloud listens there.
constexpr std::uint16_t nowhere = 1;

/// The pause between two sales, and the time of a sync; without one the disk is asked.
struct Conditions {
    std::uint16_t port;
    std::chrono::microseconds pause{3'000};
    std::optional<std::chrono::microseconds> sync = {};
    bool settles = true;  ///< the driver waits at its start until nothing is left to send
    int customers = 20;
    Json config = Json::object();  ///< members that replace those of the plugin's configuration
};

struct Setup {
    std::string file;
    std::map<std::string, std::string> environment;
};

/// A new folder, and customers that nobody else has, so that every driver's customers have an equally long
/// history.
Setup make_setup(Bench& bench, const Conditions& conditions);

enum class Who { plugin, bare, node, shell };
std::unique_ptr<DriverProcess> start(Bench& bench, Who who, const Conditions& conditions);
std::unique_ptr<DriverProcess> start(const Bench& bench, Who who, const Setup& setup);

/// Purchases a second while the cloud answers those between the numbers `from` and `to`.
double purchase_rate(Bench& bench, int from, int to);

/// Milliseconds from loading the library to the first offline answer, the middle of many.
double load_time(const Bench& bench, const Setup& setup);

bool has_program(const std::string& name);

std::vector<Row> sale_rows(Bench& bench);
std::vector<Row> link_rows(Bench& bench);
std::vector<Row> replay_rows(Bench& bench);
std::vector<Row> backlog_rows(Bench& bench);
std::vector<Row> footprint_rows(Bench& bench);
std::vector<Row> allocation_rows(Bench& bench);
std::vector<Row> cloud_rows(Bench& bench);

}  // namespace tillpoints::bench
