#pragma once
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "shop.hpp"

namespace tillpoints::test {

struct Outcome {
    int code = -1;
    std::string text;
};

/// The command line that runs the tool that was built with the library that was built.
std::vector<std::string> tool_command(const std::vector<std::string>& arguments);

/// Runs the technician's tool with the shop's configuration.
class Technician {
  public:
    explicit Technician(const Shop& shop)
        : Technician(shop.cloud.config(shop.data_directory(), Json::object())) {}
    explicit Technician(const Json& config) { write_file(folder_ / "config.json", config.dump()); }

    Outcome run(std::vector<std::string> arguments) const {
        const auto output = folder_ / "output";
        write_file(output, "");
        auto process = start(std::move(arguments), output);
        const int code = process->wait(30);
        return {code, read_file(output)};
    }

    std::unique_ptr<Process> start(std::vector<std::string> arguments, const std::string& output) const {
        arguments.insert(arguments.end(), {"--config", folder_ / "config.json", "--json"});
        return std::make_unique<Process>(tool_command(arguments), output);
    }

    /// `config check` of another configuration than the shop's.
    Outcome check_config(const Json& config, std::vector<std::string> more = {}) const {
        const auto file = folder_ / "checked.json";
        const auto output = folder_ / "output";
        write_file(file, config.dump());
        write_file(output, "");
        std::vector<std::string> arguments{"config", "check", file};
        arguments.insert(arguments.end(), more.begin(), more.end());
        Process process(tool_command(arguments), output);
        const int code = process.wait(30);
        return {code, read_file(output)};
    }

    Outcome decide(const std::string& action, const std::string& number,
                   std::vector<std::string> more = {}) const {
        std::vector<std::string> arguments{"queue", action,     number,           "--by",
                                           "Aigul", "--reason", "the owner asked"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run(std::move(arguments));
    }

    /// `receipt closed ...` or `receipt cancelled ...`
    Outcome resolve(const std::string& action, const std::string& receipt,
                    std::vector<std::string> more = {}) const {
        std::vector<std::string> arguments{
            "receipt", action, receipt, "--by", "Aigul", "--reason", "the drive's archive"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run(std::move(arguments));
    }
    /// The open receipts by id.
    Json open_receipts() const {
        Json receipts = Json::object();
        std::istringstream lines(run({"receipt", "list"}).text);
        for (std::string line; std::getline(lines, line);) {
            auto receipt = Json::parse(line);
            const std::string id = receipt.at("receipt_id");
            receipts[id] = std::move(receipt);
        }
        return receipts;
    }

    Json shown(const std::string& number) const { return Json::parse(run({"queue", "show", number}).text); }
    std::string state_of(const std::string& number) const { return shown(number).at("fact").at("state"); }

    std::string scratch() const { return folder_ / "scratch"; }

  private:
    Folder folder_;
};

}  // namespace tillpoints::test
