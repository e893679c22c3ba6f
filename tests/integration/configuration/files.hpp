#pragma once
#include <nlohmann/json.hpp>
#include <string>

/// A configuration's files in a folder of their own, and the programs that read them.
namespace tillpoints::test {

struct Outcome {
    int code = -1;
    std::string out;
    std::string err;
    nlohmann::ordered_json json() const { return nlohmann::ordered_json::parse(out); }
};

class ConfigurationFiles {
  public:
    ConfigurationFiles();
    ~ConfigurationFiles();

    std::string path(const std::string& name) const { return folder_ + "/" + name; }
    std::string config() const { return path("config.json"); }
    /// Writes a file with mode 0644, in the folder or below it.
    std::string write(const std::string& name, const std::string& text) const;
    /// A drop-in of config.json.
    std::string drop_in(const std::string& name, const std::string& text) const {
        return write("config.json.d/" + name, text);
    }
    std::string text_of(const std::string& name) const;
    /// The names in the folder and in config.json.d, sorted.
    std::vector<std::string> names() const;

    /// Runs a program in the folder, in English, at most half a minute.
    Outcome run(const std::string& command, const std::string& input = "") const;
    Outcome tool(const std::string& arguments, const std::string& input = "") const;

  private:
    std::string folder_;
};

}  // namespace tillpoints::test
