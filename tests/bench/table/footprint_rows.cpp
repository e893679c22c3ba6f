#include <filesystem>

#include "bench.hpp"
#include "callgrind.hpp"
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

void add_instructions(std::vector<Row>& rows, Bench& bench) {
    if (!has_program("valgrind")) {
        std::fputs("bench: valgrind is not installed, so instructions are left out\n", stderr);
        return;
    }
    const auto setup = make_setup(bench, {.port = nowhere});
    auto environment = setup.environment;
    environment.erase("LD_PRELOAD");
    const auto counted =
        instructions_of({.driver = {bench.build + "/tests/bench/sale/bench_sale", setup.file},
                         .environment = environment,
                         .kind = "offline",
                         .out = setup.file + ".callgrind",
                         .data = std::filesystem::path(setup.file).replace_extension()});
    rows.push_back({"offline sale with an award: instructions", "M", counted / 1e6});
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
