#pragma once
#include "cloud/storage/repositories/backoffice_repository.hpp"
#include "cloud/storage/repositories/clock_repository.hpp"
#include "cloud/storage/repositories/customer_repository.hpp"
#include "cloud/storage/repositories/deferred_award_repository.hpp"
#include "cloud/storage/repositories/due_customer_repository.hpp"
#include "cloud/storage/repositories/goods_repository.hpp"
#include "cloud/storage/repositories/identifier_repository.hpp"
#include "cloud/storage/repositories/image_repository.hpp"
#include "cloud/storage/repositories/ledger_repository.hpp"
#include "cloud/storage/repositories/operation_repository.hpp"
#include "cloud/storage/repositories/order_repository.hpp"
#include "cloud/storage/repositories/promotion_repository.hpp"
#include "cloud/storage/repositories/report_repository.hpp"
#include "cloud/storage/repositories/staff_repository.hpp"
#include "cloud/storage/repositories/tag_repository.hpp"
#include "cloud/storage/repositories/webhook_repository.hpp"

namespace tillpoints::cloud {

/// One transaction on the database, with the repositories that work within it. Valid only while
/// `Storage::transact` or `Storage::read` runs.
class Transaction {
  public:
    explicit Transaction(Connection& connection);

    CustomerRepository customers;
    TagRepository tags;
    IdentifierRepository identifiers;
    OperationRepository operations;
    LedgerRepository ledger;
    DeferredAwardRepository deferred_awards;
    PromotionRepository promotions;
    GoodsRepository goods;
    ImageRepository images;
    OrderRepository orders;
    WebhookRepository webhooks;
    StaffRepository staff;
    BackOfficeRepository backoffice;
    DueCustomerRepository due_customers;
    ReportRepository report;
    ClockRepository clock;
};

}  // namespace tillpoints::cloud
