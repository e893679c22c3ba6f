#include "cloud/console/routes.hpp"

#include "cloud/company/picture.hpp"
#include "cloud/console/accounting_calls.hpp"
#include "cloud/console/campaign_calls.hpp"
#include "cloud/console/campaign_sample.hpp"
#include "cloud/console/company_calls.hpp"
#include "cloud/console/contact_calls.hpp"
#include "cloud/console/customer_calls.hpp"
#include "cloud/console/draw_calls.hpp"
#include "cloud/console/goods_calls.hpp"
#include "cloud/console/instruction_calls.hpp"
#include "cloud/console/note_calls.hpp"
#include "cloud/console/order_calls.hpp"
#include "cloud/console/people_calls.hpp"
#include "cloud/console/person_calls.hpp"
#include "cloud/console/point_calls.hpp"
#include "cloud/console/programme_calls.hpp"
#include "cloud/console/rating_calls.hpp"
#include "cloud/console/report_calls.hpp"
#include "cloud/console/sheet_calls.hpp"
#include "cloud/console/source_calls.hpp"
#include "cloud/console/target_calls.hpp"
#include "cloud/console/terminal_calls.hpp"
#include "cloud/console/training_calls.hpp"
#include "cloud/console/training_results.hpp"

namespace tillpoints::cloud {
namespace {

constexpr RoleSet managers = of_role(Role::manager);
constexpr RoleSet marketers = of_role(Role::marketer);
constexpr RoleSet accountants = of_role(Role::accountant);
constexpr RoleSet employees = of_role(Role::employee);

constexpr ConsoleRoute routes[] = {
    {"GET", "/session", nobody, Ready::not_needed, nullptr},
    {"POST", "/sign-in", nobody, Ready::not_needed, nullptr},
    {"POST", "/sign-out", every_role, Ready::not_needed, nullptr},
    {"POST", "/password", every_role, Ready::not_needed, nullptr},
    {"POST", "/second-factor/offer", every_role, Ready::not_needed, offer_second_factor},
    {"POST", "/second-factor/confirm", every_role, Ready::not_needed, confirm_second_factor},

    {"GET", "/people", owners, Ready::needed, list_people},
    {"POST", "/people/add", owners, Ready::needed, add_person, true},
    {"POST", "/people/block", owners, Ready::needed, block_person},
    {"POST", "/people/reset", owners, Ready::needed, reset_person, true},
    {"POST", "/people/sign-out", owners, Ready::needed, sign_person_out},
    {"GET", "/actions", owners, Ready::needed, list_actions},

    {"GET", "/report", owners | marketers | accountants, Ready::needed, show_month, false, nullptr,
     Use::read_much},
    {"GET", "/report/operations", owners | accountants, Ready::needed, show_behind, false, nullptr,
     Use::read_much},
    {"POST", "/report/file", owners | marketers | accountants, Ready::needed, nullptr, false, report_file,
     Use::read_much},
    {"GET", "/staff", owners | managers | accountants | employees, Ready::needed, show_staff, false, nullptr,
     Use::read_much},
    {"POST", "/staff/target", owners | managers, Ready::needed, set_target},
    {"POST", "/staff/file", owners | managers | accountants | employees, Ready::needed, nullptr, false,
     staff_file, Use::read_much},
    {"GET", "/ratings", owners | managers | marketers, Ready::needed, show_ratings},
    {"POST", "/ratings/answer", owners | managers | marketers, Ready::needed, answer_rating},

    {"GET", "/training", every_role, Ready::needed, show_own_training},
    {"GET", "/training/instruction", every_role, Ready::needed, show_instruction},
    {"POST", "/training/read", every_role, Ready::needed, read_instruction},
    {"POST", "/training/test", every_role, Ready::needed, begin_test},
    {"POST", "/training/answers", every_role, Ready::needed, answer_test},
    {"GET", "/training/instructions", owners | managers, Ready::needed, list_instructions},
    {"GET", "/training/edit", owners | managers, Ready::needed, edit_instruction},
    {"POST", "/training/write", owners | managers, Ready::needed, write_instruction},
    {"POST", "/training/retire", owners | managers, Ready::needed, retire_instruction},
    {"GET", "/training/results", owners | managers, Ready::needed, show_training_results},

    {"GET", "/accounting", owners | accountants, Ready::needed, show_accounting, false, nullptr,
     Use::read_much},
    {"GET", "/accounting/file", owners | accountants, Ready::needed, nullptr, false, accounting_file,
     Use::read_much},
    {"POST", "/accounting/close", owners | accountants, Ready::needed, nullptr, false, close_accounting},

    {"POST", "/customers/find", owners | managers | marketers, Ready::needed, search_customers, false,
     nullptr, Use::read},
    {"POST", "/customers/file", owners, Ready::needed, nullptr, false, customers_file, Use::read_much},
    {"POST", "/customers/show", owners | managers | marketers, Ready::needed, open_customer},
    {"POST", "/customers/operations", owners | managers | marketers, Ready::needed, customer_history, false,
     nullptr, Use::read},
    {"POST", "/customers/block", owners | managers, Ready::needed, block_customer_for},
    {"POST", "/customers/tags", owners | managers | marketers, Ready::needed, tag_customer},
    {"POST", "/customers/notes/add", owners | managers | marketers, Ready::needed, add_note},
    {"POST", "/customers/notes/remove", owners | managers | marketers, Ready::needed, remove_note},
    {"POST", "/customers/export", owners, Ready::needed, nullptr, false, export_customer, Use::read_much},
    {"POST", "/customers/erase", owners, Ready::needed, erase_customer},
    {"POST", "/customers/points", owners | managers, Ready::needed, give_points},
    {"POST", "/contacts/check", owners | marketers, Ready::needed, nullptr, false, check_contacts},
    {"POST", "/contacts/import", owners | marketers, Ready::needed, nullptr, false, import_contacts},
    {"GET", "/points", owners | managers, Ready::needed, list_point_requests},
    {"POST", "/points/decide", owners | managers, Ready::needed, decide_points},

    {"POST", "/segments/count", owners | marketers, Ready::needed, count_segment, false, nullptr,
     Use::read_some},
    {"GET", "/segments/branches", owners | marketers, Ready::needed, list_segment_branches},
    {"GET", "/campaigns", owners | marketers, Ready::needed, list_campaigns_of_console},
    {"GET", "/campaigns/show", owners | marketers, Ready::needed, show_campaign, false, nullptr,
     Use::read_some},
    {"POST", "/campaigns/start", owners | marketers, Ready::needed, start_campaign},
    {"POST", "/campaigns/sample", owners | marketers, Ready::needed, send_campaign_sample},
    {"POST", "/campaigns/stop", owners | marketers, Ready::needed, stop_campaign},
    {"GET", "/draws", owners | marketers, Ready::needed, list_draws},
    {"GET", "/draws/show", owners | marketers, Ready::needed, show_draw},
    {"POST", "/draws/count", owners | marketers, Ready::needed, count_participants, false, nullptr,
     Use::read_some},
    {"POST", "/draws/arrange", owners | marketers, Ready::needed, arrange_draw},
    {"POST", "/draws/draw", owners | marketers, Ready::needed, start_draw},
    {"GET", "/draws/file", owners | marketers, Ready::needed, nullptr, false, draw_file, Use::read_much},
    {"GET", "/sources", owners | marketers, Ready::needed, show_sources, false, nullptr, Use::read_much},
    {"POST", "/sources/name", owners | marketers, Ready::needed, name_source},
    {"GET", "/company", owners | managers, Ready::needed, show_own_company},
    {"POST", "/company/profile", owners, Ready::needed, change_company},
    {"POST", "/company/logo", owners, Ready::needed, change_logo},
    {"POST", "/company/branch", owners | managers, Ready::needed, change_branch},
    {"GET", "/goods", owners | managers | marketers, Ready::needed, list_goods_of_console},
    {"POST", "/goods/save", owners | marketers, Ready::needed, save_goods},
    {"POST", "/goods/remove", owners | marketers, Ready::needed, remove_goods},
    {"POST", "/goods/place", owners | marketers, Ready::needed, nullptr, false, place_goods},
    {"POST",
     "/goods/import",
     owners | marketers,
     Ready::needed,
     nullptr,
     false,
     import_goods,
     Use::by_method,
     {2u << 20}},
    {"POST",
     "/pictures",
     owners | marketers,
     Ready::needed,
     nullptr,
     false,
     take_picture,
     Use::by_method,
     {largest_picture, true}},
    {"GET", "/pictures/show", owners | managers | marketers, Ready::needed, nullptr, false, send_picture},
    {"GET", "/programme", owners | managers | marketers | accountants, Ready::needed, show_programme},
    {"GET", "/programme/versions", owners | managers | marketers | accountants, Ready::needed,
     list_programme_versions},
    {"POST", "/programme/check", owners | marketers, Ready::needed, check_programme, false, nullptr,
     Use::read},
    {"POST", "/programme/try", owners | marketers, Ready::needed, nullptr, false, try_programme},
    {"GET", "/programme/try", owners | marketers, Ready::needed, nullptr, false, show_trial},
    {"POST", "/programme/save", owners, Ready::needed, nullptr, false, save_programme},
    {"POST", "/programme/withdraw", owners, Ready::needed, nullptr, false, withdraw_programme},
    {"GET", "/terminals", owners | managers, Ready::needed, show_terminals},
    {"GET", "/orders", owners | managers | employees, Ready::needed, list_orders},
    {"POST", "/orders/step", owners | managers | employees, Ready::needed, step_order},
};

}  // namespace

std::span<const ConsoleRoute> console_routes() {
    return routes;
}

}  // namespace tillpoints::cloud
