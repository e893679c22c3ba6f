#pragma once
#include <set>
#include <string>
#include <vector>

#include "protocol/http.hpp"
#include "protocol/json.hpp"

namespace tillpoints::openapi {

/// An OpenAPI description, and what HTTP messages are worth by it.
class Description {
  public:
    /// Throws std::logic_error if the description uses what the check does not know.
    explicit Description(Json document);
    static Description load(const std::string& file);

    /// What is wrong with the answer, and with the request if the answer accepts it (2xx). A request the
    /// description does not name must be answered with an error it does describe.
    std::vector<std::string> faults(const HttpRequest& request, const HttpAnswer& answer) const;
    /// The same for people: both messages and what is wrong, in several lines; empty if nothing is.
    std::string complaint(const HttpRequest& request, const HttpAnswer& answer) const;

    /// Every answer described: "POST /operations 400 insufficientFunds", "GET /settings 200".
    std::set<std::string> answers() const;
    /// Which of `answers` this is; empty for a request the description does not name.
    std::string answer_name(const HttpRequest& request, const HttpAnswer& answer) const;

    const Json& document() const { return document_; }

  private:
    struct Place {
        std::string path;
        const Json* item = nullptr;
        const Json* operation = nullptr;
    };
    Place place_of(const HttpRequest& request) const;
    const Json* response_of(const Place& place, int status) const;
    void check_answer(const Json& response, const HttpAnswer& answer, std::vector<std::string>& faults) const;
    void check_request(const Place& place, const HttpRequest& request,
                       std::vector<std::string>& faults) const;
    void check_query(const Place& place, const HttpRequest& request, std::vector<std::string>& faults) const;

    Json document_;
};

}  // namespace tillpoints::openapi
