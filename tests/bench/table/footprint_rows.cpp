#include <filesystem>
#include <fstream>
#include <sstream>

#include "bench.hpp"
#include "samples.hpp"

namespace tillpoints::bench {

double load_time(const Bench& bench, const Setup& setup) {
    std::vector<double> milliseconds;
    for (int each = -1; each < 15; ++each) {
        const auto took = std::stod(
            output_of({bench.build + "/tests/bench/sale/bench_load", setup.file}, setup.environment));
        if (each >= 0) milliseconds.push_back(took / 1000);  // the first made the database
    }
    return quantile(milliseconds, 0.5);
}

namespace {

Row memory_row(Bench& bench) {
    const auto plugin =
        start(bench, Who::plugin, {.port = bench.cloud.port(), .sync = std::chrono::milliseconds(0)});
    const auto block = plugin->block("redemption", 200);
    const double kb = block.at("resident_kb").get<double>() - block.at("bare_kb").get<double>();
    return {"resident above a bare host, after 200 sales", "MB", kb / 1024, {}, at_most(7)};
}

/// How many instructions callgrind counts for the process that plays `sales` offline sales.
double instructions(const Setup& setup, const std::string& program, int sales) {
    const auto out = setup.file + ".callgrind";
    auto environment = setup.environment;
    environment.erase("LD_PRELOAD");
    {
        DriverProcess driver(
            {"valgrind", "--quiet", "--tool=callgrind", "--callgrind-out-file=" + out, program, setup.file},
            environment);
        driver.block("offline", sales);
    }
    std::ifstream file(out);
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::string word;
        double count = 0;
        if (words >> word >> count && word == "totals:") return count;
    }
    throw std::runtime_error("callgrind counted nothing");
}

void add_instructions(std::vector<Row>& rows, Bench& bench) {
    if (!has_program("valgrind")) {
        std::fputs("bench: valgrind is not installed, so instructions are left out\n", stderr);
        return;
    }
    static constexpr int few = 10;
    static constexpr int many = 110;
    const auto program = bench.build + "/tests/bench/sale/bench_sale";
    const auto counted = [&](int sales) {
        return instructions(make_setup(bench, {.port = nowhere}), program, sales);
    };
    rows.push_back({"offline sale with an award: instructions", "M",
                    (counted(many) - counted(few)) / (many - few) / 1e6});
}

}  // namespace

std::vector<Row> footprint_rows(Bench& bench) {
    std::vector<Row> rows;
    const auto size = static_cast<double>(std::filesystem::file_size(bench.library));
    rows.push_back({"library, stripped", "MB", size / 1e6, {}, at_most(2.5)});
    rows.push_back(memory_row(bench));
    const auto setup = make_setup(bench, {.port = nowhere, .sync = std::chrono::milliseconds(0)});
    rows.push_back({"loading to the first offline answer", "ms", load_time(bench, setup), {}, at_most(8)});
    add_instructions(rows, bench);
    return rows;
}

}  // namespace tillpoints::bench
