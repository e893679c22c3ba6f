#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>

#include "adapters/simulator/loopback_http.hpp"
#include "tests/ledger/check.hpp"
#include "tests/ledger/summary.hpp"

namespace {

using namespace tillpoints;

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error(path + ": cannot be read");
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string read_ledger(const std::string& source, const std::string& token_file) {
    if (!source.starts_with("http://")) return read_file(source);
    const auto answer = simulator::ask_loopback(simulator::loopback_server(source, token_file), "/ledger", "",
                                                std::chrono::seconds(30));
    if (!answer || answer->status != 200)
        throw std::runtime_error(source + ": the back office shows no ledger");
    return answer->body;
}

void print_mismatches(const ledger::Comparison& result) {
    std::size_t width = 7;
    for (const auto& each : result.mismatches) width = std::max(width, each.subject.size());
    if (!result.mismatches.empty())
        std::cout << "subject" << std::string(width - 5, ' ') << "what does not agree\n";
    for (const auto& each : result.mismatches)
        std::cout << each.subject << std::string(width + 2 - each.subject.size(), ' ') << each.what << '\n';
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app(
        "Compares every entry of the plugin, every printed receipt of the register and every operation of "
        "the "
        "loyalty cloud.\nExit status 0: they agree and nothing is pending; 1: they do not; 2: an input "
        "cannot "
        "be read.",
        "tillpoints-ledger");
    std::string exported;
    std::string fiscal;
    std::string cloud;
    std::string token;
    std::string summary;
    app.add_option("--export", exported, "what `tillpoints export --json` printed")->required();
    app.add_option("--fiscal", fiscal, "the register's fiscal storage")->required();
    app.add_option("--cloud", cloud,
                   "the cloud's GET /ledger: a file, or http://127.0.0.1:PORT of its back office")
        ->required();
    app.add_option("--token", token, "file with the back office's token");
    app.add_option("--summary", summary, "file with the shift's summary, if the records are of one shift");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    try {
        const ledger::Records records{ledger::read_export(read_file(exported)),
                                      ledger::read_fiscal(read_file(fiscal)),
                                      ledger::read_cloud(read_ledger(cloud, token))};
        auto result = ledger::check(records);
        if (!summary.empty())
            for (auto& each : ledger::compare(ledger::read_summary(read_file(summary)), records))
                result.mismatches.push_back(std::move(each));
        print_mismatches(result);
        std::cout << "ledger: returns and withdrawals gave back " << format_fixed(result.returned.count, 2)
                  << " points and took back awards of " << format_fixed(result.withdrawn.count, 2) << '\n'
                  << ledger::summary(result) << std::endl;
        return result.mismatches.empty() && result.pending == 0 ? 0 : 1;
    } catch (const std::exception& failure) {
        std::cerr << "tillpoints-ledger: " << failure.what() << '\n';
        return 2;
    }
}
