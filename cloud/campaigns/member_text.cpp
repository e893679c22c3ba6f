#include "cloud/campaigns/member_text.hpp"

#include "cloud/messages/queue_message.hpp"
#include "cloud/messages/templates.hpp"

namespace tillpoints::cloud {

std::string member_text(RequestContext& context, const std::string& message,
                        const std::map<std::string, std::string>& texts, ParticipantId member) {
    const auto text = texts.find(std::string(name_of(language_of(context, member))));
    return text == texts.end() || text->second.empty() ? message : text->second;
}

}  // namespace tillpoints::cloud
