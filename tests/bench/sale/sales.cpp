#include "sales.hpp"

#include <stdexcept>

namespace tillpoints::bench {
namespace {

/// A phone for 14999.00 and a metre and a half of cable for 149.00.
const std::string cart = R"([{"id":"p1","name":"Phone","price":1499900,"quantity":"1","sum":1499900},)"
                         R"({"id":"p2","name":"Cable, m","price":14900,"quantity":"1.5","sum":22350}])";
constexpr std::int64_t cart_total = 1'522'250;

/// What the receipt prints: the cart, or a granted discount.
struct Offer {
    std::string quote;
    std::string lines = cart;
    std::int64_t total = cart_total;

    std::string positions() const {
        return R"(,"positions":)" + lines + R"(,"total":)" + std::to_string(total);
    }
};

class Sale {
  public:
    Sale(Terminal& terminal, const std::string& receipt) : terminal_(terminal), receipt_(receipt) {}

    const std::string& say(const char* event, const std::string& members, const char* status) {
        const auto& reply = terminal_.say(event, receipt_, members);
        time_.all += terminal_.waited();
        if (reply.find(std::string(R"("status":")") + status) == std::string::npos)
            throw std::runtime_error(std::string(event) + ": " + reply);
        return reply;
    }
    void cashier_waited() { time_.paid += terminal_.waited(); }

    void open() {
        say("receipt_opened",
            R"(,"kind":"sale","register":"0001","shift":"17","cashier":{"id":"c1","name":"Cashier"})"
            R"(,"capabilities":{"payment_event":true,"split":"none","tender":false,"prompt":true})",
            "ok");
    }
    void present(const char* by, const std::string& value, const char* status) {
        say("customer_presented",
            std::string(R"(,"by":")") + by + R"(","value":")" + value + R"(","positions":)" + cart, status);
        cashier_waited();
        time_.found = terminal_.waited();
    }
    Offer discount(const char* points) {
        const auto reply = Json::parse(say(
            "discount_requested", Offer().positions() + R"(,"commit":false,"points":)" + points, "granted"));
        cashier_waited();
        return {reply.value("quote_id", ""), reply.at("positions").dump(), reply.at("total")};
    }
    void pay(const Offer& offer) {
        const auto quote = offer.quote.empty() ? "" : R"(,"quote_id":")" + offer.quote + '"';
        say("payment_started", offer.positions() + quote, "confirmed");
        cashier_waited();
    }
    void print_and_close(const Offer& offer, const char* status) {
        say("print_requested", R"(,"width":48)", "ok");
        say("receipt_closed",
            offer.positions() +
                R"(,"fiscal":{"drive":"9960440300000001","document":"1","sign":"77","number":"1"})"
                R"(,"payments":[{"type":"cash","sum":)" +
                std::to_string(offer.total) + R"(}],"closed_at":"2026-01-31T08:05:09Z")",
            status);
    }
    SaleTime time() const { return time_; }

  private:
    Terminal& terminal_;
    const std::string& receipt_;
    SaleTime time_;
};

}  // namespace

SaleTime play(Terminal& terminal, const std::string& kind, const std::string& receipt,
              const Customer& customer) {
    const bool redeems = kind == "redemption";
    Sale sale(terminal, receipt);
    sale.open();
    if (redeems) sale.present("card", customer.card, "customer");
    if (kind == "award") sale.present("phone", customer.phone, "customer");
    if (kind == "offline") sale.present("phone", customer.phone, "offline");
    const auto offer = sale.discount(redeems ? "10000" : R"("none")");
    sale.pay(offer);
    sale.print_and_close(offer, redeems ? "confirmed" : "stored");
    return sale.time();
}

void present_offline(Terminal& terminal, const std::string& receipt, const Customer& customer) {
    Sale sale(terminal, receipt);
    sale.open();
    sale.present("phone", customer.phone, "offline");
}

}  // namespace tillpoints::bench
