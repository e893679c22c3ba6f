#pragma once
#include <string>

#include "adapters/cli/table.hpp"
#include "adapters/cli/text.hpp"

namespace tillpoints::cli {

/// The answers of `setup`: from a file, or asked for one by one.
class Interview {
  public:
    /// `file` empty: asks. Throws BadInput for a file that is no JSON object.
    explicit Interview(const std::string& file);
    /// With these answers.
    explicit Interview(Json answers) : guided_(false), answers_(std::move(answers)) {}

    bool asks() const { return guided_; }
    /// The answer by its name in the file, or to the question, in which `known` is offered. Empty if there is
    /// none.
    std::string answer(const char* name, Text question, const std::string& known = {});
    /// The same without showing what is typed or known.
    std::string secret(const char* name, Text question, const std::string& known = {});
    /// Only from the file.
    std::string given(const char* name) const;
    /// Yes or no, in any of the three languages.
    bool agrees(const std::string& question);
    int questions() const { return questions_; }

  private:
    std::string typed(const std::string& prompt, bool hidden);

    bool guided_;
    Json answers_ = Json::object();
    int questions_ = 0;
};

}  // namespace tillpoints::cli
