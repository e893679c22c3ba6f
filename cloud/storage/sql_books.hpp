#pragma once
#include "cloud/storage/connection.hpp"
#include "cloud/storage/storage.hpp"

namespace tillpoints::cloud {

/// The books over an open transaction, in SQL that every supported database understands.
class SqlBooks : public Books {
  public:
    explicit SqlBooks(Connection& connection) : connection_(connection) {}

    std::optional<CustomerRecord> customer(ParticipantId id) override;
    std::optional<CustomerRecord> customer_by_uid(const CustomerUid& uid) override;
    std::optional<CustomerRecord> customer_by_phone(const Phone& phone) override;
    ParticipantId add_customer(const CustomerRecord& record) override;
    void update_customer(const CustomerRecord& record) override;
    Standing standing(ParticipantId id) override;
    std::vector<CustomerRecord> customers(const CustomerRange& range) override;

    loyalty::Tag tag(const std::string& name) override;
    std::vector<loyalty::Tag> tags() override;
    std::vector<loyalty::Tag> tags_of(ParticipantId customer) override;
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

    void post(const Transfer& transfer, Timestamp now) override;
    std::vector<Transfer> transfers_of(OperationId operation) override;
    Points balance(const Account& account) override;
    std::vector<Posting> postings(std::int64_t after_entry, int max_entries) override;
    Audit audit() override;

  private:
    Connection& connection_;
};

}  // namespace tillpoints::cloud
