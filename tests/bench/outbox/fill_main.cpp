#include <unistd.h>

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "sample_entries.hpp"

/// tillpoints-bench-fill SETUP.json COUNT: stores COUNT awards that wait to be sent in the data directory of
/// a driver's setup.
namespace tillpoints::testing {
namespace {

using Json = nlohmann::json;

/// Nonces and receipt ids are used once, whatever another fill stored: otherwise the look-up takes a sale for
/// sent.
Nonce nonce_of(int number) {
    char text[40];
    std::snprintf(text, sizeof text, "%08x-0000-4000-9000-%012x", static_cast<unsigned>(getpid()),
                  static_cast<unsigned>(number));
    return Nonce(text);
}

OutboxEntry award(const std::string& phone, int number) {
    auto entry = sale("waiting-" + std::to_string(getpid()) + "-" + std::to_string(number));
    auto operation = std::get<PurchaseEntry>(entry.body).operation;
    operation.who = loyalty::ByPhone{*Phone::parse(phone)};
    operation.nonce = nonce_of(number);
    entry.body = PurchaseEntry{operation};
    entry.customer = phone;
    return entry;
}

void fill(const Json& setup, int count) {
    static constexpr int in_a_batch = 1000;
    const std::filesystem::path folder = setup.at("config").at("data_directory").get<std::string>();
    std::filesystem::create_directories(folder);
    Outbox::Options options;
    options.file = folder / "tillpoints.db";
    options.key_file = folder / "tillpoints.key";
    options.now = [] { return at(1'000'000); };
    auto outbox = Outbox::open(options);
    if (!outbox) throw std::runtime_error(outbox.error().sentence());
    const auto& customers = setup.at("customers");
    for (int number = 0; number < count;) {
        Batch batch;
        for (int i = 0; i < in_a_batch && number < count; ++i, ++number) {
            const auto& customer = customers.at(static_cast<std::size_t>(number) % customers.size());
            batch.entries.push_back(award(customer.at("phone"), number));
        }
        store(**outbox, batch);
        static_cast<void>((*outbox)->tidy());
    }
}

}  // namespace
}  // namespace tillpoints::testing

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    try {
        tillpoints::testing::fill(nlohmann::json::parse(std::ifstream(argv[1])), std::atoi(argv[2]));
    } catch (const std::exception& problem) {
        std::cerr << "tillpoints-bench-fill: " << problem.what() << '\n';
        return 1;
    }
}
