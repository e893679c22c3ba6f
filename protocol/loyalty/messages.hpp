#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "protocol/error.hpp"
#include "protocol/ids.hpp"
#include "protocol/json.hpp"
#include "protocol/money.hpp"
#include "protocol/phone.hpp"
#include "protocol/timestamp.hpp"

/// The loyalty cloud's messages (UDS Partner API v2) as values. Both sides use them: the plugin sends the
/// requests and reads the answers, the reference cloud reads the requests and writes the answers.
namespace tillpoints::loyalty {

enum class DiscountPolicy { apply_discount, charge_scores };

struct MembershipTier {
    std::string uid;  ///< "base" for the base tier
    std::string name;
    Percent rate;
    std::optional<Percent> max_scores_discount;  ///< the share of a receipt that may be paid with points
    std::optional<Money> total_cash_spent;       ///< condition: money spent
    std::optional<std::int64_t> effective_invited_count;
    friend bool operator==(const MembershipTier&, const MembershipTier&) = default;
};

struct LoyaltyProgram {
    MembershipTier base_tier;
    std::vector<MembershipTier> tiers;
    std::vector<Percent> referral_cashback_rates;
    std::optional<Percent> cashier_award;
    std::optional<Points> referral_reward;
    std::optional<Money> receipt_limit;
    std::optional<std::int64_t> defer_points_for_days;
    std::optional<Points> first_purchase_points;
    std::optional<Percent> max_scores_discount;
    friend bool operator==(const LoyaltyProgram&, const LoyaltyProgram&) = default;
};

/// Which redemptions the customer has to confirm. An extension of the reference cloud: others tell none.
struct ConfirmationRule {
    std::optional<Points> above;  ///< of more points than these; absent: none because of its size
    bool by_phone = false;        ///< every one of a customer who is identified by phone
    friend bool operator==(const ConfirmationRule&, const ConfirmationRule&) = default;
};

struct Settings {
    std::int64_t id = 0;
    std::string name;
    std::string promo_code;
    std::string currency;  ///< ISO 4217
    DiscountPolicy policy = DiscountPolicy::charge_scores;
    bool purchase_by_phone = false;
    bool use_points_by_phone = false;
    bool write_invoice = false;
    std::optional<std::string> slug;
    LoyaltyProgram program;
    std::optional<ConfirmationRule> confirmation = {};
    friend bool operator==(const Settings&, const Settings&) = default;
};

struct Participant {
    std::optional<ParticipantId> id;
    std::optional<std::int64_t> inviter_id;
    Points points;
    Percent discount_rate;
    Percent cashback_rate;
    Money cash_spent;
    Money saved_funds;
    std::int64_t invited_count = 0;
    std::int64_t effective_invited_count = 0;
    std::int64_t operations_count = 0;
    std::int64_t full_refunds_count = 0;
    std::optional<std::string> note;
    std::optional<MembershipTier> tier;
    std::optional<Timestamp> created;
    std::optional<Timestamp> last_transaction;
    std::optional<Timestamp> points_expire;
    friend bool operator==(const Participant&, const Participant&) = default;
};

struct Tag {
    std::int64_t id = 0;
    std::string name;
    friend bool operator==(const Tag&, const Tag&) = default;
};

enum class Gender { male, female, not_specified };

struct Customer {
    std::optional<CustomerUid> uid;
    std::optional<std::string> avatar;
    std::string display_name;
    std::optional<Gender> gender;
    std::optional<std::string> phone;
    std::optional<std::string> birth_date;
    std::optional<std::string> channel_name;
    std::optional<std::string> email;
    Participant participant;
    std::optional<std::vector<Tag>> tags;  ///< only in the detail of one customer
    friend bool operator==(const Customer&, const Customer&) = default;
};

/// What the cloud calculates for a receipt.
struct PurchaseCalc {
    Points max_points;
    Money total;
    Money skip_loyalty_total;
    Money unredeemable_total;
    Money discount_amount;
    Points points;
    Money net_discount;
    Points certificate_points;
    Money cash;        ///< to pay
    Money cash_total;  ///< cash and extras.delivery
    Points cash_back;  ///< points to be accrued
    std::optional<Percent> max_scores_discount;
    friend bool operator==(const PurchaseCalc&, const PurchaseCalc&) = default;
};

/// Who the customer is: one of these is sent.
struct ByCode {
    std::string code;
    friend bool operator==(const ByCode&, const ByCode&) = default;
};
struct ByUid {
    CustomerUid uid;
    friend bool operator==(const ByUid&, const ByUid&) = default;
};
struct ByPhone {
    Phone phone;
    friend bool operator==(const ByPhone&, const ByPhone&) = default;
};
using Identity = std::variant<ByCode, ByUid, ByPhone>;

struct Cashier {
    std::string external_id;  ///< [A-Za-z0-9_-]
    std::optional<std::string> name;
    friend bool operator==(const Cashier&, const Cashier&) = default;
};

// ---- calls -------------------------------------------------------------------------------------------

struct GetSettings {
    friend bool operator==(const GetSettings&, const GetSettings&) = default;
};

struct FindCustomer {
    Identity who;
    bool exchange_code = false;
    std::optional<Money> total;
    std::optional<Money> skip_loyalty_total;
    std::optional<Money> unredeemable_total;
    friend bool operator==(const FindCustomer&, const FindCustomer&) = default;
};

struct Calculate {
    Identity who;
    Money total;
    std::optional<Money> skip_loyalty_total;
    std::optional<Money> unredeemable_total;
    std::optional<Points> points;  ///< absent: the cloud assumes the maximum
    friend bool operator==(const Calculate&, const Calculate&) = default;
};

struct CreateOperation {
    Identity who;
    std::optional<Nonce> nonce;
    std::optional<Cashier> cashier;
    Money total;  ///< the bill after outside discounts, before points, without excluded goods
    Money cash;
    Points points;
    std::optional<std::string> number;
    std::optional<Money> skip_loyalty_total;
    std::optional<Money> unredeemable_total;
    std::optional<std::vector<std::int64_t>> tags;  ///< replace the customer's; absent: they stay
    std::optional<std::string> confirmation = {};   ///< the id of one that the customer gave
    friend bool operator==(const CreateOperation&, const CreateOperation&) = default;
};

struct GetOperation {
    OperationId id;
    friend bool operator==(const GetOperation&, const GetOperation&) = default;
};

struct ListOperations {
    int max = 10;  ///< 1 .. 50
    std::optional<std::int64_t> offset;
    std::optional<std::string> cursor;
    friend bool operator==(const ListOperations&, const ListOperations&) = default;
};

struct RefundOperation {
    OperationId id;
    std::optional<Money> partial_amount;  ///< in units of `total`, before points; absent: the whole
    friend bool operator==(const RefundOperation&, const RefundOperation&) = default;
};

struct Reward {
    Points points;  ///< negative takes away
    std::vector<ParticipantId> participants;
    std::optional<std::string> comment;
    std::optional<bool> silent;
    friend bool operator==(const Reward&, const Reward&) = default;
};

struct CreateVoucher {
    std::optional<Nonce> nonce;
    std::optional<Cashier> cashier;
    Money total;
    std::optional<std::string> number;
    std::optional<Money> skip_loyalty_total;
    friend bool operator==(const CreateVoucher&, const CreateVoucher&) = default;
};

struct ListCustomers {
    int max = 10;  ///< 1 .. 50
    std::optional<std::int64_t> offset;
    std::optional<std::string> cursor;
    friend bool operator==(const ListCustomers&, const ListCustomers&) = default;
};

struct GetCustomer {
    ParticipantId id;
    friend bool operator==(const GetCustomer&, const GetCustomer&) = default;
};

struct GetCustomerTags {
    ParticipantId id;
    friend bool operator==(const GetCustomerTags&, const GetCustomerTags&) = default;
};

/// Replaces the customer's whole set of tags.
struct SetCustomerTags {
    ParticipantId id;
    std::vector<std::int64_t> tags;
    friend bool operator==(const SetCustomerTags&, const SetCustomerTags&) = default;
};

/// All tags of the company.
struct ListTags {
    friend bool operator==(const ListTags&, const ListTags&) = default;
};

/// What a customer confirms a redemption with: a PIN of their own, or a code that is sent to them.
enum class ConfirmBy { pin, code };

/// Begins the confirmation of a redemption, and sends the customer a code where that is the means.
struct RequestConfirmation {
    Identity who;
    Points points;                ///< the most that may be redeemed with it
    std::optional<ConfirmBy> by;  ///< absent: the PIN of a customer who has one, else a code
    friend bool operator==(const RequestConfirmation&, const RequestConfirmation&) = default;
};

/// What the customer answers.
struct GiveConfirmation {
    std::string id;
    std::string secret;  ///< PIN or code: never logged
    friend bool operator==(const GiveConfirmation&, const GiveConfirmation&) = default;
};

using Call = std::variant<GetSettings, FindCustomer, Calculate, CreateOperation, GetOperation, ListOperations,
                          RefundOperation, Reward, CreateVoucher, ListCustomers, GetCustomer, GetCustomerTags,
                          SetCustomerTags, ListTags, RequestConfirmation, GiveConfirmation>;

// ---- answers -----------------------------------------------------------------------------------------

enum class FindType { purchase, bonus_items_purchase, goods_order_complete, certificate };

struct Found {
    Customer user;
    std::optional<std::string> code;
    FindType type = FindType::purchase;
    std::optional<PurchaseCalc> purchase;
    std::optional<Points> confirm_above = {};  ///< the customer has to confirm a redemption of more points
    friend bool operator==(const Found&, const Found&) = default;
};

struct Calculated {
    Customer user;
    PurchaseCalc purchase;
    std::optional<Points> confirm_above = {};  ///< as of Found
    friend bool operator==(const Calculated&, const Calculated&) = default;
};

enum class OperationState { normal, canceled, reversal };

struct OperationCustomer {
    std::optional<ParticipantId> id;
    std::string display_name;
    std::optional<CustomerUid> uid;
    std::optional<MembershipTier> tier;
    friend bool operator==(const OperationCustomer&, const OperationCustomer&) = default;
};

struct Named {
    std::int64_t id = 0;
    std::string display_name;
    friend bool operator==(const Named&, const Named&) = default;
};

struct Operation {
    OperationId id;
    Timestamp created;
    OperationState state = OperationState::normal;
    std::optional<OperationCustomer> customer;
    std::optional<Named> cashier;
    std::optional<Named> branch;
    Points points;  ///< negative: deducted
    std::optional<Points> certificate_points;
    std::optional<std::string> receipt_number;
    std::optional<OperationId> origin;  ///< on a reversal: the original
    Money total;
    Money cash;
    friend bool operator==(const Operation&, const Operation&) = default;
};

/// A row of the list that cannot be read as an operation, and the members of it that can be read.
struct UnreadRow {
    std::optional<OperationId> id;
    std::optional<std::string> receipt_number;  ///< empty: the row has none; absent: it cannot be read
    std::optional<OperationId> origin;
    bool origin_readable = false;  ///< `origin` is what the row says, or the row has none
    std::string why;               ///< for the log; no personal data
    friend bool operator==(const UnreadRow&, const UnreadRow&) = default;
};

struct OperationPage {
    std::vector<Operation> rows;
    std::optional<std::string> cursor;   ///< absent: the end
    std::vector<UnreadRow> unread = {};  ///< rows that a newer or broken cloud wrote
    friend bool operator==(const OperationPage&, const OperationPage&) = default;
};

struct CustomerPage {
    std::vector<Customer> rows;
    std::optional<std::string> cursor;  ///< absent: the end
    friend bool operator==(const CustomerPage&, const CustomerPage&) = default;
};

struct TagList {
    std::vector<Tag> rows;
    friend bool operator==(const TagList&, const TagList&) = default;
};

struct Accepted {
    std::int64_t accepted = 0;
    friend bool operator==(const Accepted&, const Accepted&) = default;
};

struct Voucher {
    std::string code;
    std::string qr_code_text;
    std::optional<std::string> qr_code_128;
    std::optional<std::string> qr_code_256;
    std::optional<Timestamp> expires;
    Points points;
    friend bool operator==(const Voucher&, const Voucher&) = default;
};

/// How the confirmation of a redemption stands. It is good for one purchase.
struct Confirmation {
    std::string id;
    ConfirmBy by = ConfirmBy::code;
    Points points;
    Timestamp expires;
    bool given = false;
    friend bool operator==(const Confirmation&, const Confirmation&) = default;
};

struct FieldError {
    std::string code;
    std::string message;
    std::optional<std::string> field;
    std::optional<std::string> value;
    friend bool operator==(const FieldError&, const FieldError&) = default;
};

/// A refusal by the cloud: an HTTP status of 4xx or 5xx with the protocol's error body.
struct Refusal {
    int status = 400;
    Errc code = Errc::cloud_error;
    std::string error_code;  ///< as the cloud wrote it
    std::string message;
    std::vector<FieldError> errors;
    std::optional<std::chrono::seconds> retry_after{};  ///< of a 429; only the cloud's side writes it
    friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// A Customer is the detail of one, with tags.
using Answer = std::variant<Settings, Found, Calculated, Operation, OperationPage, Accepted, Voucher, Refusal,
                            Customer, CustomerPage, TagList, Confirmation>;

}  // namespace tillpoints::loyalty
