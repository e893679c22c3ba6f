#include "cloud/console/note_calls.hpp"

#include "cloud/console/customer_calls.hpp"

namespace tillpoints::cloud {
namespace {

constexpr std::size_t longest_note = 2000;
constexpr std::size_t most_notes = 50;

bool may_remove_note(const ConsoleCall& call, const CustomerNote& note) {
    return note.by == call.caller.person.id || call.caller.person.role == Role::owner;
}

std::string note_words(std::int64_t id) {
    return "note " + std::to_string(id);
}

HttpAnswer notes_answer(ConsoleCall& call, ParticipantId customer) {
    return console_answer(200, Json::object({{"notes", notes_json(call, customer)}}));
}

}  // namespace

Json notes_json(ConsoleCall& call, ParticipantId customer) {
    Json out = Json::array();
    for (const auto& note : call.context.db.notes.of_customer(customer)) {
        const auto person = call.context.db.people.find(note.by);
        out.push(Json::object({{"note", note.id},
                               {"written", to_text(note.written)},
                               {"by", person ? Json(person->name) : Json()},
                               {"text", note.text},
                               {"removable", may_remove_note(call, note)}}));
    }
    return out;
}

HttpAnswer add_note(ConsoleCall& call, Reader in) {
    const auto text = in.text("text", longest_note);
    if (in.has("text") && text.find_first_not_of(" \t\r\n") == text.npos)
        in.fail("text", Errc::invalid_value, "words");
    const auto customer = lock_customer_in(call, in);
    if (!in.problems().empty()) return console_refusal(in.problems());
    if (!customer) return no_such_customer();
    if (is_erased(*customer)) return nobody_by_this_number();
    const auto notes = call.context.db.notes.of_customer(customer->id);
    // Whoever gets no answer and sends it again writes it once.
    if (!notes.empty() && notes.front().by == call.caller.person.id && notes.front().text == text)
        return notes_answer(call, customer->id);
    if (notes.size() >= most_notes)
        return console_refusal(409, "too_many", "A customer has at most 50 notes. Remove one.");
    const auto id = call.context.db.notes.add({0, customer->id, call.caller.person.id, call.moment, text});
    log_action(call, "note_added", subject_of(*customer), note_words(id));
    return notes_answer(call, customer->id);
}

HttpAnswer remove_note(ConsoleCall& call, Reader in) {
    const auto id = in.integer("note", 1, INT64_MAX);
    const auto customer = lock_customer_in(call, in);
    if (!in.problems().empty()) return console_refusal(in.problems());
    if (!customer) return no_such_customer();
    const auto note = call.context.db.notes.find(id);
    if (!note || note->customer != customer->id)
        return console_refusal({Problem{Errc::not_found, "note", "one of this customer", {}}});
    if (!may_remove_note(call, *note))
        return console_refusal(403, "not_yours", "Who wrote a note may remove it, and an owner.");
    call.context.db.notes.remove(id);
    log_action(call, "note_removed", subject_of(*customer), note_words(id));
    return notes_answer(call, customer->id);
}

}  // namespace tillpoints::cloud
