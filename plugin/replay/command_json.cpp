#include <algorithm>
#include <array>

#include "plugin/replay/command.hpp"
#include "protocol/reader.hpp"

namespace tillpoints::replay {
namespace {

constexpr std::array<std::string_view, 8> names{"retry",
                                                "edit",
                                                "write_off",
                                                "cancel",
                                                "receipt_closed",
                                                "receipt_closed_at_full_price",
                                                "receipt_cancelled",
                                                "forget"};

/// Something a person can read, on one line.
std::string sentence(Reader& in, std::string_view key, std::size_t most) {
    auto text = in.maybe_text(key, most).value_or("");
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    if (text.find_first_not_of(' ') == std::string::npos)
        in.fail(key, Errc::missing_field, key == "by" ? "who gives the command" : "why", "nothing");
    return text;
}

std::optional<Phone> phone_from(Reader& in, CommandKind kind) {
    const auto typed = in.maybe_text("phone", 64);
    auto phone = typed ? Phone::parse(*typed) : std::nullopt;
    if (typed && !phone) in.fail("phone", Errc::invalid_value, "a telephone number", "something else");
    if (kind == CommandKind::edit && !typed)
        in.fail("phone", Errc::missing_field, "the telephone number of another customer", "nothing");
    if (kind != CommandKind::edit && kind != CommandKind::forget && typed)
        in.fail("phone", Errc::invalid_value, "no phone with " + std::string(name_of(kind)), "one");
    return phone;
}

/// The keyed hash of a stored command; empty where a phone is given instead.
std::string customer_from(Reader& in) {
    const auto hash = in.maybe_text("customer", 64);
    const bool right =
        hash && hash->size() == 64 && hash->find_first_not_of("0123456789abcdef") == std::string::npos;
    if (hash && !right) in.fail("customer", Errc::invalid_value, "a keyed hash", "something else");
    if (!hash && !in.has("phone"))
        in.fail("phone", Errc::missing_field, "the telephone number of the customer", "nothing");
    return right ? *hash : std::string();
}

}  // namespace

std::string_view name_of(CommandKind kind) {
    return names[static_cast<std::size_t>(kind)];
}

bool about_receipt(CommandKind kind) {
    return kind >= CommandKind::receipt_closed && kind <= CommandKind::receipt_cancelled;
}

bool needs_certain_absence(CommandKind kind) {
    return kind == CommandKind::edit || kind == CommandKind::cancel;
}

Json to_json(const Command& command) {
    Json json = Json::object({{"id", command.id},
                              {"action", name_of(command.kind)},
                              {"by", command.by},
                              {"reason", command.reason}});
    if (about_receipt(command.kind))
        json.set("receipt_id", command.receipt.text);
    else if (command.kind != CommandKind::forget)
        json.set("number", command.entry.text);
    if (!command.customer.empty()) json.set("customer", command.customer);
    if (command.phone) json.set("phone", command.phone->e164());
    return json;
}

Result<Command> command_from(const Json& json) {
    Problems problems;
    Reader in(json, "", problems);
    Command command;
    command.id = in.text("id", 64);
    if (!is_uuid(command.id)) in.fail("id", Errc::invalid_value, "a UUID", "something else");
    command.kind = static_cast<CommandKind>(in.one_of(
        "action", {names[0], names[1], names[2], names[3], names[4], names[5], names[6], names[7]}));
    if (about_receipt(command.kind))
        command.receipt = in.receipt_id("receipt_id");
    else if (command.kind == CommandKind::forget)
        command.customer = customer_from(in);
    else
        command.entry = EntryId(in.text("number", 128));
    command.by = sentence(in, "by", 100);
    command.reason = sentence(in, "reason", 500);
    command.phone = phone_from(in, command.kind);
    if (!problems.empty()) return problems.front();
    return command;
}

}  // namespace tillpoints::replay
