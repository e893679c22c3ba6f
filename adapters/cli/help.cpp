#include "adapters/cli/help.hpp"

#include <algorithm>
#include <memory>

#include "adapters/cli/messages.hpp"
#include "adapters/cli/table.hpp"

namespace tillpoints::cli {
namespace {

class HelpFormatter final : public CLI::Formatter {
  public:
    HelpFormatter() {
        for (const auto& [name, text] : {std::pair{"Usage", Text::usage},
                                         {"Positionals", Text::positionals},
                                         {"OPTIONS", Text::word_options},
                                         {"SUBCOMMAND", Text::word_subcommand},
                                         {"SUBCOMMANDS", Text::word_subcommands},
                                         {"REQUIRED", Text::word_required},
                                         {"TEXT", Text::type_text},
                                         {"FLOAT", Text::type_float}})
            label(name, say(text));
    }

    std::string make_group(std::string group, bool positional,
                           std::vector<const CLI::Option*> options) const override {
        return CLI::Formatter::make_group(group == "Options" ? say(Text::options) : std::move(group),
                                          positional, std::move(options));
    }

    std::string make_subcommands(const CLI::App* app, CLI::AppFormatMode mode) const override {
        auto text = CLI::Formatter::make_subcommands(app, mode);
        const std::string heading = "Subcommands:";
        if (const auto at = text.find(heading); at != std::string::npos)
            text.replace(at, heading.size(), say(Text::subcommands) + ":");
        return text;
    }

    /// CLI11 counts bytes, so its columns are not aligned in these languages.
    std::string make_option(const CLI::Option* option, bool positional) const override {
        const auto width = get_column_width();
        std::string text = "  " + make_option_name(option, positional) + make_option_opts(option);
        if (characters(text) >= width) text += "\n" + std::string(width, ' ');
        const auto begin = text.rfind('\n') + 1;
        const auto shown = characters(text.substr(begin));
        return text + std::string(width - std::min(shown, width), ' ') + make_option_desc(option) + "\n";
    }
};

}  // namespace

std::string complaint_about(const CLI::Error& wrong) {
    const std::string text = wrong.what();
    constexpr std::string_view required = " is required";
    constexpr std::string_view expected = " not expected: ";
    if (text == "A subcommand is required") return say(Text::subcommand_required);
    if (text.ends_with(required))
        return say(Text::argument_required,
                   {std::string_view(text).substr(0, text.size() - required.size())});
    if (const auto at = text.find(expected); at != std::string::npos)
        return say(Text::not_expected, {std::string_view(text).substr(at + expected.size())});
    return say(Text::wrong_arguments, {text});
}

void translate_help(CLI::App& app) {
    app.set_help_flag("-h,--help", say(Text::print_help));
    if (spoken_language() == Language::english) return;
    app.formatter(std::make_shared<HelpFormatter>());
    app.failure_message([](const CLI::App*, const CLI::Error& wrong) {
        return complaint_about(wrong) + "\n" + say(Text::run_with_help) + "\n";
    });
}

}  // namespace tillpoints::cli
