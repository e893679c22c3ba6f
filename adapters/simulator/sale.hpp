#pragma once
#include <optional>
#include <string>
#include <vector>

#include "adapters/simulator/checkout.hpp"
#include "adapters/simulator/day_plan.hpp"
#include "adapters/simulator/fiscal_rules.hpp"

namespace tillpoints::simulator {

/// One sale at the checkout, from the first scan to the closed receipt. What it needs after a power loss is
/// in the checkout's state; if the receipt is already open there, the sale continues.
class Sale {
  public:
    Sale(Checkout& checkout, const Cart& cart, const SalePlan& plan);

    /// Opens the receipt and presents the customer. A sale that the plan suspends stops here for now.
    void begin();
    /// Requests the discount, takes the payment, prints and closes; or cancels the receipt if the plan says
    /// so.
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
    OpenReceipt& open() { return checkout_.state.open.at(plan_.cart); }
    Json present_by(const std::string& by, const std::string& value);
    void present();
    Json points_to_ask(const Json& customer) const;
    Offer full_price() const;
    Offer ask_for_discount();
    void note_promise(const Json& offer);
    Offer read_offer(const Json& reply) const;
    Offer pay(Offer offer);
    void abandon_payment();
    void cancel();
    FiscalRecord document(const Offer& offer) const;
    Kopecks rounded(Kopecks total) const;
    Json payments(Kopecks total, Kopecks tender) const;
    void close(const Offer& offer);
    void record(Kopecks granted, const Json& reply, const Json& lines);

    Checkout& checkout_;
    const Cart& cart_;
    const SalePlan& plan_;
    std::string id_;
};

/// The cart's positions as the plugin's interface writes them.
Json positions_json(const Cart& cart);

/// Writes the outcome of a sale that was printed before a power loss and is still open in the state file.
void record_recovered_sale(Checkout& checkout, std::size_t cart, const Json& reply);

}  // namespace tillpoints::simulator
