#include <thread>

#include "client.hpp"

/// bench_bare_client SETUP.json: the driver that makes the requests of a sale and the syncs that it needs,
/// and nothing else. It appends to the file `journal` of SETUP. The kinds are those of bench_sale, and
/// "replay": a purchase by phone alone.
namespace tillpoints::bench {
namespace {

using Clock = std::chrono::steady_clock;

std::string encoded(const std::string& phone) {
    return "%2B" + phone.substr(1);
}

class BareDriver : public Driver {
  public:
    explicit BareDriver(const Json& setup)
        : client_(setup.at("config")), file_(setup.at("journal")), customers_(customers_of(setup)) {
        client_.find("phone=" + encoded(customers_.front().phone));
    }

    SaleTime play(const std::string& kind, int number) override {
        const auto& customer = customers_[static_cast<std::size_t>(number) % customers_.size()];
        began_ = Clock::now();
        if (kind == "award") return award(customer, number);
        if (kind == "redemption") return redemption(customer, number);
        if (kind == "replay") return replay(customer, number);
        file_.append_and_sync();
        return {passed(), {}, {}};
    }

  private:
    /// The purchase is sent after the sale, as the plugin does.
    SaleTime award(const Customer& customer, int number) {
        SaleTime time;
        const auto uid = client_.find("phone=" + encoded(customer.phone));
        file_.append_and_sync();
        time.found = time.paid = passed();
        file_.append_and_sync();
        time.all = passed();
        client_.purchase(R"("participant":{"uid":")" + uid + "\"}", 0, number);
        return time;
    }
    SaleTime redemption(const Customer& customer, int number) {
        SaleTime time;
        client_.find("code=" + customer.card);
        file_.append_and_sync();
        time.found = passed();
        file_.append_and_sync();
        client_.purchase(R"("code":")" + customer.card + '"', 100, number);
        time.paid = passed();
        file_.append_and_sync();
        time.all = passed();
        return time;
    }
    SaleTime replay(const Customer& customer, int number) {
        client_.purchase(R"("participant":{"phone":")" + customer.phone + "\"}", 0, number);
        return {passed(), {}, {}};
    }
    Microseconds passed() const { return Clock::now() - began_; }

    BareClient client_;
    SyncedFile file_;
    std::vector<Customer> customers_;
    Clock::time_point began_;
};

}  // namespace
}  // namespace tillpoints::bench

int main(int argc, char** argv) {
    using namespace tillpoints::bench;
    return run_driver(argc, argv, [](const Json& setup) { return std::make_unique<BareDriver>(setup); });
}
