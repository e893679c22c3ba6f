#include <map>

#include "adapters/conform/event.hpp"
#include "adapters/conform/judge.hpp"
#include "adapters/conform/receipt.hpp"
#include "adapters/conform/returned_reply.hpp"
#include "adapters/conform/timestamp.hpp"

namespace tillpoints::conform {
namespace {

constexpr std::int64_t longest_wait_us = 300'000'000;  // between printing a receipt and telling of it

class EventJudge {
  public:
    Findings judge(const Recording& recording, Ending ending) {
        for (const auto& entry : recording) {
            ++line_;
            if (entry.call == Call::submit) take_event(entry);
            if (entry.call == Call::submitted) take_status(entry);
            if (entry.call == Call::reply) take_reply(entry);
        }
        if (ending == Ending::orderly) finish();
        return findings_;
    }

  private:
    struct Submitted {
        std::string event;
        std::string receipt;
        int line = 0;
        Json json;
    };

    // ---- events

    void take_event(const Entry& entry) {
        Submitted submitted{"", "", line_, Json::parse(entry.text, nullptr, false)};
        if (const auto why = unreadable(submitted.json)) return report("readable", submitted, *why);
        submitted.event = text_of(submitted.json, "event");
        submitted.receipt = text_of(submitted.json, "receipt_id");
        const auto& kept = submits_[entry.number] = std::move(submitted);
        repeat_.erase({kept.event, kept.receipt});
        if (const auto why = wrong_sum(kept.json)) report("adds_up", kept, *why);
        take_lists(kept);
        if (!kept.receipt.empty()) take_receipt_event(entry, kept, receipts_[kept.receipt]);
    }

    void take_receipt_event(const Entry& entry, const Submitted& submitted, Receipt& receipt) {
        if (submitted.event == "receipt_opened") return take_opening(submitted, receipt);
        if (submitted.event == "return_closed") return take_end(entry, submitted, receipt);
        if (!receipt.opened && receipt.end.empty()) {
            report("opened_first", submitted, "the receipt was not opened");
            receipt.opened = true;
        }
        if (!receipt.end.empty() && needs_open_receipt(submitted.event))
            report("nothing_after_end", submitted, "the receipt was ended by " + receipt.end);
        if (submitted.event == "customer_presented" || submitted.event == "discount_requested")
            take_change(submitted, receipt);
        if (submitted.event == "discount_requested") receipt.discount = awaited(entry);
        if (submitted.event == "payment_started") take_payment(entry, submitted, receipt);
        if (submitted.event == "payment_abandoned") receipt.confirmed = false;
        if (submitted.event == "receipt_closed" || submitted.event == "receipt_cancelled")
            take_end(entry, submitted, receipt);
    }

    void take_opening(const Submitted& submitted, Receipt& receipt) {
        if (!receipt.end.empty())
            report("id_used_once", submitted, "the id stood for a receipt that is finished");
        if (!receipt.end.empty()) receipt = {};
        receipt.opened = true;
        reopen_.erase(submitted.receipt);
    }

    void take_change(const Submitted& submitted, const Receipt& receipt) {
        if (receipt.confirmed && receipt.quote && receipt.quote->granted > 0)
            report("goes_back_openly", submitted, "a redemption was confirmed and not abandoned");
    }

    void take_payment(const Entry& entry, const Submitted& submitted, Receipt& receipt) {
        if (unanswered(receipt.discount, entry.at_us))
            report("waits_for_answer", submitted, "discount_requested is not answered yet");
        receipt.payment = awaited(entry);
        const auto quote = text_of(submitted.json, "quote_id");
        if (quote.find(returned_reply_mark) != std::string::npos) {
            report("reply_copied", submitted,
                   "quote_id was read from a reply after its callback had returned");
            receipt.kept_reply_used = true;
        } else if (!quote.empty() && (!receipt.quote || receipt.quote->id != quote)) {
            report("latest_quote", submitted,
                   receipt.earlier_quotes.count(quote) ? "quote_id is that of an earlier discount"
                                                       : "quote_id is unknown");
        } else if (quote.empty() && at_discount(submitted, receipt)) {
            report("quote_named", submitted, "quote_id is missing");
        }
    }

