#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <thread>

#include "bench.hpp"

/// bench_table BUILD PROGRAMME JSON [--quick] [PART...]: measures plugin and cloud of a release build beside
/// their yardsticks, prints the table, writes it to the file JSON and the curves beside it as SVG. Parts:
/// sale, link, replay, backlog, allocation, footprint, cloud; all without one, and all but the cloud with
/// --quick. Exit status 0: measured, whatever goal is missed; 1: something could not be measured; 2: wrong
/// usage.
namespace tillpoints::bench {
namespace {

struct Part {
    const char* name;
    std::vector<Row> (*rows)(Bench&);
};
constexpr Part parts[] = {{"sale", sale_rows},
                          {"link", link_rows},
                          {"replay", replay_rows},
                          {"backlog", backlog_rows},
                          {"allocation", allocation_rows},
                          {"footprint", footprint_rows},
                          {"cloud", cloud_rows}};

/// In memory where that is possible: no part asks the disk how fast it is.
std::string temporary_folder() {
    std::string path = std::filesystem::exists("/dev/shm") ? "/dev/shm" : "/tmp";
    path += "/tillpoints-bench-XXXXXX";
    if (mkdtemp(path.data()) == nullptr) throw std::runtime_error("no temporary folder");
    return path;
}

struct TemporaryFolder {
    const std::string path = temporary_folder();
    TemporaryFolder() = default;
    ~TemporaryFolder() { std::filesystem::remove_all(path); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
};

std::string stripped(const std::string& build, const std::string& folder) {
    const auto copy = folder + "/libtillpoints.so";
    output_of({"strip", "-o", copy, build + "/bin/libtillpoints.so"});
    return copy;
}

/// How many threads ran or waited to run, over the last minute: with more than the cores, times are longer
/// than they need be.
double load() {
    double average = 0;
    getloadavg(&average, 1);
    return average;
}

struct Arguments {
    std::string build;
    std::string programme;
    std::string json;
    bool quick = false;
    std::vector<std::string> parts = {};

    bool wants(const std::string& part) const {
        if (parts.empty()) return !quick || part != "cloud";
        return std::find(parts.begin(), parts.end(), part) != parts.end();
    }
};

int run(const Arguments& arguments) {
    const TemporaryFolder folder;
    Bench bench{.build = arguments.build,
                .folder = folder.path,
                .library = stripped(arguments.build, folder.path),
                .quick = arguments.quick,
                .cloud = Cloud(arguments.build + "/bin/tillpoints-cloud", folder.path + "/cloud",
                               arguments.programme)};
    Json machine{{"cores", std::thread::hardware_concurrency()}, {"load_before", load()}};
    std::vector<Row> rows;
    for (const auto& part : parts) {
        if (!arguments.wants(part.name)) continue;
        std::cerr << "bench: " << part.name << '\n';
        for (auto& row : part.rows(bench)) rows.push_back(std::move(row));
    }
    for (const auto& [name, picture] : bench.curves)
        test::write_file(std::filesystem::path(arguments.json).replace_filename(name), picture);
    machine["load_after"] = load();
    print(rows);
    std::cout << machine["cores"] << " cores, load " << machine["load_before"] << " before and "
              << machine["load_after"] << " after\n";
    const Json whole{{"quick", arguments.quick}, {"machine", machine}, {"rows", to_json(rows)}};
    test::write_file(arguments.json, whole.dump(2) + "\n");
    return 0;
}

}  // namespace
}  // namespace tillpoints::bench

int main(int argc, char** argv) {
    if (argc < 4) {
        std::cerr << "usage: bench_table BUILD PROGRAMME JSON [--quick] [PART...]\n";
        return 2;
    }
    tillpoints::bench::Arguments arguments{argv[1], argv[2], argv[3]};
    for (int i = 4; i < argc; ++i) {
        if (std::string(argv[i]) == "--quick")
            arguments.quick = true;
        else
            arguments.parts.emplace_back(argv[i]);
    }
    // A driver that ended is reported where its next block is read.
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return tillpoints::bench::run(arguments);
    } catch (const std::exception& problem) {
        std::cerr << "bench_table: " << problem.what() << '\n';
        return 1;
    }
}
