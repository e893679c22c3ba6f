#include "adapters/words/filled.hpp"

namespace tillpoints::words {

std::string filled(std::string_view pattern, std::initializer_list<std::string_view> values) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool placeholder = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}' &&
                                 pattern[i + 1] >= '0' &&
                                 pattern[i + 1] < '0' + static_cast<int>(values.size());
        if (!placeholder) {
            out += pattern[i];
            continue;
        }
        out += values.begin()[pattern[i + 1] - '0'];
        i += 2;
    }
    return out;
}

}  // namespace tillpoints::words
