#pragma once
#include <string>

#include "adapters/cli/input.hpp"
#include "adapters/cli/library.hpp"
#include "adapters/cli/table.hpp"

namespace tillpoints::cli {

/// A configuration with its drop-ins, as the library merges them.
struct WholeConfiguration {
    std::string text;
    /// JSON pointer -> {"file","line"} of each value that a file states. Null: not known, because the text
    /// comes from standard input or the library is of an earlier version.
    Json origins;
};

/// A configuration that is refused; `report` is the library's {"problems":[...]}.
struct WrongConfiguration : BadInput {
    WrongConfiguration(const std::string& what, std::string problems)
        : BadInput(what), report(std::move(problems)) {}
    std::string report;
};

/// Reads a file and its drop-ins; "-" is standard input, which has none. Throws BadInput for a file that is
/// not there, WrongConfiguration for what the library refuses.
WholeConfiguration read_configuration(const Library& library, const std::string& file);

/// Every leaf of `whole`, as settings_of tells it; `stated`: what stands in files.
Json leaves_of(const Json& whole, const Json& stated, const Json& origins);

/// Every setting: [{"setting":"cloud.base_url","value","from":"file|default","file","line"}], file and line
/// where they are known. Throws WrongConfiguration.
Json settings_of(const Library& library, const WholeConfiguration& whole);

/// The problems of a report with the file and line where each setting is stated.
std::string with_origins(const std::string& report, const Json& origins);

/// The place of an entry with "file" and "line" for a person: "FILE:LINE", "FILE", "LINE", or "-".
std::string place_cell(const Json& entry);

}  // namespace tillpoints::cli
