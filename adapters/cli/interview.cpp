#include "adapters/cli/interview.hpp"

#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "adapters/cli/input.hpp"
#include "adapters/cli/messages.hpp"

namespace tillpoints::cli {
namespace {

constexpr std::size_t longest_answers = 1 << 16;

/// Turns off what the terminal shows, while it lives.
class Hidden {
  public:
    explicit Hidden(bool hide) : hides_(hide && ::tcgetattr(STDIN_FILENO, &before_) == 0) {
        if (!hides_) return;
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSANOW, &quiet);
    }
    ~Hidden() {
        if (!hides_) return;
        ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
        std::fputs("\n", stdout);
    }
    Hidden(const Hidden&) = delete;
    Hidden& operator=(const Hidden&) = delete;

  private:
    termios before_{};
    bool hides_;
};

std::string trimmed(std::string text) {
    const auto space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && space(text.back())) text.pop_back();
    while (!text.empty() && space(text.front())) text.erase(0, 1);
    return text;
}

}  // namespace

Interview::Interview(const std::string& file) : guided_(file.empty()) {
    if (guided_) return;
    answers_ = Json::parse(read_input(file, longest_answers), nullptr, false);
    if (!answers_.is_object()) throw BadInput(file + ": " + say(Text::wrong_arguments, {"JSON"}));
}

std::string Interview::given(const char* name) const {
    if (!answers_.contains(name) || answers_[name].is_null()) return {};
    return answers_[name].is_string() ? answers_[name].get<std::string>() : answers_[name].dump();
}

std::string Interview::typed(const std::string& prompt, bool hidden) {
    ++questions_;
    std::printf("%s: ", prompt.c_str());
    static_cast<void>(std::fflush(stdout));
    const Hidden quiet(hidden);
    std::string line;
    for (int c = 0; (c = std::getchar()) != '\n';) {
        if (c == EOF) throw BadInput(say(Text::setup_no_answer, {prompt}));
        line += static_cast<char>(c);
    }
    return trimmed(line);
}

std::string Interview::answer(const char* name, Text question, const std::string& known) {
    if (!guided_) return given(name).empty() ? known : given(name);
    const auto text = typed(say(question) + (known.empty() ? "" : " [" + known + "]"), false);
    return text.empty() ? known : text;
}

std::string Interview::secret(const char* name, Text question, const std::string& known) {
    if (!guided_) return given(name).empty() ? known : given(name);
    const auto text = typed(say(question) + (known.empty() ? "" : " [***]"), true);
    return text.empty() ? known : text;
}

bool Interview::agrees(const std::string& question) {
    const auto text = typed(question, false);
    const auto is = [&](std::initializer_list<const char*> words) {
        return std::any_of(words.begin(), words.end(), [&](const char* word) { return text == word; });
    };
    return is({"y", "yes", "Y", "Yes", "YES", "д", "да", "Да", "ДА", "иә", "Иә", "ия"});
}

}  // namespace tillpoints::cli
