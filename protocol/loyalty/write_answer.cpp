#include "protocol/loyalty/wire.hpp"
#include "protocol/loyalty/words.hpp"

namespace tillpoints::loyalty {
namespace {

/// Other clouds do not know the member, so there is none unless it says something.
void put_confirm_above(Json& json, const std::optional<Points>& above) {
    if (above) json.set("redemptionConfirmation", Json::object({{"above", number_of(*above)}}));
}

struct AnswerWriter {
    PercentForm form;

    Json operator()(const Settings& settings) const { return to_json(settings); }
    Json operator()(const Operation& operation) const { return to_json(operation); }
    Json operator()(const Customer& customer) const { return to_json(customer); }
    Json operator()(const Accepted& accepted) const {
        return Json::object({{"accepted", accepted.accepted}});
    }

    Json operator()(const Found& found) const {
        Json json = Json::object({{"user", to_json(found.user)},
                                  {"code", or_null(found.code)},
                                  {"type", find_type_words[static_cast<std::size_t>(found.type)]},
                                  {"purchase", found.purchase ? to_json(*found.purchase, form) : Json()}});
        put_confirm_above(json, found.confirm_above);
        return json;
    }

    Json operator()(const Calculated& calculated) const {
        Json json = Json::object(
            {{"user", to_json(calculated.user)}, {"purchase", to_json(calculated.purchase, form)}});
        put_confirm_above(json, calculated.confirm_above);
        return json;
    }

    Json operator()(const OperationPage& page) const {
        Json rows = Json::array();
        for (const auto& row : page.rows) rows.push(to_json(row));
        return Json::object({{"rows", std::move(rows)}, {"total", 0}, {"cursor", or_null(page.cursor)}});
    }

    Json operator()(const CustomerPage& page) const {
        Json rows = Json::array();
        for (const auto& row : page.rows) rows.push(to_json(row));
        return Json::object({{"rows", std::move(rows)}, {"cursor", or_null(page.cursor)}});
    }

    Json operator()(const TagList& tags) const {
        return Json::object({{"rows", to_json(tags.rows)}, {"total", tags.rows.size()}});
    }

    Json operator()(const Voucher& voucher) const {
        return Json::object({{"code", voucher.code},
                             {"qrCodeText", voucher.qr_code_text},
                             {"qrCode128", or_null(voucher.qr_code_128)},
                             {"qrCode256", or_null(voucher.qr_code_256)},
                             {"expiresIn", time_or_null(voucher.expires)},
                             {"points", number_of(voucher.points)}});
    }

    Json operator()(const Confirmation& confirmation) const {
        return Json::object({{"id", confirmation.id},
                             {"by", word_of(confirm_words, confirmation.by)},
                             {"points", number_of(confirmation.points)},
                             {"expires", to_text(confirmation.expires)},
                             {"given", confirmation.given}});
    }

    Json operator()(const Refusal& refusal) const {
        Json json = Json::object({{"errorCode", refusal.error_code}, {"message", refusal.message}});
        if (refusal.errors.empty()) return json;
        Json errors = Json::array();
        for (const auto& error : refusal.errors) {
            Json item = Json::object({{"errorCode", error.code}, {"message", error.message}});
            if (error.field) item.set("field", *error.field);
            if (error.value) item.set("value", *error.value);
            errors.push(std::move(item));
        }
        json.set("errors", std::move(errors));
        return json;
    }
};

int status_for(const Answer& answer) {
    if (const auto* refusal = std::get_if<Refusal>(&answer)) return refusal->status;
    return std::holds_alternative<Accepted>(answer) ? 202 : 200;
}

}  // namespace

HttpAnswer answer_to_http(const Answer& answer, PercentForm form) {
    HttpAnswer out{status_for(answer),
                   {{"Content-Type", "application/json;charset=utf-8"}},
                   dump(std::visit(AnswerWriter{form}, answer))};
    const auto* refusal = std::get_if<Refusal>(&answer);
    if (refusal && refusal->retry_after)
        out.headers.emplace_back("Retry-After", std::to_string(refusal->retry_after->count()));
    return out;
}

}  // namespace tillpoints::loyalty
