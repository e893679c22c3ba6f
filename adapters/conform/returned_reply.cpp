#include "adapters/conform/returned_reply.hpp"

#include <algorithm>

namespace tillpoints::conform {

void mark_returned(std::string& reply) {
    constexpr std::string_view member = "\"quote_id\":\"";
    const auto found = reply.find(member);
    if (found == std::string::npos) return;
    const auto begin = found + member.size();
    const auto end = std::min(reply.find('"', begin), reply.size());
    for (auto at = begin; at < end; ++at)
        reply[at] = returned_reply_mark[(at - begin) % returned_reply_mark.size()];
}

}  // namespace tillpoints::conform
