#include "adapters/cli/commands.hpp"
#include "adapters/cli/configuration.hpp"
#include "adapters/cli/messages.hpp"

namespace tillpoints::cli {
namespace {

/// Every leaf of `whole` with its path, and where it comes from: a place in a file, or the default.
class Leaves {
  public:
    explicit Leaves(const Json& origins) : origins_(origins) {}

    Json of(const Json& whole, const Json& stated) {
        add(whole, stated, "", "");
        return std::move(out_);
    }

  private:
    void add(const Json& whole, const Json& stated, const std::string& path, const std::string& pointer) {
        for (const auto& [name, value] : whole.items()) {
            const auto place = path.empty() ? name : path + "." + name;
            const auto at = pointer + "/" + name;
            const bool given = stated.is_object() && stated.contains(name);
            if (value.is_object()) {
                add(value, given ? stated[name] : Json(), place, at);
                continue;
            }
            Json leaf{{"setting", place}, {"value", value}, {"from", given ? "file" : "default"}};
            if (origins_.is_object() && origins_.contains(at)) leaf.update(origins_[at]);
            out_.push_back(std::move(leaf));
        }
    }

    const Json& origins_;
    Json out_ = Json::array();
};

}  // namespace

Json leaves_of(const Json& whole, const Json& stated, const Json& origins) {
    return Leaves(origins).of(whole, stated);
}

Json settings_of(const Library& library, const WholeConfiguration& whole) {
    Reports reports;
    if (library.diagnosis().configuration(text_of(whole.text), &Reports::collect, &reports) != TILLPOINTS_OK)
        throw WrongConfiguration(say(Text::wrong_configuration), reports.only());
    return leaves_of(Json::parse(reports.only()), Json::parse(whole.text), whole.origins);
}

ExitCode show_config(const Library& library, const std::string& file, bool json) {
    const auto leaves = settings_of(library, read_configuration(library, file));
    if (json) return std::printf("%s\n", leaves.dump().c_str()), exit_ok;
    Table table({say(Text::column_setting), say(Text::column_value), say(Text::column_from)});
    for (const auto& leaf : leaves) {
        const auto place = place_cell(leaf);
        table.add({cell(leaf, "setting"), cell(leaf, "value"),
                   leaf["from"] == "default" ? say(Text::from_default)
                   : place == "-"            ? say(Text::from_file)
                                             : place});
    }
    std::fputs(table.text().c_str(), stdout);
    return exit_ok;
}

}  // namespace tillpoints::cli
