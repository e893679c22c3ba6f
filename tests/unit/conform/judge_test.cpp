#include <catch2/catch.hpp>

#include "adapters/conform/judge.hpp"
#include "adapters/conform/play.hpp"

namespace tillpoints::conform {
namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t start = 1'767'225'600 * second;  // 2026-01-01T00:00:00Z

const std::string full = R"("positions":[{"id":"p1","price":1000,"quantity":"1","sum":1000}],"total":1000)";
const std::string cheap = R"("positions":[{"id":"p1","price":900,"quantity":"1","sum":900}],"total":900)";
const std::string closed_at = R"(,"closed_at":"2026-01-01T00:00:00Z")";

/// A recording, built up call by call.
class Calls {
  public:
    Calls() {
        add({.call = Call::init});
        add({.call = Call::create, .instance = 1});
    }

    Calls& submits(const std::string& event, const std::string& members, int status = 0) {
        const auto text = R"({"v":1,"event":")" + event + "\"" + (members.empty() ? "" : "," + members) + "}";
        ++number_;
        add({.call = Call::submit, .instance = 1, .number = number_, .deadline_ms = 3000, .text = text});
        add({.call = Call::submitted, .instance = 1, .number = number_, .status = status});
        return *this;
    }
    Calls& hears(const std::string& reply) {
        add({.call = Call::reply, .instance = 1, .number = number_, .text = reply});
        add({.call = Call::taken, .instance = 1, .number = number_});
        return *this;
    }
    Calls& says(const std::string& event, const std::string& members, const std::string& status = "ok") {
        return submits(event, members).hears(R"({"status":")" + status + "\"}");
    }
    Calls& opens(const std::string& receipt) {
        return says("receipt_opened", id(receipt) + R"(,"kind":"sale")");
    }
    Calls& is_granted(const std::string& receipt, const std::string& quote) {
        submits("discount_requested", id(receipt) + "," + full);
        return hears(R"({"status":"granted","quote_id":")" + quote + R"(","granted":100,)" + cheap +
                     R"(,"extra":{"tillpoints":{"number":"n"}}})");
    }
    Calls& pays(const std::string& receipt, const std::string& quote,
                const std::string& status = "confirmed") {
        return says("payment_started",
                    id(receipt) + "," + cheap + (quote.empty() ? "" : R"(,"quote_id":")" + quote + "\""),
                    status);
    }
    Calls& closes(const std::string& receipt, const std::string& goods,
                  const std::string& status = "stored") {
        return says("receipt_closed", id(receipt) + "," + goods + closed_at, status);
    }
    Calls& waits(std::int64_t us) {
        at_ += us;
        return *this;
    }
    Calls& add(Entry entry) {
        entry.at_us = at_ += 10;
        if (entry.thread == 0) entry.thread = 1;
        recording_.push_back(std::move(entry));
        return *this;
    }
    Calls& ends() {
        add({.call = Call::destroy, .instance = 1});
        return add({.call = Call::deinit});
    }

    std::vector<std::string> broken(Ending ending = Ending::orderly) const {
        std::vector<std::string> out;
        for (const auto& finding : judge(recording_, ending)) out.emplace_back(finding.rule);
        return out;
    }

    static std::string id(const std::string& receipt) { return R"("receipt_id":")" + receipt + "\""; }

  private:
    Recording recording_;
    std::int64_t at_ = start;
    int number_ = 0;
};

using Rules = std::vector<std::string>;

}  // namespace

TEST_CASE("a sale with a confirmed discount breaks no rule") {
    CHECK(Calls().opens("r").is_granted("r", "q").pays("r", "q").closes("r", cheap).ends().broken().empty());
}

TEST_CASE("a refused discount may be printed at the full price only") {
    CHECK(Calls()
              .opens("r")
              .is_granted("r", "q")
              .pays("r", "q", "refused")
              .closes("r", full)
              .ends()
              .broken()
              .empty());
    CHECK(Calls()
              .opens("r")
              .is_granted("r", "q")
              .pays("r", "q", "refused")
              .closes("r", cheap)
              .ends()
              .broken() == Rules{"printed_as_confirmed"});
}

TEST_CASE("a confirmed discount is printed as it was granted") {
    CHECK(Calls().opens("r").is_granted("r", "q").pays("r", "q").closes("r", full).ends().broken() ==
          Rules{"printed_as_confirmed"});
}

