#include "adapters/conform/rules.hpp"

#include <algorithm>
#include <stdexcept>

namespace tillpoints::conform {
namespace {

constexpr Rule all[] = {
    {"init_first", "init is called before anything else, and nothing but init after deinit",
     "tillpoints.h, tillpoints_entry_points"},
    {"callback_returns", "a reply's callback copies the reply and returns within 100 ms",
     "tillpoints.h, tillpoints_reply_fn"},
    {"reply_copied", "a reply is borrowed: nothing of it is used after the callback has returned",
     "tillpoints.h, tillpoints_reply_fn"},
    {"destroy_alone", "no call is running when destroy begins, and none follows it",
     "tillpoints.h, tillpoints_instance.destroy"},
    {"destroyed_at_last", "every instance is destroyed before deinit, and deinit is called",
     "tillpoints.h, tillpoints_entry_points"},
    {"readable", "an event is a JSON object with v, event and what EVENTS.md requires",
     "EVENTS.md, Rules that hold everywhere"},
    {"adds_up", "total is the sum of the positions, and never above it",
     "EVENTS.md, Rules that hold everywhere"},
    {"opened_first", "a receipt is opened before its other events", "EVENTS.md, receipt_opened"},
    {"id_used_once", "an id never stands for two receipts", "EVENTS.md, Receipt ids"},
    {"waits_for_answer", "an event that depends on an answer is submitted after the answer or the deadline",
     "EVENTS.md, discount_requested and payment_started"},
    {"latest_quote", "payment_started carries the quote_id of the latest granted discount",
     "EVENTS.md, payment_started"},
    {"quote_named", "payment_started at discounted prices carries a quote_id", "EVENTS.md, payment_started"},
    {"goes_back_openly", "after a confirmed payment the goods change only after payment_abandoned",
     "EVENTS.md, payment_abandoned"},
    {"printed_as_confirmed",
     "a discount is printed only if payment_started was confirmed, and as it was granted",
     "EVENTS.md, payment_started"},
    {"told_at_once",
     "receipt_closed is submitted when the receipt was printed, or the receipt stands in a later list",
     "EVENTS.md, Too many events"},
    {"ends_once", "a receipt ends once: a repeated end is the same as the first",
     "EVENTS.md, receipt_cancelled"},
    {"ends_at_last", "every opened receipt is closed or cancelled, or stands in a later list",
     "EVENTS.md, register_started"},
    {"nothing_after_end", "a finished receipt gets no further events", "EVENTS.md, receipt_cancelled"},
    {"submitted_again", "an event that was not taken or not stored is submitted again",
     "EVENTS.md, Too many events"},
    {"opened_again", "after unknown_receipt the receipt is opened again and the event repeated",
     "EVENTS.md, receipt_opened"},
    {"extra_returned", "a return carries its sale's extra, as the reply gave it", "EVENTS.md, return_closed"},
    {"sale_goes_on", "a sale ends with a printed receipt, whatever the plugin answers",
     "EVENTS.md, Too many events"},
    {"printed_as_told", "the total that was printed is the total that was told", "EVENTS.md, receipt_closed"},
};

}  // namespace

std::span<const Rule> rules() {
    return all;
}

const Rule& rule(std::string_view name) {
    const auto* found =
        std::find_if(std::begin(all), std::end(all), [&](const Rule& r) { return r.name == name; });
    if (found == std::end(all)) throw std::logic_error("no rule " + std::string(name));
    return *found;
}

}  // namespace tillpoints::conform
