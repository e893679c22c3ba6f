#include <unistd.h>

#include "sales.hpp"

/// bench_sale SETUP.json: the driver that plays sales through the plugin's library, which SETUP names as
/// `library`.
namespace tillpoints::bench {
namespace {

class PluginDriver : public Driver {
  public:
    explicit PluginDriver(const Json& setup)
        : terminal_(setup.at("library"), setup.at("config").dump()), customers_(customers_of(setup)) {
        if (setup.at("settles")) settle();
    }

    SaleTime play(const std::string& kind, int number) override {
        const auto receipt = "bench-" + std::to_string(getpid()) + "-" + std::to_string(number);
        return bench::play(terminal_, kind, receipt,
                           customers_[static_cast<std::size_t>(number) % customers_.size()]);
    }
    void settle() override { terminal_.wait_settled(); }

  private:
    Terminal terminal_;
    std::vector<Customer> customers_;
};

}  // namespace
}  // namespace tillpoints::bench

int main(int argc, char** argv) {
    using namespace tillpoints::bench;
    return run_driver(argc, argv, [](const Json& setup) { return std::make_unique<PluginDriver>(setup); });
}
