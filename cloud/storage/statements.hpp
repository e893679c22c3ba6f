#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "cloud/storage/connection.hpp"

namespace tillpoints::cloud {

/// The statements a connection has prepared, by their text.
class Statements {
  public:
    Statement& find_or(std::string_view sql, const std::function<std::unique_ptr<Statement>()>& prepare) {
        auto found = kept_.find(sql);
        if (found == kept_.end()) found = kept_.emplace(std::string(sql), prepare()).first;
        return *found->second;
    }

  private:
    std::map<std::string, std::unique_ptr<Statement>, std::less<>> kept_;
};

}  // namespace tillpoints::cloud
