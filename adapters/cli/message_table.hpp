#pragma once
#include <array>
#include <string_view>

#include "adapters/cli/text.hpp"

namespace tillpoints::cli {

struct Message {
    Text key;
    std::string_view text;
};

/// The messages of one language.
using MessageTable = std::array<Message, text_count>;

/// Each key stands at its place and no message is empty.
consteval bool in_order(const MessageTable& table) {
    for (int i = 0; i < text_count; ++i)
        if (static_cast<int>(table[static_cast<std::size_t>(i)].key) != i ||
            table[static_cast<std::size_t>(i)].text.empty())
            return false;
    return true;
}

const MessageTable& table_of_english();
const MessageTable& table_of_russian();
const MessageTable& table_of_kazakh();

}  // namespace tillpoints::cli
