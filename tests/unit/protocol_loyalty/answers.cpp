#include <catch2/catch.hpp>

#include "protocol/loyalty/wire.hpp"

using namespace tillpoints;
using namespace tillpoints::loyalty;

namespace {

const Errc refusals[] = {Errc::bad_request,
                         Errc::invalid_checksum,
                         Errc::withdraw_not_permitted,
                         Errc::insufficient_funds,
                         Errc::discount_limit_exceeded,
                         Errc::purchase_by_phone_disabled,
                         Errc::participant_blocked,
                         Errc::unauthorized,
                         Errc::forbidden,
                         Errc::not_found,
                         Errc::company_inactive,
                         Errc::cashier_not_found,
                         Errc::receipt_exists,
                         Errc::too_many_requests,
                         Errc::server_failed,
                         Errc::confirmation_required,
                         Errc::confirmation_wrong,
                         Errc::confirmation_unavailable};

}  // namespace

TEST_CASE("every refusal has a name and a status that lead back to it") {
    for (const auto code : refusals) {
        INFO(name_of(code));
        CHECK(errc_of(status_of(code), error_code_of(code)) == code);
    }
}

TEST_CASE("an unknown error code is judged by its HTTP status") {
    CHECK(errc_of(400, "priceListOnly") == Errc::cloud_error);
    CHECK(errc_of(401, "whatever") == Errc::unauthorized);
    CHECK(errc_of(403, "") == Errc::forbidden);
    CHECK(errc_of(404, "goodsOrder.notFound") == Errc::not_found);
    CHECK(errc_of(429, "badRequest") == Errc::too_many_requests);
    CHECK(errc_of(500, "notFound") == Errc::server_failed);
    CHECK(errc_of(503, "") == Errc::server_failed);
}

TEST_CASE("a malformed request is answered 400, a failure inside the cloud 500") {
    CHECK(status_of(Errc::invalid_json) == 400);
    CHECK(error_code_of(Errc::missing_field) == "badRequest");
    CHECK(status_of(Errc::storage_failed) == 500);
    CHECK(error_code_of(Errc::storage_failed) == "internalError");
}

TEST_CASE("points in an answer are rounded down, money half up") {
    const auto operation = operation_from(
        parse_json(R"({"id":1,"dateCreated":"2026-01-01T00:00:00,5+03:00","state":"NORMAL","points":-10.999,
                       "total":100.005,"cash":89.004})")
            .value());
    REQUIRE(operation.has_value());
    CHECK(operation->points == Points(-1099));
    CHECK(operation->total == Money(10001));
    CHECK(operation->cash == Money(8900));
    CHECK(to_text(operation->created) == "2025-12-31T21:00:00.500Z");
}

TEST_CASE("percent fields of a calculation are never read") {
    const auto call = Call(Calculate{ByCode{"1"}, Money(100), {}, {}, Points()});
    const auto with = [&](const char* percent) {
        return answer_of(call,
                         {200,
                          {},
                          std::string(R"({"user":{"displayName":"x","participant":{"points":1}},"purchase":
            {"maxPoints":1,"total":1,"points":0,"cash":1,"discountPercent":)") +
                              percent + "}}"})
            .value();
    };
    CHECK(with("30") == with("0.3"));
    CHECK(with("30") == with("\"thirty\""));
}

TEST_CASE("every nullable key is present in what the server writes") {
    const auto operation = to_json(Operation());
    for (const auto* key :
         {"customer", "cashier", "branch", "certificatePoints", "receiptNumber", "origin"}) {
        REQUIRE(operation.find(key) != nullptr);
        CHECK(operation.find(key)->is_null());
    }
    const auto customer = to_json(Customer());
    for (const auto* key : {"uid", "avatar", "gender", "phone", "birthDate", "channelName", "email"})
        CHECK((customer.find(key) && customer.find(key)->is_null()));
    for (const auto* key : {"id", "inviterId", "note", "membershipTier", "dateCreated", "lastTransactionTime",
                            "pointsExpireIn"})
        CHECK(
            (customer.find("participant")->find(key) && customer.find("participant")->find(key)->is_null()));
}

TEST_CASE("settings without a member that decisions need are refused, and the member is named") {
    const auto settings =
        settings_from(parse_json(R"({"id":1,"currency":"RUB","baseDiscountPolicy":"MAYBE"})").value());
    REQUIRE(settings.has_error());
    CHECK(settings.error().where == "baseDiscountPolicy");
}

TEST_CASE("a confirmation, and which redemptions need one, come back as they were written") {
    Confirmation confirmation{"c7", ConfirmBy::pin, Points(50000), *parse_timestamp("2026-01-01T00:02:00Z"),
                              true};
    CHECK(answer_of(Call(GiveConfirmation{"c7", "4711"}), answer_to_http(confirmation)).value() ==
          Answer(confirmation));
    Calculated calculated;
    calculated.confirm_above = Points(30000);
    CHECK(answer_of(Call(Calculate()), answer_to_http(calculated)).value() == Answer(calculated));
    Found found;
    found.confirm_above = Points();
    CHECK(answer_of(Call(FindCustomer()), answer_to_http(found)).value() == Answer(found));
    Settings settings;
    settings.confirmation = ConfirmationRule{Points(30000), true};
    CHECK(settings_from(to_json(settings)).value() == settings);
    settings.confirmation = ConfirmationRule{{}, true};
    CHECK(settings_from(to_json(settings)).value() == settings);
}

TEST_CASE("a cloud that knows no confirmations writes nothing of them") {
    CHECK(answer_to_http(Found()).body.find("Confirmation") == std::string::npos);
    CHECK(answer_to_http(Calculated()).body.find("Confirmation") == std::string::npos);
    CHECK(dump(to_json(Settings())).find("Confirmation") == std::string::npos);
}

TEST_CASE("what cannot be read as a rule of confirmations is no rule, and spoils no answer") {
    const auto found = [](const char* rule) {
        const auto body =
            std::string(R"({"user":{"participant":{"id":1,"points":5}},"code":null,"type":"PURCHASE",)") +
            R"("purchase":null,"redemptionConfirmation":)" + rule + "}";
        return std::get<Found>(answer_of(Call(FindCustomer()), {200, {}, body}).value()).confirm_above;
    };
    CHECK(found(R"({"above":300})") == Points(30000));
    for (const auto* odd :
         {"null", "7", "[]", "{}", R"({"above":-1})", R"({"above":"many"})", R"({"byPhone":true})"})
        CHECK_FALSE(found(odd));
    Settings settings;
    settings.confirmation = ConfirmationRule{Points(-100), true};
    CHECK(settings_from(to_json(settings)).value().confirmation == ConfirmationRule{{}, true});
}