TEST_CASE("payment_started names the latest quote") {
    CHECK(Calls()
              .opens("r")
              .is_granted("r", "q1")
              .is_granted("r", "q2")
              .pays("r", "q1")
              .closes("r", cheap)
              .ends()
              .broken() == Rules{"latest_quote"});
    CHECK(Calls().opens("r").is_granted("r", "q").pays("r", "other").closes("r", cheap).ends().broken() ==
          Rules{"latest_quote"});
    CHECK(Calls().opens("r").is_granted("r", "q").pays("r", "").closes("r", cheap).ends().broken() ==
          Rules{"quote_named"});
    CHECK(
        Calls().opens("r").is_granted("r", "q").pays("r", "reply-was-k").closes("r", cheap).ends().broken() ==
        Rules{"latest_quote"});
    CHECK(Calls()
              .opens("r")
              .is_granted("r", "q")
              .pays("r", "reply-was-kept")
              .closes("r", cheap)
              .ends()
              .broken() == Rules{"reply_copied"});
}

TEST_CASE("an answer is awaited until its deadline, not longer") {
    const auto asked = Calls::id("r") + "," + full;
    CHECK(Calls()
              .opens("r")
              .submits("discount_requested", asked)
              .says("payment_started", asked, "confirmed")
              .closes("r", full)
              .ends()
              .broken() == Rules{"waits_for_answer"});
    CHECK(Calls()
              .opens("r")
              .submits("discount_requested", asked)
              .waits(3 * second)
              .says("payment_started", asked, "confirmed")
              .closes("r", full)
              .ends()
              .broken()
              .empty());
}

TEST_CASE("a receipt is opened once and ended once") {
    CHECK(Calls().opens("r").closes("r", full).closes("r", full).ends().broken().empty());
    CHECK(Calls().opens("r").closes("r", full).closes("r", cheap).ends().broken() == Rules{"ends_once"});
    CHECK(Calls().opens("r").closes("r", full).says("receipt_cancelled", Calls::id("r")).ends().broken() ==
          Rules{"ends_once"});
    CHECK(Calls().opens("r").closes("r", full).opens("r").closes("r", full).ends().broken() ==
          Rules{"id_used_once"});
    CHECK(Calls().opens("r").ends().broken() == Rules{"ends_at_last"});
    CHECK(Calls().closes("r", full).ends().broken() == Rules{"opened_first"});
    CHECK(Calls().opens("r").closes("r", full).is_granted("r", "q").ends().broken() ==
          Rules{"nothing_after_end"});
}

TEST_CASE("a recording that was cut off says nothing of what was still to come") {
    CHECK(Calls().opens("r").broken(Ending::cut_off).empty());
    CHECK(Calls().opens("r").broken().size() == 3);
}

TEST_CASE("a receipt that stands in a later list need not be closed by an event") {
    CHECK(Calls()
              .opens("r")
              .says("shift_closed", R"("shift":"1","closed":[{"receipt_id":"r",)" + full + "}]")
              .ends()
              .broken()
              .empty());
    CHECK(Calls().opens("r").says("register_started", R"("open":["r"])").ends().broken().empty());
}

TEST_CASE("what was not taken or not stored is submitted again") {
    const auto closing = Calls::id("r") + "," + full + closed_at;
    CHECK(Calls().opens("r").closes("r", full, "not_stored").ends().broken() == Rules{"submitted_again"});
    CHECK(Calls().opens("r").closes("r", full, "not_stored").closes("r", full).ends().broken().empty());
    CHECK(Calls().opens("r").submits("receipt_closed", closing, 6).ends().broken() ==
          Rules{"submitted_again"});
    CHECK(Calls().opens("r").submits("receipt_closed", closing, 6).closes("r", full).ends().broken().empty());
}

TEST_CASE("a receipt that the plugin does not know is opened again") {
    const auto unknown = R"({"status":"error","error":{"code":"unknown_receipt"}})";
    const auto asked = Calls::id("r") + "," + full;
    CHECK(Calls()
              .opens("r")
              .submits("discount_requested", asked)
              .hears(unknown)
              .closes("r", full)
              .ends()
              .broken() == Rules{"opened_again"});
    CHECK(Calls()
              .opens("r")
              .submits("discount_requested", asked)
              .hears(unknown)
              .opens("r")
              .closes("r", full)
              .ends()
              .broken()
              .empty());
}

TEST_CASE("goods change after a confirmed payment only if it was abandoned") {
    CHECK(Calls()
              .opens("r")
              .is_granted("r", "q")
              .pays("r", "q")
              .is_granted("r", "q2")
              .pays("r", "q2")
              .closes("r", cheap)
              .ends()
              .broken() == Rules{"goes_back_openly"});
    CHECK(Calls()
              .opens("r")
              .is_granted("r", "q")
              .pays("r", "q")
              .says("payment_abandoned", Calls::id("r"), "withdrawn")
              .is_granted("r", "q2")
              .pays("r", "q2")
              .closes("r", cheap)
              .ends()
              .broken()
              .empty());
}

