#pragma once
#include "cloud/storage/repositories/accounting_repository.hpp"
#include "cloud/storage/repositories/archive_repository.hpp"
#include "cloud/storage/repositories/backoffice_repository.hpp"
#include "cloud/storage/repositories/campaign_repository.hpp"
#include "cloud/storage/repositories/card_repository.hpp"
#include "cloud/storage/repositories/clock_repository.hpp"
#include "cloud/storage/repositories/company_repository.hpp"
#include "cloud/storage/repositories/confirmation_repository.hpp"
#include "cloud/storage/repositories/console_repository.hpp"
#include "cloud/storage/repositories/customer_repository.hpp"
#include "cloud/storage/repositories/deferred_award_repository.hpp"
#include "cloud/storage/repositories/draw_repository.hpp"
#include "cloud/storage/repositories/due_customer_repository.hpp"
#include "cloud/storage/repositories/failed_lookup_repository.hpp"
#include "cloud/storage/repositories/fleet_repository.hpp"
#include "cloud/storage/repositories/goods_repository.hpp"
#include "cloud/storage/repositories/identifier_repository.hpp"
#include "cloud/storage/repositories/image_repository.hpp"
#include "cloud/storage/repositories/ledger_repository.hpp"
#include "cloud/storage/repositories/message_repository.hpp"
#include "cloud/storage/repositories/note_repository.hpp"
#include "cloud/storage/repositories/operation_repository.hpp"
#include "cloud/storage/repositories/order_repository.hpp"
#include "cloud/storage/repositories/person_repository.hpp"
#include "cloud/storage/repositories/personal_data_repository.hpp"
#include "cloud/storage/repositories/programme_repository.hpp"
#include "cloud/storage/repositories/promotion_repository.hpp"
#include "cloud/storage/repositories/push_repository.hpp"
#include "cloud/storage/repositories/rating_repository.hpp"
#include "cloud/storage/repositories/report_repository.hpp"
#include "cloud/storage/repositories/staff_repository.hpp"
#include "cloud/storage/repositories/tag_repository.hpp"
#include "cloud/storage/repositories/target_repository.hpp"
#include "cloud/storage/repositories/telegram_repository.hpp"
#include "cloud/storage/repositories/training_repository.hpp"
#include "cloud/storage/repositories/view_repository.hpp"
#include "cloud/storage/repositories/webhook_repository.hpp"

namespace tillpoints::cloud {

/// One transaction on the database, with the repositories that work within it. Valid only while
/// `Storage::transact` or `Storage::read` runs.
class Transaction {
    Connection& connection_;
    RunningTotals totals_;

  public:
    Transaction(Connection& connection, Access access)
        : connection_(connection), totals_(connection, access) {}

    /// Can no other transaction change anything until this one ends?
    bool is_alone() const;
    /// From here to its end no other transaction that calls this runs: for what is rare and concerns many
    /// rows, such as the price list. It may take longer than a request may.
    void take_turn();
    /// From here to its end no other transaction changes customers. To be called before anything is locked;
    /// it may take longer than a request may.
    void keep_customers();

    /// Writes what is kept in memory so far, before the transaction is committed.
    void finish() { totals_.write(); }

    CustomerRepository customers{connection_, totals_};
    TagRepository tags{connection_};
    IdentifierRepository identifiers{connection_};
    OperationRepository operations{connection_, totals_};
    LedgerRepository ledger{connection_, totals_};
    DeferredAwardRepository deferred_awards{connection_, totals_};
    PromotionRepository promotions{connection_, totals_};
    GoodsRepository goods{connection_};
    ImageRepository images{connection_};
    OrderRepository orders{connection_};
    WebhookRepository webhooks{connection_};
    StaffRepository staff{connection_};
    BackOfficeRepository backoffice{connection_};
    RatingRepository ratings{connection_};
    CampaignRepository campaigns{connection_};
    DrawRepository draws{connection_};
    FailedLookupRepository failed_lookups{connection_};
    DueCustomerRepository due_customers{connection_, totals_};
    ReportRepository report{connection_};
    ClockRepository clock{connection_};
    PersonRepository people{connection_};
    ConsoleRepository console{connection_};
    MessageRepository messages{connection_};
    CardRepository cards{connection_};
    ConfirmationRepository confirmations{connection_};
    TelegramRepository telegram{connection_};
    PushRepository push{connection_};
    FleetRepository fleet{connection_};
    AccountingRepository accounting{connection_};
    TrainingRepository training{connection_};
    CompanyRepository company{connection_};
    TargetRepository targets{connection_};
    NoteRepository notes{connection_};
    ViewRepository views{connection_};
    PersonalDataRepository personal_data{connection_};
    ProgrammeRepository programme{connection_};
    ArchiveRepository archive{connection_};
};

}  // namespace tillpoints::cloud