    void take_end(const Entry& entry, const Submitted& submitted, Receipt& receipt) {
        if (unanswered(receipt.payment, entry.at_us))
            report("waits_for_answer", submitted, "payment_started is not answered yet");
        const auto lines = lines_of(submitted.json);
        if (!receipt.end.empty()) {
            if (receipt.end != submitted.event || receipt.end_lines != lines + text_of_total(submitted))
                report("ends_once", submitted, "the receipt was ended otherwise before, by " + receipt.end);
            return;
        }
        receipt.end = submitted.event;
        receipt.end_lines = lines + text_of_total(submitted);
        if (submitted.event == "receipt_closed") check_prices(submitted, receipt, lines);
        if (submitted.event == "return_closed") check_original(submitted);
        const auto closed = timestamp_us(text_of(submitted.json, "closed_at"));
        if (closed && entry.at_us - *closed > longest_wait_us)
            report("told_at_once", submitted,
                   "the receipt was printed " + std::to_string((entry.at_us - *closed) / 1'000'000) +
                       " s earlier");
    }

    void check_prices(const Submitted& submitted, const Receipt& receipt, const std::string& lines) {
        if (!receipt.quote || receipt.quote->granted == 0 || receipt.kept_reply_used) return;
        const bool valid = receipt.confirmed || receipt.quote->committed;
        if (lines == receipt.quote->lines && !valid)
            report("printed_as_confirmed", submitted,
                   "the discount was printed, and payment_started was not confirmed");
        if (lines != receipt.quote->lines && valid)
            report("printed_as_confirmed", submitted, "other prices were printed than the granted ones");
    }

    void check_original(const Submitted& submitted) {
        const auto original = submitted.json.find("original");
        if (original == submitted.json.end() || !original->is_object()) return;
        const auto sold = receipts_.find(text_of(*original, "receipt_id"));
        if (sold == receipts_.end() || sold->second.extra.empty()) return;
        const auto extra = original->find("extra");
        if (extra == original->end() || extra->dump() != sold->second.extra)
            report("extra_returned", submitted, "the sale's extra was " + sold->second.extra);
    }

    /// Receipts that a list names have ended, or are known to be open.
    void take_lists(const Submitted& submitted) {
        for (const char* name : {"closed", "open"}) {
            const auto list = submitted.json.find(name);
            if (list == submitted.json.end() || !list->is_array()) continue;
            for (const auto& each : *list) {
                const auto id = each.is_string()   ? each.get<std::string>()
                                : each.is_object() ? text_of(each, "receipt_id")
                                                   : "";
                auto& receipt = receipts_[id];
                receipt.opened = true;
                if (each.is_object() && receipt.end.empty()) {
                    receipt.end = "receipt_closed";
                    receipt.end_lines =
                        lines_of(each) + std::to_string(number_of(each, "total").value_or(-1));
                }
                if (each.is_string()) in_open_list_.insert(id);
                repeat_.erase({"receipt_closed", id});
            }
        }
    }

    // ---- answers

    void take_status(const Entry& entry) {
        const auto found = submits_.find(entry.number);
        if (found == submits_.end() || entry.status == 0) return;
        constexpr int busy = 6;  // TILLPOINTS_BUSY
        if (entry.status == busy) await_repetition(found->second);
        forget_awaited(found->second, entry.number);
    }

    void take_reply(const Entry& entry) {
        const auto found = submits_.find(entry.number);
        if (found == submits_.end()) return;
        const auto& submitted = found->second;
        forget_awaited(submitted, entry.number);
        const Json reply = Json::parse(entry.text, nullptr, false);
        if (!reply.is_object()) return;
        const auto status = text_of(reply, "status");
        if (status == "not_stored") await_repetition(submitted);
        if (status == "error" && reply.contains("error") && reply["error"].is_object() &&
            text_of(reply["error"], "code") == "unknown_receipt" && needs_open_receipt(submitted.event))
            reopen_.emplace(submitted.receipt, submitted);
        const auto receipt = receipts_.find(submitted.receipt);
        if (receipt == receipts_.end()) return;
        if (status == "granted") take_quote(reply, receipt->second);
        if (submitted.event == "payment_started") receipt->second.confirmed = status == "confirmed";
    }

