#pragma once
#include <optional>
#include <string>
#include <vector>

#include "adapters/simulator/counter.hpp"
#include "adapters/simulator/fiscal_rules.hpp"
#include "adapters/simulator/script.hpp"

namespace tillpoints::simulator {

/// One sale at the counter, from the first scan to the closed receipt. Everything it must know after a power
/// loss stands in the counter's state; where the receipt is open already it goes on.
class Sale {
  public:
    Sale(Counter& counter, const Cart& cart, const SalePlan& plan);

    /// Opens the receipt and asks who the customer is. Where the plan suspends it, that is all for now.
    void begin();
    /// Discount, payment, printing, closing; or the customer walks away.
    void finish();

  private:
    /// What the customer will pay, as far as it is known.
    struct Offer {
        std::vector<FiscalLine> lines;
        Kopecks granted = 0;
        Kopecks tender = 0;
        std::string quote_id;
        Json extra;
    };

    std::size_t number() const { return plan_.cart + 1; }
    OpenReceipt& open() { return counter_.state.open.at(plan_.cart); }
    Json present_by(const std::string& by, const std::string& value);
    void present();
    Json points_to_ask(const Json& customer) const;
    Offer full_price() const;
    Offer ask_for_discount();
    Offer read_offer(const Json& reply) const;
    Offer pay(Offer offer);
    void go_back();
    void cancel();
    FiscalRecord document(const Offer& offer) const;
    Kopecks rounded(Kopecks total) const;
    Json payments(Kopecks total, Kopecks tender) const;
    void close(const Offer& offer);
    void record(Kopecks granted, const Json& reply, const Json& lines);

    Counter& counter_;
    const Cart& cart_;
    const SalePlan& plan_;
    std::string id_;
};

/// The cart's positions as the plugin's interface writes them.
Json positions_json(const Cart& cart);

/// A sale that was printed before the power went and was still open in the state: only its outcome is
/// written.
void record_recovered_sale(Counter& counter, std::size_t cart, const Json& reply);

}  // namespace tillpoints::simulator
