#include "programmes.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace tillpoints::cloud::test {

Json load_json(const char* file) {
    std::ifstream in(std::string(TILLPOINTS_CLOUD "/programmes/") + file);
    std::stringstream text;
    text << in.rdbuf();
    return parse_json(text.str()).value();
}

Programme load(const char* file) {
    Problems problems;
    auto programme = load_programme(std::string(TILLPOINTS_CLOUD "/programmes/") + file, problems);
    if (!programme) throw std::runtime_error(problems.front().sentence());
    return *programme;
}

}  // namespace tillpoints::cloud::test