TEST_CASE("a return carries its sale's extra") {
    const auto back = [](const std::string& extra) {
        return Calls::id("b") + R"(,"original":{"receipt_id":"r")" + extra + "}," + cheap + closed_at;
    };
    const auto sale = Calls().opens("r").is_granted("r", "q").pays("r", "q").closes("r", cheap);
    CHECK(Calls(sale)
              .says("return_closed", back(R"(,"extra":{"tillpoints":{"number":"n"}})"), "stored")
              .ends()
              .broken()
              .empty());
    CHECK(Calls(sale).says("return_closed", back(""), "stored").ends().broken() == Rules{"extra_returned"});
}

TEST_CASE("sums add up, up to the register's own rounding of the total") {
    const auto total = [](const std::string& sum) {
        return R"("positions":[{"id":"p1","price":1000,"quantity":"1","sum":1000}],"total":)" + sum;
    };
    CHECK(Calls().opens("r").closes("r", total("901")).ends().broken().empty());
    CHECK(Calls().opens("r").closes("r", total("900")).ends().broken() == Rules{"adds_up"});
    CHECK(Calls().opens("r").closes("r", total("1001")).ends().broken() == Rules{"adds_up"});
    CHECK(Calls().opens("r").closes("r", total("10.00")).ends().broken() == Rules{"adds_up"});
}

TEST_CASE("an event that cannot be read is named") {
    CHECK(Calls().submits("receipt_opend", "").ends().broken() == Rules{"readable"});
    CHECK(Calls().submits("receipt_opened", R"("receipt_id":"r")").ends().broken() == Rules{"readable"});
    CHECK(Calls().submits("receipt_opened", R"("receipt_id":)").ends().broken() == Rules{"readable"});
}

TEST_CASE("a receipt that is told of long after it was printed is named") {
    CHECK(Calls().opens("r").waits(299 * second).closes("r", full).ends().broken().empty());
    CHECK(Calls().opens("r").waits(301 * second).closes("r", full).ends().broken() == Rules{"told_at_once"});
}

TEST_CASE("calls stand in the order of the interface") {
    CHECK(Calls().add({.call = Call::deinit}).broken() == Rules{"destroyed_at_last"});
    CHECK(Calls().ends().says("shift_closed", R"("shift":"1")").broken() == Rules{"destroy_alone"});
    CHECK(Calls()
              .add({.call = Call::submit,
                    .thread = 2,
                    .instance = 1,
                    .number = 7,
                    .text = R"({"v":1,"event":"shift_closed","shift":"1"})"})
              .ends()
              .broken() == Rules{"destroy_alone"});
    CHECK(Calls()
              .add({.call = Call::reply, .instance = 1, .number = 7})
              .waits(101'000)
              .add({.call = Call::taken, .instance = 1, .number = 7})
              .ends()
              .broken() == Rules{"callback_returns"});
}

TEST_CASE("what the host says it printed is what it told") {
    const auto recording = [](const std::string& total) {
        return Recording{{.call = Call::submit,
                          .text = R"({"event":"receipt_closed","receipt_id":"r","total":)" + total + "}"}};
    };
    CHECK(compare_printed({{"sale", "printed r 1000"}}, recording("1000")).empty());
    CHECK(compare_printed({{"sale", "printed r 1000"}}, recording("900")).at(0).rule == "printed_as_told");
    CHECK(compare_printed({{"sale", "printed r2 1000"}}, recording("1000")).at(0).rule == "printed_as_told");
    CHECK(compare_printed({{"sale", "printed r"}}, recording("1000")).at(0).rule == "printed_as_told");
    CHECK(compare_printed({{"sale", std::nullopt}}, {}).at(0).rule == "sale_goes_on");
    CHECK(compare_printed({{"shift", "ok"}, {"cancel", "cancelled r"}}, {}).empty());
}

TEST_CASE("an entry is read as it was written, and a line that is none is left out") {
    const Entry entry{.call = Call::submit,
                      .at_us = start,
                      .thread = 2,
                      .instance = 1,
                      .number = 3,
                      .status = 0,
                      .deadline_ms = 5,
                      .text = "\"\xff{"};
    const auto again = read_line(to_line(entry));
    REQUIRE(again);
    CHECK(again->call == Call::submit);
    CHECK(again->at_us == start);
    CHECK(again->thread == 2);
    CHECK(again->deadline_ms == 5);
    for (const char* line : {"", "{", "[]", "{}", R"({"call":"submit"})", R"({"call":"fly","at_us":1})",
                             R"({"call":"init","at_us":"x"})"})
        CHECK_FALSE(read_line(line));
}

}  // namespace tillpoints::conform
