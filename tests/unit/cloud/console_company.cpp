#include "cloud/company/picture.hpp"
#include "console_desk.hpp"

using namespace tillpoints;
using namespace tillpoints::cloud;
using namespace tillpoints::cloud::test;

/// What people of the company tell its customers.
namespace {

struct CompanyDesk : ConsoleDesk {
    Browser owner = somebody("olga", Role::owner);
    Browser manager = somebody("marat", Role::manager);  // of the branch "Centre", which is the first

    Json company() { return ok(get(owner, "/company")); }
    Json branch(std::size_t at) { return company().find("branches")->items()->at(at); }
    std::string uploaded() { return *ok(upload(owner, png_of(10, 20))).find("id")->string(); }
};

std::string text_in(const Json& json, const char* key) {
    return *json.find(key)->string();
}

std::vector<std::string> fields_in(const HttpAnswer& answer) {
    std::vector<std::string> out;
    const auto body = parse_json(answer.body).value();
    for (const auto& field : *body.find("error")->find("fields")->items())
        out.push_back(*field.find("field")->string() + " " + *field.find("code")->string());
    return out;
}

using Fields = std::vector<std::string>;

}  // namespace

TEST_CASE(
    "an owner tells customers of the company and of every branch, and each change is in the audit log") {
    CompanyDesk desk;
    desk.ok(desk.post(desk.owner, "/company/profile",
                      R"({"name":"Shop <script>","description":{"ru":"О нас"},"site":"https://shop.kz"})"));
    desk.ok(desk.post(desk.owner, "/company/branch",
                      R"({"name":"North","address":"Street 1","hours":{"monday":"10-20"}})"));
    desk.ok(desk.post(desk.owner, "/company/branch", R"({"branch":1,"name":"Centre square","closed":true})"));
    CHECK(text_in(*desk.company().find("profile"), "name") == "Shop <script>");
    CHECK(text_in(desk.branch(0), "name") == "Centre square");
    CHECK(*desk.branch(0).find("closed")->boolean());
    CHECK(text_in(*desk.branch(1).find("hours"), "monday") == "10:00-20:00");
    CHECK(desk.actions() == std::vector<std::string>{"branch_changed", "branch_changed", "company_changed",
                                                     "signed_in", "signed_in"});
}

TEST_CASE("a manager changes the own branch, and neither another one, a new one, the profile nor the logo") {
    CompanyDesk desk;
    desk.ok(desk.post(desk.owner, "/company/branch", R"({"name":"North"})"));
    desk.ok(desk.post(desk.manager, "/company/branch", R"({"branch":1,"name":"Centre","address":"Here"})"));
    CHECK(text_in(desk.branch(0), "address") == "Here");
    for (const auto* body :
         {R"({"branch":2,"name":"Mine"})", R"({"name":"Mine"})", R"({"branch":9,"name":"Mine"})"})
        CHECK(ConsoleDesk::code_in(desk.post(desk.manager, "/company/branch", body)) == "wrong_branch");
    for (const auto* path : {"/company/profile", "/company/logo", "/pictures"})
        CHECK(ConsoleDesk::code_in(desk.post(desk.manager, path, "{}")) == "wrong_role");
    const auto seen = desk.ok(desk.get(desk.manager, "/company"));
    CHECK(*seen.find("may_edit")->boolean() == false);
    CHECK(*seen.find("branches")->items()->at(0).find("may_edit")->boolean());
    CHECK_FALSE(*seen.find("branches")->items()->at(1).find("may_edit")->boolean());
}

TEST_CASE("a refused form names each of its fields, and nothing of it is kept") {
    CompanyDesk desk;
    const auto wrong =
        desk.post(desk.owner, "/company/branch", R"({"branch":1,"phone":"x","hours":{"sunday":"all day"}})");
    CHECK(wrong.status == 400);
    CHECK(fields_in(wrong) ==
          Fields{"name missing_field", "phone invalid_value", "hours.sunday invalid_value"});
    CHECK(fields_in(desk.post(desk.owner, "/company/profile", R"({"site":"javascript:alert"})")) ==
          Fields{"site invalid_value"});
    desk.ok(desk.post(desk.owner, "/company/branch", R"({"name":"North"})"));
    for (const auto* body : {R"({"name":"North"})", R"({"branch":1,"name":"North"})"})
        CHECK(fields_in(desk.post(desk.owner, "/company/branch", body)) == Fields{"name duplicate"});
    CHECK(desk.post(desk.owner, "/company/branch", R"({"branch":77,"name":"x"})").status == 404);
    CHECK(fields_in(desk.post(desk.owner, "/company/branch", R"({"name":"   "})")) ==
          Fields{"name missing_field"});
    CHECK(text_in(desk.branch(0), "phone").empty());
}

TEST_CASE("a logo is shown with the type that its bytes have, whatever its sender says") {
    CompanyDesk desk;
    const auto id = text_in(desk.ok(desk.upload(desk.owner, png_of(10, 20), "image/svg+xml")), "id");
    desk.ok(desk.post(desk.owner, "/company/logo", R"({"picture":")" + id + R"("})"));
    CHECK(text_in(desk.company(), "logo") == id);
    const auto shown = desk.get(desk.owner, "/pictures/show?id=" + id);
    CHECK(shown.status == 200);
    CHECK(header_of(shown.headers, "Content-Type") == "image/png");
    CHECK(header_of(shown.headers, "X-Content-Type-Options") == "nosniff");
    CHECK(header_of(shown.headers, "Content-Security-Policy").find("default-src 'none'") !=
          std::string::npos);
    CHECK(shown.body == png_of(10, 20));
    desk.ok(desk.post(desk.owner, "/company/logo", R"({"picture":null})"));
    CHECK(desk.company().find("logo")->is_null());
}

TEST_CASE("what is no picture, too wide or nobody's upload becomes no logo") {
    CompanyDesk desk;
    for (const auto* bytes :
         {"", "<svg onload='alert(1)'/>", "<script>alert(1)</script>", "GIF89a____________"})
        CHECK(ConsoleDesk::code_in(desk.upload(desk.owner, bytes)) == "not_a_picture");
    auto wide = png_of(10, 10);
    wide[18] = '\x20';
    CHECK(ConsoleDesk::code_in(desk.upload(desk.owner, wide)) == "picture_too_wide");
    CHECK(ConsoleDesk::code_in(desk.upload(desk.owner, png_of(1, 1), "text/html")) == "wrong_type");
    for (const auto* id : {"x", "../../api.key", "0b8bd2d2-2b0a-4cf2-8a6c-2a2dfd8b8ae0"}) {
        CHECK(desk.post(desk.owner, "/company/logo", R"({"picture":")" + std::string(id) + R"("})").status ==
              400);
        CHECK(desk.get(desk.owner, "/pictures/show?id=" + std::string(id)).status == 404);
    }
    CHECK(std::filesystem::is_empty(desk.pictures.path));
}

TEST_CASE("a large body is read only from who may send it, and none is larger than a picture may be") {
    CompanyDesk desk;
    const auto admission_of = [&](const Browser& browser) {
        HttpRequest head{"POST", "/console/api/pictures", {}, {}};
        head.headers = {{"Host", "127.0.0.1:8490"},
                        {"Origin", "http://127.0.0.1:8490"},
                        {"Content-Type", "image/png"},
                        {"Cookie", browser.cookie},
                        {"Tillpoints-Page-Token", browser.token}};
        return desk.console.admit(head);
    };
    CHECK(admission_of(desk.owner).body_limit == largest_picture);
    CHECK_FALSE(admission_of(desk.owner).refused);
    CHECK(ConsoleDesk::code_in(admission_of(desk.owner).reply_unread().answer) == "too_large");
    CHECK(ConsoleDesk::code_in(admission_of(desk.manager).reply_unread().answer) == "wrong_role");
    CHECK(admission_of(desk.manager).refused);
    CHECK(ConsoleDesk::code_in(admission_of({}).reply_unread().answer) == "not_signed_in");
    CHECK(ConsoleDesk::code_in(admission_of({desk.owner.cookie, "x"}).reply_unread().answer) ==
          "wrong_page_token");
}

TEST_CASE("the logo stays when old pictures that nobody shows are removed") {
    CompanyDesk desk;
    const auto logo = desk.uploaded();
    const auto unused = desk.uploaded();
    desk.ok(desk.post(desk.owner, "/company/logo", R"({"picture":")" + logo + R"("})"));
    const auto later = desk.now + std::chrono::days(30);
    desk.storage->transact([&](Transaction& db) {
        db.images.remove_unused(later, later, 10);
        CHECK(db.images.find(logo));
        CHECK_FALSE(db.images.find(unused));
    });
}
