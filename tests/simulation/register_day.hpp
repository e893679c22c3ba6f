#pragma once
#include <string>
#include <vector>

#include "tests/simulation/shop.hpp"

namespace tillpoints::simulation {

/// A receipt as the register's own fiscal storage has it.
struct Sale {
    ReceiptId id;
    std::vector<till::Position> cart;
    std::vector<till::FiscalLine> lines;  ///< as printed
    std::vector<Quantity> returned;       ///< of each printed line
    bool rounds = false;                  ///< this register takes the kopecks off what is to pay
    Money rounding;
    Timestamp closed_at;
    enum class End { open, closed, cancelled } end = End::open;
    bool stored = false;        ///< the plugin said so
    bool will_award = false;    ///< the cashier was told that points will come
    bool cart_told = false;     ///< the plugin knows which positions take part
    bool customer_sure = true;  ///< every answer about the customer arrived
    Money total() const;
    Money discount() const;
};

struct Return {
    ReceiptId id;
    ReceiptId sale;
    bool sold_here = true;
    Money amount;  ///< pre-points sum of the returned goods that take part
    bool stored = false;
};

/// A register and its people for one day.
class RegisterDay {
  public:
    RegisterDay(Shop& shop, int receipts) : shop_(shop), receipts_(receipts) {}

    /// Opens, sells, gives back and closes until the evening, then lets everything settle.
    void run();

    const std::vector<Sale>& sales() const { return sales_; }
    const std::vector<Return>& returns() const { return returns_; }

  private:
    enum class Step { done, crashed };

    void sell();
    Step serve(Sale& sale);
    Step present(Sale& sale);
    Step ask_discount(Sale& sale, bool& discounted);
    Step pay(Sale& sale, const Json& quote, bool& discounted);
    Step go_back(Sale& sale, bool& discounted);
    void print(Sale& sale, bool discounted);
    void tell_closed(Sale& sale);
    void cancel(Sale& sale);
    void fill(Sale& sale);

    void give_back();
    void give_back_elsewhere();
    void tell_return(const till::ReturnClosed& event, Return& entry);
    void restart();
    void settle();

    till::RegisterLists lists() const;
    till::ClosedReceipt closed(const Sale& sale) const;
    std::string fresh(const char* kind) { return kind + std::to_string(++made_); }

    Shop& shop_;
    int receipts_;
    std::vector<Sale> sales_;
    std::vector<Return> returns_;
    std::vector<std::pair<till::ReturnClosed, std::size_t>> unsaid_;
    std::vector<std::string> elsewhere_;
    std::vector<till::FiscalLine> offered_;
    int made_ = 0;
};

}  // namespace tillpoints::simulation
