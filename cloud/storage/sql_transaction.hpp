#pragma once
#include "cloud/storage/connection.hpp"
#include "cloud/storage/storage.hpp"

namespace tillpoints::cloud {

/// The books over an open transaction, in SQL that every supported database understands.
class SqlTransaction : public Transaction {
  public:
    explicit SqlTransaction(Connection& connection) : connection_(connection) {}

    std::optional<CustomerRecord> customer(ParticipantId id) override;
    std::optional<CustomerRecord> customer_by_uid(const CustomerUid& uid) override;
    std::optional<CustomerRecord> customer_by_phone(const Phone& phone) override;
    ParticipantId add_customer(const CustomerRecord& record) override;
    void update_customer(const CustomerRecord& record) override;
    CustomerTotals totals(ParticipantId id) override;
    std::vector<CustomerRecord> customers(const CustomerRange& range) override;

    loyalty::Tag tag(const std::string& name) override;
    std::vector<loyalty::Tag> tags() override;
    std::vector<loyalty::Tag> tags_of(ParticipantId customer) override;
    void add_tags(ParticipantId customer, const std::vector<std::int64_t>& ids) override;
    void set_tags(ParticipantId customer, const std::vector<std::int64_t>& ids) override;

    bool add_code(const CodeRecord& record, Timestamp now) override;
    std::optional<CodeRecord> code(const std::string& text) override;
    void use_code(const std::string& text) override;

    bool add_voucher(const VoucherRecord& record) override;
    std::optional<VoucherRecord> voucher(const std::string& code) override;
    void collect_voucher(const std::string& code, ParticipantId customer) override;

    bool add_certificate(const CertificateRecord& record) override;
    std::optional<CertificateRecord> certificate(const std::string& code) override;
    std::vector<CertificateRecord> certificates_of(ParticipantId customer) override;
    void set_certificate_state(const std::string& code, CertificateState state) override;

    loyalty::Named cashier(const loyalty::Cashier& cashier) override;

    OperationId add_operation(const OperationRecord& record) override;
    std::optional<OperationRecord> operation(OperationId id) override;
    std::optional<OperationRecord> operation_by_nonce(const Nonce& nonce) override;
    std::optional<OperationRecord> operation_by_number(const std::string& number) override;
    void set_state(OperationId id, loyalty::OperationState state) override;
    Money refunded(OperationId origin) override;
    std::vector<OperationRecord> operations(const PageRequest& page) override;

    void add_deferral(const DeferralRecord& record) override;
    bool deferred(OperationId purchase) override;
    std::vector<DeferralRecord> deferrals_due(ParticipantId customer, Timestamp now) override;
    void remove_deferral(OperationId purchase) override;

    std::int64_t add_goods(const GoodsRecord& record) override;
    std::optional<GoodsRecord> goods(std::int64_t id) override;
    std::optional<GoodsRecord> goods_by_external_id(const std::string& external_id) override;
    void update_goods(const GoodsRecord& record) override;
    void remove_goods(std::int64_t id) override;
    std::vector<GoodsRecord> goods_in(std::optional<std::int64_t> node, int max,
                                      std::int64_t offset) override;
    std::int64_t count_goods_in(std::optional<std::int64_t> node) override;
    std::int64_t count_categories_in(std::optional<std::int64_t> node) override;

    std::int64_t add_order(const OrderRecord& record) override;
    std::optional<OrderRecord> order(std::int64_t id) override;
    void update_order(const OrderRecord& record) override;

    void add_image(const ImageRecord& record) override;
    std::optional<ImageRecord> image(const std::string& id) override;
    int forget_images(Timestamp unused, Timestamp unshown, int max) override;
    bool has_images() override;
    bool set_image_size(const std::string& id, std::int64_t size) override;

    void add_webhook(const WebhookRecord& record) override;
    std::vector<WebhookRecord> webhooks_due(Timestamp now, int max) override;
    std::vector<WebhookRecord> webhooks(std::int64_t after, int max) override;
    void postpone_webhook(std::int64_t id, std::int64_t tries, std::optional<Timestamp> due) override;
    void remove_webhook(std::int64_t id) override;

    void post(const Transfer& transfer, Timestamp now) override;
    std::vector<Transfer> transfers_of(OperationId operation) override;
    bool keeps(ParticipantId buyer, const std::string& cause) override;
    Points balance(const Account& account) override;
    Points balance_before(const Account& account, Timestamp moment) override;
    std::vector<Posting> postings(std::int64_t after_entry, int max_entries) override;
    Audit audit_after(const AuditMark& mark) override;

    void set_source(const SourceRecord& source) override;
    std::optional<SourceRecord> source(const std::string& promo_code) override;
    std::vector<SourceRecord> sources() override;
    bool add_card(const CardRecord& card) override;
    std::optional<CardRecord> card(const std::string& code) override;
    std::vector<CardRecord> cards_of(ParticipantId customer) override;
    void block_card(const std::string& code, bool blocked) override;
    loyalty::Named branch(const std::string& name) override;
    std::vector<loyalty::Named> branches() override;
    void set_branch(std::int64_t cashier, std::int64_t branch) override;
    std::optional<CashierRecord> cashier_record(std::int64_t cashier) override;
    std::vector<CashierRecord> cashiers() override;
    void rate(const RatingRecord& rating) override;
    std::vector<RatingRecord> ratings(int max) override;
    std::int64_t add_campaign(const CampaignRecord& campaign) override;
    std::vector<CampaignRecord> campaigns() override;
    bool add_receipt(const ReceiptRecord& receipt) override;
    std::optional<ReceiptRecord> receipt(const std::string& id) override;
    void add_gift(const GiftRecord& gift) override;
    std::optional<Timestamp> last_gift(ParticipantId customer) override;
    std::vector<GiftRecord> gifts_due(ParticipantId customer, Timestamp now) override;
    void close_gift(std::int64_t id) override;
    Points redeemed_since(ParticipantId customer, Timestamp since) override;
    std::optional<Timestamp> last_credit(ParticipantId customer,
                                         const std::vector<std::string>& causes) override;
    std::vector<ParticipantId> due(Timestamp now) override;
    std::vector<ParticipantId> born_on(const std::vector<std::string>& days, Timestamp now) override;
    std::vector<ParticipantId> expiry_candidates(const DueRange& range, Timestamp inactive_since,
                                                 Activity by) override;
    std::vector<ParticipantId> win_back_candidates(const DueRange& range, Timestamp last) override;
    ParticipantId newest_customer() override;
    std::optional<std::chrono::milliseconds> time_ahead() override;
    void set_time_ahead(std::chrono::milliseconds ahead) override;
    std::optional<Timestamp> last_written() override;
    ReportRows rows(const Period& period) override;

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
