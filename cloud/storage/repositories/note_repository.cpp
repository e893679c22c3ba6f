#include "cloud/storage/repositories/note_repository.hpp"

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {
namespace {

#define SELECT_NOTE "SELECT id, customer, person, written, note FROM customer_notes "

std::optional<CustomerNote> note_in(Query& query) {
    if (!query.next()) return {};
    CustomerNote note;
    note.id = query.integer();
    note.customer = {query.integer()};
    note.by = query.integer();
    note.written = query.time();
    note.text = query.text();
    return note;
}

}  // namespace

std::int64_t NoteRepository::add(const CustomerNote& note) {
    auto query = connection_.query(
        "INSERT INTO customer_notes (customer, person, written, note) VALUES (?, ?, ?, ?) RETURNING id");
    query.bind(note.customer.value).bind(note.by).bind(note.written).bind(note.text).next();
    return query.integer();
}

std::optional<CustomerNote> NoteRepository::find(std::int64_t id) {
    auto query = connection_.query(SELECT_NOTE "WHERE id = ?");
    return note_in(query.bind(id));
}

std::vector<CustomerNote> NoteRepository::of_customer(ParticipantId customer) {
    auto query = connection_.query(SELECT_NOTE "WHERE customer = ? ORDER BY id DESC");
    query.bind(customer.value);
    std::vector<CustomerNote> out;
    while (auto note = note_in(query)) out.push_back(std::move(*note));
    return out;
}

void NoteRepository::remove(std::int64_t id) {
    connection_.query("DELETE FROM customer_notes WHERE id = ?").bind(id).run();
}

void NoteRepository::remove_of_customer(ParticipantId customer) {
    connection_.query("DELETE FROM customer_notes WHERE customer = ?").bind(customer.value).run();
}

}  // namespace tillpoints::cloud
