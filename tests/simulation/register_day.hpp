#pragma once
#include <deque>
#include <set>
#include <string>
#include <vector>

#include "tests/simulation/shop.hpp"

namespace tillpoints::simulation {

/// A receipt as the register's own fiscal storage has it.
struct Sale {
    ReceiptId id;
    std::size_t till = 0;
    std::vector<till::Position> cart;
    std::vector<till::FiscalLine> lines;  ///< as printed
    std::vector<Quantity> returned;       ///< of each printed line
    std::optional<Json> extra;            ///< what the register stored with the discount
    bool rounds = false;                  ///< this register takes the kopecks off what is to pay
    Money rounding;
    Timestamp closed_at;
    Timestamp ended_at;  ///< in the shop's time
    enum class End { open, closed, cancelled } end = End::open;
    bool stored = false;                    ///< the plugin said so
    bool will_award = false;                ///< the cashier was told that points will come
    bool cart_told = false;                 ///< the plugin knows which positions take part
    bool customer_sure = true;              ///< every answer about the customer arrived
    bool payment_event = false;             ///< this register has an event before printing
    std::optional<std::size_t> returns_at;  ///< the till its goods come back to
    bool forgotten = false;  ///< a backup was restored that does not know how the receipt ended
    Money total() const;
    Money discount() const;
};

struct Return {
    ReceiptId id;
    ReceiptId sale;
    std::size_t till = 0;
    std::size_t sold_by = 0;
    bool stored = false;
    std::int64_t thousandths = 0;  ///< of goods that came back
    Timestamp told_at;             ///< in the shop's time
    bool forgotten = false;        ///< as of a sale
    bool worthless = false;        ///< some of the goods came back for nothing
};

/// Something of one terminal: two terminals may have the same ids.
template <class Id>
using OfTill = std::pair<std::size_t, Id>;

/// What the shop's people remember together: goods may come back at another till.
struct DayRecord {
    std::deque<Sale> sales;  ///< in order of opening; references stay good
    std::deque<Return> returns;
    std::vector<std::string> elsewhere;     ///< numbers of sales of tills that are not played
    std::set<OfTill<ReceiptId>> in_doubt;   ///< named so by the last start of a till
    std::set<OfTill<EntryId>> commanded;    ///< a technician had something done to them
    std::vector<OfTill<OutboxEntry>> lost;  ///< what the disks that died held at the end
};

/// A register and its people for one day.
class RegisterDay {
  public:
    RegisterDay(Shop& shop, std::size_t till, int receipts, DayRecord& record)
        : shop_(shop),
          index_(till),
          till_(shop.till(till)),
          random_(shop.random.next()),
          receipts_(receipts),
          record_(record) {}

    /// Opens, sells and gives back until the evening.
    void sell_all_day();
    /// Says again what was not stored, and closes the shift.
    void close_shift();

  private:
    enum class Step { done, crashed, suspended };

    void sell();
    void finish_suspended();
    void finish(Sale& sale, Step (RegisterDay::*course)(Sale&));
    Step serve(Sale& sale);
    Step pay_suspended(Sale& sale);
    Step open(Sale& sale);
    Step end(Sale& sale, bool discounted);
    Step present(Sale& sale);
    Step ask_discount(Sale& sale, bool& discounted);
    Step pay(Sale& sale, const Json& quote, bool& discounted);
    Step take_offer(Sale& sale, bool commit, const Json& reply, bool& discounted);
    /// The cashier has the customer confirm the quote; some give up, some say a wrong code.
    Step confirm(Sale& sale, const Json& quote);
    /// What was lent is on the disk and within every limit the shop has set.
    void check_offline_redeemed(const Sale& sale);
    Step go_back(Sale& sale, bool& discounted);
    /// The customer leaves the receipt, and the register keeps the offered prices, or prints its own.
    Step remove_customer(Sale& sale, bool& discounted);
    void print(Sale& sale, bool discounted);
    void tell_closed(Sale& sale);
    void cancel(Sale& sale);
    void fill(Sale& sale);

    void give_back();
    void give_back_elsewhere();
    void take_back(Sale& sale, bool whole);
    void take_back_piece_by_piece(Sale& sale);
    till::ReturnClosed return_of(const Sale& sale);
    void put_in(till::ReturnClosed& event, Sale& sale, std::size_t line, Quantity quantity);
    /// The register pays back another price, or knows the line by another id.
    void tell_otherwise(till::ReturnedLine& line);
    void tell_new_return(const till::ReturnClosed& event, std::size_t sold_by);
    void tell_return(const till::ReturnClosed& event, Return& line);
    /// A technician has something done to an entry that waits; what the power cut off is told again.
    void see_to_the_queue();
    void settle_a_doubt();
    replay::Command order(replay::CommandKind kind);
    void command(const replay::Command& command);
    void forget_somebody();
    void restart();
    /// Makes a backup while something waits to be sent, and later needs it.
    void maybe_lose_the_disk();
    void forget_since(Timestamp backup);
    /// Says that the register has started; false: the power went before the answer.
    bool say_started();

    till::RegisterLists lists() const;
    till::ClosedReceipt closed(const Sale& sale) const;
    std::string prefix(const char* kind) const { return kind + std::to_string(index_ + 1) + "-"; }
    std::string fresh(const char* kind) { return prefix(kind) + std::to_string(++made_); }
    /// Where registers number alike, the ids of sales do not name the till.
    ReceiptId fresh_sale() {
        if (!shop_.numbered_alike) return ReceiptId(fresh("sale-"));
        return ReceiptId("sale-" + std::to_string(++sold_));
    }
    std::string serial() const { return "register-" + std::to_string(index_ + 1); }

    Shop& shop_;
    std::size_t index_;
    Terminal& till_;
    Random random_;
    int receipts_;
    DayRecord& record_;
    std::vector<Sale*> suspended_;
    std::vector<std::pair<till::ReturnClosed, Return*>> unsaid_;
    std::vector<replay::Command> unanswered_;
    std::vector<till::FiscalLine> offered_;
    const Sale* offered_for_ = nullptr;
    int made_ = 0;
    int sold_ = 0;
    std::optional<Timestamp> backup_made_;
};

}  // namespace tillpoints::simulation
