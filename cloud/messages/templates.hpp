#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cloud/ledger/message_records.hpp"

/// What messages say, in each language. Pure.
namespace tillpoints::cloud {

/// A message's text; `{name}` stands for a value.
struct MessageTemplate {
    std::string_view name;
    loyalty::Phrase text;
};

/// The template's text in this language with the values in their places; a value that is absent is left out.
std::string filled(std::string_view text, const MessageValues& values);

/// Nothing for a template that this version does not know.
std::optional<std::string> message_text(const MessageRecord& record);

/// Every template, for tests.
const std::vector<MessageTemplate>& message_templates();

std::string_view name_of(loyalty::Language language);  ///< "ru", "kk", "en"
/// Nothing for another word.
std::optional<loyalty::Language> language_named(std::string_view word);

std::string_view name_of(Channel channel);  ///< "app", "hook", "telegram", "push"
std::optional<Channel> channel_named(std::string_view word);
std::string_view name_of(MessageState state);
std::string_view name_of(MessagePurpose purpose);

}  // namespace tillpoints::cloud
