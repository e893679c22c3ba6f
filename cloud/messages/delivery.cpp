#include "cloud/messages/delivery.hpp"

namespace tillpoints::cloud {
namespace {

using Kind = SendOutcome::Kind;

std::chrono::seconds pause_after(std::int64_t tries) {
    static constexpr std::chrono::seconds pauses[] = {std::chrono::seconds(10), std::chrono::minutes(1),
                                                      std::chrono::minutes(5), std::chrono::minutes(30),
                                                      std::chrono::hours(2)};
    return pauses[static_cast<std::size_t>(std::min<std::int64_t>(tries, std::ssize(pauses)) - 1)];
}

MessageRecord moved(MessageRecord record, MessageState state, std::string note, Timestamp now) {
    record.state = state;
    record.due.reset();
    record.changed = now;
    record.note = std::move(note);
    // What confirms a phone is kept no longer than it is needed.
    if (record.purpose == MessagePurpose::code) record.values.clear();
    return record;
}

MessageRecord again(MessageRecord record, std::chrono::seconds pause, std::string note, Timestamp now) {
    record.state = MessageState::queued;
    record.due = now + pause;
    record.changed = now;
    if (is_too_late(record, *record.due)) return dropped(std::move(record), note + "; too late", now);
    record.note = std::move(note);
    return record;
}

}  // namespace

bool is_too_late(const MessageRecord& record, Timestamp now) {
    return record.expires && *record.expires <= now;
}

MessageRecord dropped(MessageRecord record, std::string why, Timestamp now) {
    return moved(std::move(record), MessageState::dropped, std::move(why), now);
}

MessageRecord forgotten(MessageRecord record, Timestamp now) {
    if (record.state == MessageState::queued)
        return dropped(std::move(record), "nobody opened the card in time", now);
    const auto seen = record.state;
    return moved(std::move(record), seen, {}, now);
}

MessageRecord handed_over(MessageRecord record, Timestamp now) {
    record.state = MessageState::sending;
    record.tries += 1;
    record.due = now + claim_time;
    record.changed = now;
    return record;
}

MessageRecord settled(MessageRecord record, const SendOutcome& outcome, Repeatable repeatable,
                      Timestamp now) {
    if (outcome.kind == Kind::taken) return moved(std::move(record), MessageState::delivered, {}, now);
    if (outcome.kind == Kind::busy) {
        record.tries -= 1;
        return again(std::move(record), outcome.wait, outcome.note, now);
    }
    const bool lost = outcome.kind == Kind::unclear && repeatable == Repeatable::no;
    if (outcome.kind == Kind::refused || lost || record.tries >= max_message_tries)
        return moved(std::move(record), MessageState::failed, outcome.note, now);
    const auto pause = pause_after(record.tries);
    return again(std::move(record), pause, outcome.note, now);
}

MessageRecord after_crash(MessageRecord record, Repeatable repeatable, Timestamp now) {
    return settled(std::move(record),
                   {Kind::unclear, {}, "the process ended before it knew whether this was taken"}, repeatable,
                   now);
}

}  // namespace tillpoints::cloud
