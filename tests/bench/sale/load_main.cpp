#include <unistd.h>

#include <fstream>
#include <iostream>

#include "sales.hpp"

/// bench_load SETUP.json: prints the microseconds from loading the library to the reply that a customer
/// cannot be looked up, in a process that did nothing before.
int main(int argc, char** argv) {
    using namespace tillpoints::bench;
    if (argc != 2) return 2;
    try {
        const auto setup = Json::parse(std::ifstream(argv[1]));
        const auto config = setup.at("config").dump();
        const auto customers = customers_of(setup);
        const auto receipt = "load-" + std::to_string(getpid());
        const auto began = std::chrono::steady_clock::now();
        Terminal terminal(setup.at("library"), config);
        present_offline(terminal, receipt, customers.front());
        std::cout << Microseconds(std::chrono::steady_clock::now() - began).count() << std::endl;
    } catch (const std::exception& problem) {
        std::cerr << "bench_load: " << problem.what() << '\n';
        return 1;
    }
}
