#include "all_calls.hpp"

#include <catch2/catch.hpp>

#include "cloud/api/customers/issue_identifiers.hpp"
#include "cloud/api/customers/registration.hpp"
#include "cloud/api/due/certificates.hpp"
#include "cloud/api/operations/voucher.hpp"
#include "cloud/api/orders/place_order.hpp"
#include "large_database.hpp"

namespace tillpoints::cloud::test {
namespace {

using namespace loyalty;

const Phone phone = *Phone::parse("+77770000001");

/// All that one customer does in a shop.
class CustomerVisit {
  public:
    CustomerVisit(Service& service, ProtocolVariants& variants, Timestamp& now)
        : service_(service), variants_(variants), now_(now) {
        service.transact([&](RequestContext& context) {
            anna_ =
                register_customer(context, {"Anna", phone, "1990-01-20", CustomerUid(a_customer)}).value();
        });
    }

    void show_everything() {
        std::string code, card, certificate;
        service_.transact([&](RequestContext& context) {
            code = issue_code(context, anna_.id).code;
            card = issue_card(context, anna_.id, CardKind::plastic, {}).value().code;
            certificate =
                issue_certificate(context, anna_.id, Points(1'000), std::chrono::days(7)).value().code;
        });
        ask<Settings>(GetSettings());
        for (const Identity& who :
             {Identity(ByCode{card}), Identity(ByCode{certificate}), Identity(ByUid{*anna_.uid}),
              Identity(ByPhone{phone}), Identity(ByCode{code})}) {
            ask<Found>(FindCustomer{who, false, Money(10'000), {}, {}});
            ask<Calculated>(Calculate{who, Money(10'000), {}, {}, {}});
        }
        ask<Found>(FindCustomer{ByCode{code}, true, {}, {}, {}});
        CHECK(std::holds_alternative<Refusal>(service_.answer(FindCustomer{ByCode{"0"}, false, {}, {}, {}})));
        service_.transact([](RequestContext& context) { context.db.failed_lookups.alarms(100); });
    }

    void buy_and_return() {
        CreateOperation call;
        service_.transact(
            [&](RequestContext& context) { call.who = ByCode{issue_code(context, anna_.id).code}; });
        call.total = Money(10'000);
        call.points = Points(1'000);
        call.cash = Money(9'000);
        call.nonce = Nonce("0d9f3c3e-4b1a-4f6e-8a55-2a7c9e1b7d10");
        call.number = "receipt";
        call.cashier = Cashier{"till-1", "Clerk"};
        call.confirmation = confirmed(call.who, call.points);
        const auto sold = ask<Operation>(call);
        CHECK(ask<Operation>(call).id == sold.id);
        ask<Operation>(GetOperation{sold.id});
        ask<Operation>(RefundOperation{sold.id, Money(2'000)});
        ask<Operation>(RefundOperation{sold.id, {}});

        call.who = ByPhone{*Phone::parse("+77770000002")};
        call.cash = call.total;
        call.points = Points();
        call.nonce.reset();
        call.number = "receipt of a stranger";
        ask<Operation>(call);
        service_.transact([&](RequestContext& context) {
            const auto made =
                issue_certificate(context, anna_.id, Points(1'000), std::chrono::days(7)).value();
            call.who = ByCode{made.code};
        });
        call.cash = Money(9'000);
        call.number = "receipt with a certificate";
        ask<Operation>(call);
    }

    void read_lists() {
        for (const auto order : {Order::newest, Order::oldest}) {
            variants_.order = order;
            const auto page = ask<OperationPage>(ListOperations{10, {}, {}});
            ask<OperationPage>(ListOperations{10, {}, page.cursor});
            ask<OperationPage>(ListOperations{10, 50, {}});
        }
        const auto page = ask<CustomerPage>(ListCustomers{10, {}, {}});
        ask<CustomerPage>(ListCustomers{10, {}, page.cursor});
        ask<CustomerPage>(ListCustomers{10, 50, {}});
        ask<Customer>(GetCustomer{anna_.id});
        ask<TagList>(SetCustomerTags{anna_.id, {1}});
        ask<TagList>(GetCustomerTags{anna_.id});
        ask<TagList>(ListTags());
    }

    void take_gifts() {
        ask<Accepted>(Reward{Points(1'000), {anna_.id}, {}, {}});
        const auto voucher = ask<Voucher>(CreateVoucher{{}, {}, Money(10'000), {}, {}});
        service_.transact([&](RequestContext& context) {
            CHECK(collect_voucher(context, voucher.code, anna_.id).has_value());
            context.db.promotions.add_gift(
                {0, anna_.id, Points(100), context.now, context.now + std::chrono::days(1), false});
        });
    }

    void order_wares() {
        GoodsDraft draft;
        draft.name = "Kettle";
        draft.external_id = "kettle";
        draft.data.ware.price = Money(10'000);
        const auto kettle = ask<Goods>(CreateGoods{draft}).id;
        ask<Goods>(GetGoods{kettle});
        ask<Goods>(GetGoods{std::string("kettle")});
        ask<Goods>(UpdateGoods{kettle, draft});
        ask<GoodsPage>(ListGoods{{}, 10, 0});

        OrderItemDraft item;
        item.id = kettle;
        OrderRequest order_request;
        order_request.items = {item};
        order_request.delivery.branch = Named{0, "Main street"};
        std::vector<std::int64_t> orders;
        service_.transact([&](RequestContext& context) {
            context.db.staff.find_or_add_branch("Main street");
            for (int i = 0; i < 2; ++i)
                orders.push_back(std::get<GoodsOrder>(place_order(context, anna_, order_request)).id);
        });
        ask<GoodsOrder>(GetOrder{orders[0]});
        ask<GoodsOrder>(ChangeOrderStatus{orders[0], StatusChange::accepted});
        const auto code = ask<OrderCode>(MakeOrderCode{orders[0]}).code;
        ask<Found>(FindCustomer{ByCode{code}, false, {}, {}, {}});
        ask<OrderCompleted>(CompleteOrder{orders[0]});
        ask<GoodsOrder>(CancelOrder{orders[1]});
        ask<Deleted>(DeleteGoods{kettle});
        ask<ImageUpload>(RequestImageUpload{"image/png"});
    }

    /// Awards are granted, gifts and certificates lapse, and at last all points.
    void let_time_pass() {
        for (const auto days : {10, 400}) {
            now_ += std::chrono::days(days);
            ask<Found>(FindCustomer{ByUid{*anna_.uid}, false, {}, {}, {}});
        }
    }

  private:
    /// A confirmation that the customer gave by a code.
    std::string confirmed(const Identity& who, Points most) {
        std::string code;
        service_.service_info().send_confirmation_code = [&](RequestContext&, ParticipantId,
                                                             const ConfirmationCode& sent) {
            code = sent.code;
            return 1;
        };
        const auto id = ask<Confirmation>(RequestConfirmation{who, most, {}}).id;
        CHECK(std::holds_alternative<Refusal>(service_.answer(GiveConfirmation{id, "wrong"})));
        return ask<Confirmation>(GiveConfirmation{id, code}).id;
    }

    template <class T, class Asked>
    T ask(const Asked& call) {
        const auto answer = service_.answer(call);
        if (const auto* refusal = std::get_if<Refusal>(&answer))
            FAIL(refusal->error_code << ": " << refusal->message);
        return std::get<T>(answer);
    }

    Service& service_;
    ProtocolVariants& variants_;
    Timestamp& now_;
    CustomerRecord anna_;
};

void make_other_calls(Transaction& db, Timestamp now) {
    db.backoffice.add_receipt({"receipt of nobody", now, {}, Money(1'000)});
    CHECK(db.backoffice.find_receipt("receipt77"));
    db.ratings.rate({{77}, now, 5, "good"});
    CHECK(db.identifiers.cards_of({77}).size() == 1);
    db.identifiers.block_card("card-77", true);
    CHECK(db.images.find("image77"));
    CHECK(db.images.set_size("image77", 100));
    const auto due = db.webhooks.due(now + std::chrono::days(3'650), 10);
    REQUIRE_FALSE(due.empty());
    db.webhooks.postpone(due[0].id, 1, now);
    db.webhooks.remove(due[0].id);
    CHECK(db.webhooks.page(50'000, 10).size() == 10);
    db.ledger.last_written();
    const DueRange range{now, {5'000}, {6'000}};
    db.due_customers.with_due_events(now);
    db.due_customers.expiry_candidates(range, now, Activity::joining_and_purchases);
    db.due_customers.expiry_candidates(range, now, Activity::joining);
    db.due_customers.win_back_candidates(range, now);
    db.customers.newest();
    CHECK(db.ledger.transfers_of({76}).size() == 1);
}

void use_the_console(Transaction& db, Timestamp now) {
    CHECK(db.people.find_by_login("login77"));
    CHECK(db.people.find_session("digest77"));
    db.people.begin_session({"digest", 77, now, now});
    db.people.use_session("digest", now);
    db.people.sessions_of(77);
    db.people.end_session("digest");
    db.people.end_sessions_of(77);
    db.people.lock_tries("login/77");
    db.people.set_tries("login/77", {1, now});
    db.people.log({0, now, 77, "signed_in", "person/77", ""});
    CHECK(db.people.actions(50'000, 10).size() == 10);
    db.console.customers_named({"Анна"}, 10);
    CHECK(db.console.operations_of({77}, {}, 10, 0).size() == 1);
    CHECK(db.console.operations_of({77}, 1, 10, 0).empty());
    db.console.first_operation();
    CHECK(db.ratings.lowest({}, 10, 0).size() == 10);
    CHECK(db.ratings.lowest({1, false}, 10, 0).size() == 10);
    CHECK(db.ratings.lowest({{}, true}, 10, 0).size() == 10);
    CHECK(db.ratings.lowest({1, true}, 10, 0).size() == 10);
    CHECK(db.ratings.lock({77}));
    db.ratings.answer({77}, {"Thank you", now, 77});
    db.console.points_moved_alone(77, now);
    CHECK(db.console.orders_in(loyalty::OrderState::need_ack, 10).empty());
    const auto request = db.console.add_point_request({0, now, 77, {77}, Points(1), "because", "key"});
    CHECK(db.console.lock_point_request(request));
    CHECK(db.console.find_point_request(77, "key"));
    db.people.lock(77);
    CHECK(db.console.waiting_point_requests().size() == 1);
    db.console.decide_point_request(request, PointRequestState::confirmed, 78);
}

void make_calls_of_campaigns(Transaction& db, Timestamp now) {
    CampaignRecord campaign;
    campaign.created = campaign.begins = now;
    campaign.segment = "{}";
    campaign.state = CampaignState::running;
    campaign.by = 77;
    campaign.key = "key";
    campaign.id = db.campaigns.add(campaign);
    CHECK(db.campaigns.find(campaign.id));
    CHECK(db.campaigns.find_by_key(77, "key"));
    CHECK(db.campaigns.has_due(now));
    CHECK(db.campaigns.take_due(now));
    CHECK(db.campaigns.lock(campaign.id));
    db.campaigns.add_member({campaign.id, {77}, false, true});
    CHECK(db.campaigns.outcome(77, now, now).addressed.members == 1000);
    db.campaigns.update(campaign);
}

void make_calls_of_draws(Transaction& db, Timestamp now) {
    Draw draw;
    draw.by = 77;
    draw.key = "key";
    draw.commitment = "another";
    draw.id = db.draws.add(draw);
    CHECK(db.draws.find(draw.id));
    CHECK(db.draws.find_by_key(77, "key"));
    CHECK(db.draws.first_in(DrawState::collecting) == std::nullopt);
    CHECK(db.draws.take(DrawState::arranged));
    CHECK(db.draws.lock(draw.id));
    draw.state = DrawState::collecting;
    db.draws.update(draw);
    db.draws.add_participant(draw.id, {{77}, 1});
    CHECK(db.draws.participants(77).size() == 1000);
    db.draws.purchases({77}, {now, now + std::chrono::hours(1)});
    draw.state = DrawState::listed;
    db.draws.update(draw);
    db.draws.add_winner({draw.id, 1, {77}, PrizeState::waiting, false});
    CHECK(db.draws.has_waiting_winner());
    auto winner = db.draws.take_waiting_winner();
    REQUIRE(winner);
    winner->state = PrizeState::given;
    db.draws.update(*winner);
    CHECK(db.draws.winners(draw.id).size() == 1);
    CHECK_FALSE(db.operations.last_branch({77}));
}

void make_calls_of_the_fleet(Transaction& db, Timestamp now) {
    db.fleet.set_terminal("terminal77", "token77");
    CHECK(db.fleet.has_token("token77"));
    const auto terminal = db.fleet.lock_by_token("token77");
    REQUIRE(terminal);
    db.fleet.update(*terminal);
    db.fleet.set_first_of("terminal77", 1);
    CHECK(db.fleet.remove_terminal("terminal78"));
    Rollout rollout;
    rollout.number = 1'000'000;
    rollout.created = now;
    CHECK(db.fleet.add(rollout));
    CHECK(db.fleet.rollouts().size() == 100);
    CHECK(db.fleet.document(77) == "{}");
    CHECK(db.fleet.lock(77));
    db.fleet.update(rollout);
}

/// What a month's accounts ask for beside what every report reads: all entries.
void make_calls_of_accounting(Transaction& db, Timestamp now) {
    const Period hour{now, now + std::chrono::hours(1)};
    CHECK(db.accounting.first_written());
    db.accounting.cashier_sums(hour);
    db.accounting.operations(hour, {}, 10);
    db.accounting.operations(hour, BookedPlace{now, {77}}, 10);
    AccountingClose close;
    close.month = "2100-01";
    db.accounting.add(close);
    CHECK(db.accounting.last_close() == close);
    CHECK(db.accounting.closes().size() == 1);
}

/// What people of the company learn.
void make_calls_of_training(Transaction& db, Timestamp now) {
    CHECK(db.training.readings(77).size() == 1);
    CHECK(db.training.readings_of_person(77).size() == 1);
    CHECK(db.training.tries(77).size() == 1);
    CHECK(db.training.tries_of_person(77).size() == 1);
    CHECK(db.training.find_try(77));
    CHECK_FALSE(db.training.begun_try(77, 77, 1));
    InstructionVersion version;
    version.instruction = db.training.add_instruction();
    version.version = version.test_since = 1;
    version.by = 77;
    db.training.add_version(version);
    CHECK(db.training.find(version.instruction));
    CHECK(db.training.find_version(version.instruction, 1));
    CHECK(db.training.add_reading({version.instruction, 1, 77, now}));
    TestTry one;
    one.instruction = version.instruction;
    one.version = 1;
    one.person = 77;
    one.id = db.training.add_try(one);
    one.finished = now;
    db.training.finish_try(one);
    db.training.set_retired(version.instruction, true);
    CHECK(db.targets.of_month("2026-77").size() == 1);
    StaffTarget target;
    target.month = "2026-10";
    target.newcomers = 5;
    db.targets.set(target);
    db.targets.remove("2026-10", false, 0);
    CHECK(db.notes.of_customer({77}).size() == 1);
    db.notes.remove(db.notes.add({0, {77}, 77, now, "note"}));
    CHECK(db.notes.find(77));
    db.notes.remove_of_customer({78});
    db.views.add({std::chrono::floor<std::chrono::days>(now), "card", 1});
    CHECK_FALSE(db.views.of({now - std::chrono::days(90), now}).empty());
}

/// What customers' cards, messages to customers and the bot ask for.
void make_calls_of_cards(Transaction& db, Timestamp now) {
    MessageRecord message;
    message.reference = "message77";
    message.customer = ParticipantId{77};
    message.changed = now;
    CHECK_FALSE(db.messages.add(message));
    const auto known = db.messages.of_customer({77}, Channel::telegram, 10);
    REQUIRE(known.size() == 1);
    CHECK(db.messages.find(known[0].id));
    db.messages.update(known[0]);
    CHECK(db.messages.page(50'000, 10).size() == 10);
    for (const auto take : {false, true}) {
        const auto far = now + std::chrono::days(3'650);
        CHECK((take ? db.messages.take_due(Channel::app, far, 5) : db.messages.due(Channel::app, far, 5))
                  .size() == 5);
    }
    db.messages.count_since({77}, MessagePurpose::service, now);
    db.messages.erase({78}, now);
    db.messages.erase_to("+77010000078", now);
    const auto phone_held = Phone::parse("+77010000077");
    for (const auto& table : held_tables()) db.personal_data.rows(table, {77}, phone_held, "person/77", 10);
    CHECK_FALSE(db.customers.add_unless_known(*db.customers.find({77})));
    CHECK(db.messages.purchases_to_rate(now - std::chrono::days(3'650), now, 10).size() == 10);
    CHECK(db.operations.of_customer({77}, OperationId{90'000}, 10).size() == 1);
    CHECK(db.orders.of_customer({200'000}, 10).empty());
    CHECK(db.cards.find_holder({77}));
    CHECK(db.cards.find_by_invitation("invitation77"));
    db.cards.set_language({77}, Language::english);
    CHECK(db.cards.consents({77}).size() == 1);
    db.cards.set_consent({77}, {Channel::hook, true, now});
    const std::string phone_of_77 = "+77010000077";
    CHECK(db.cards.find_code(phone_of_77));
    CHECK(db.cards.lock_code(phone_of_77));
    db.cards.set_code({phone_of_77, "hash", now, 0});
    db.cards.count_try(phone_of_77);
    db.cards.remove_code(phone_of_77);
    db.cards.forget_codes(now - std::chrono::days(3'650));
    CHECK(db.cards.find_session("session77"));
    db.cards.use_session("session77", now);
    db.cards.end_session("session77");
    db.cards.end_sessions_of("+77010000078");
    db.cards.forget_sessions(now - std::chrono::days(3'650));
    CHECK(db.ratings.find({77}));
    db.ratings.erase_words({77});
    db.cards.void_identifiers({77});
    db.cards.remove_holder({78});
    CHECK(db.cards.has_departed("digest77"));
    CHECK(db.confirmations.find("confirmation77"));
    db.confirmations.forget(now - std::chrono::days(3'650), 100);
    CHECK(db.confirmations.pin_of({77}));
    db.confirmations.set_pin({{77}, "hash", now});
    db.confirmations.remove_of_customer({78});
    CHECK(db.telegram.find(77 * 7));
    CHECK(db.telegram.of_customer({77}));
    db.telegram.set({77 * 7, ParticipantId{77}, Language::english, {}, true});
    db.telegram.remove_of_customer({78});
    db.push.add({0, {77}, "https://push.example/new", "key", "secret", now}, 5);
    CHECK(db.push.newest_of({77}));
    CHECK(db.push.of_customer({77}).size() == 2);
    db.push.remove_endpoint({77}, "https://push.example/new");
    db.push.remove(1);
    db.push.remove_of_customer({78});
    db.telegram.lock_updates("bot");
    CHECK(db.telegram.take_update("bot", 1'000'000'000));
}

}  // namespace

void make_all_calls(Service& service, ProtocolVariants& variants, Timestamp& now) {
    service.service_info().webhooks = true;
    variants.repeated_nonce = RepeatedNonce::same;
    variants.receipt_exists = true;
    service.transact(sync_sources);
    CustomerVisit visit(service, variants, now);
    visit.show_everything();
    visit.buy_and_return();
    visit.read_lists();
    visit.take_gifts();
    visit.order_wares();
    service.transact([&](RequestContext& context) { make_other_calls(context.db, context.now); });
    service.transact([&](RequestContext& context) { use_the_console(context.db, context.now); });
    service.transact([&](RequestContext& context) { make_calls_of_campaigns(context.db, context.now); });
    service.transact([&](RequestContext& context) { make_calls_of_draws(context.db, context.now); });
    service.transact([&](RequestContext& context) { make_calls_of_the_fleet(context.db, context.now); });
    service.transact([&](RequestContext& context) { make_calls_of_cards(context.db, context.now); });
    service.transact([&](RequestContext& context) { make_calls_of_accounting(context.db, context.now); });
    service.transact([&](RequestContext& context) { make_calls_of_training(context.db, context.now); });
    visit.let_time_pass();
}

}  // namespace tillpoints::cloud::test
