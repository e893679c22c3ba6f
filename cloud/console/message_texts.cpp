#include "cloud/console/message_texts.hpp"

namespace tillpoints::cloud {

std::map<std::string, std::string> message_texts_in(Reader& in) {
    std::map<std::string, std::string> texts;
    if (auto given = in.maybe_object("texts")) {
        given->refuse_unknown({"ru", "kk", "en"});
        for (const auto* language : {"ru", "kk", "en"})
            if (auto text = given->maybe_text(language, longest_message); text && !text->empty())
                texts[language] = *text;
    }
    return texts;
}

}  // namespace tillpoints::cloud