    static void take_quote(const Json& reply, Receipt& receipt) {
        if (receipt.quote) receipt.earlier_quotes.insert(receipt.quote->id);
        receipt.quote = Quote{text_of(reply, "quote_id"), number_of(reply, "granted").value_or(0),
                              lines_of(reply), reply.value("committed", false)};
        const auto extra = reply.find("extra");
        receipt.extra = extra != reply.end() && extra->is_object() ? extra->dump() : "";
    }

    /// What a host must not go on without: the others may be given up.
    void await_repetition(const Submitted& submitted) {
        if (submitted.event == "receipt_closed" || submitted.event == "receipt_cancelled" ||
            submitted.event == "return_closed")
            repeat_.emplace(std::pair(submitted.event, submitted.receipt), submitted);
        const auto receipt = receipts_.find(submitted.receipt);
        if (receipt != receipts_.end() && receipt->second.end == submitted.event) receipt->second.end.clear();
    }

    void finish() {
        for (const auto& [key, submitted] : repeat_)
            report("submitted_again", submitted, "it was not taken and not submitted again");
        for (const auto& [id, submitted] : reopen_)
            report("opened_again", submitted,
                   "the plugin did not know the receipt and it was not opened again");
        for (const auto& [id, receipt] : receipts_)
            if (receipt.opened && receipt.end.empty() && !in_open_list_.count(id) &&
                !repeat_.count({"receipt_closed", id}) && !repeat_.count({"receipt_cancelled", id}))
                findings_.push_back(
                    {"ends_at_last", "receipt " + id, "it was opened and never closed or cancelled"});
    }

    // ---- helpers

    static Awaited awaited(const Entry& entry) {
        constexpr std::int64_t default_deadline_ms = 3000;
        const auto deadline = entry.deadline_ms > 0 ? entry.deadline_ms : default_deadline_ms;
        return {entry.number, entry.at_us + deadline * 1000};
    }

    static bool unanswered(const std::optional<Awaited>& question, std::int64_t now_us) {
        return question && now_us < question->until_us;
    }

    void forget_awaited(const Submitted& submitted, int number) {
        const auto receipt = receipts_.find(submitted.receipt);
        if (receipt == receipts_.end()) return;
        for (auto* question : {&receipt->second.discount, &receipt->second.payment})
            if (*question && (*question)->submit == number) question->reset();
    }

    static bool at_discount(const Submitted& submitted, const Receipt& receipt) {
        return receipt.quote && receipt.quote->granted > 0 &&
               lines_of(submitted.json) == receipt.quote->lines;
    }

    static std::string text_of_total(const Submitted& submitted) {
        return std::to_string(number_of(submitted.json, "total").value_or(-1));
    }

    void report(std::string_view rule, const Submitted& submitted, std::string what) {
        std::string where = "entry " + std::to_string(submitted.line);
        if (!submitted.event.empty()) where += ", " + submitted.event;
        if (!submitted.receipt.empty()) where += " of " + submitted.receipt;
        findings_.push_back({rule, std::move(where), std::move(what)});
    }

    Findings findings_;
    int line_ = 0;
    std::map<std::string, Receipt> receipts_;
    std::map<int, Submitted> submits_;
    std::map<std::pair<std::string, std::string>, Submitted> repeat_;
    std::map<std::string, Submitted> reopen_;
    std::set<std::string> in_open_list_;
};

}  // namespace

Findings judge_events(const Recording& recording, Ending ending) {
    return EventJudge().judge(recording, ending);
}

}  // namespace tillpoints::conform
