#include <algorithm>
#include <catch2/catch.hpp>
#include <iostream>
#include <map>

#include "plugin/session/parts.hpp"
#include "plugin/session/step.hpp"

/// Every order of what can happen to one receipt, up to a stated depth: events of the register, answers of
/// the cloud or none, outcomes of the entries, and a power cut after any step.
namespace tillpoints::session {
namespace {

constexpr int depth = 24;

const Timestamp opening_time = *parse_timestamp("2026-03-01T12:00:00Z");
const ReceiptId receipt("r");

/// A redemption as replay has it.
struct Attempt {
    EntryId id;
    Points points;
    bool unwanted = false;
    bool parked = false;
    enum class End { open, confirmed, refused, withdrawn } end = End::open;
    /// The redemption is neither in the cloud nor will it ever be.
    bool gone() const { return end == End::refused || end == End::withdrawn; }
};

struct World {
    Session session;
    std::vector<Attempt> attempts;
    std::vector<OutboxEntry> awards;
    bool asked = false;  ///< a question of the session is open
    bool online = true;
    int crashes = 0;
    std::vector<till::FiscalLine>
        told;  ///< the lines of the last reply the register received, which it may print
    std::optional<till::ClosedReceipt> paper;
    bool cancelled = false;
    int nonces = 0;
};

std::vector<till::Position> cart() {
    till::Position goods;
    goods.id = PositionId("a");
    goods.name = "goods";
    goods.price = goods.sum = Money(100'000);
    goods.quantity = Quantity{1000};
    return {goods};
}

struct Move {
    std::string name;
    Input input;
    bool heard = true;  ///< false: the power fails before the register receives the reply
};

class Explorer {
  public:
    std::size_t states = 0;
    std::size_t ends = 0;
    std::size_t discounts = 0;  ///< how many of the ends printed a discount
    std::size_t most_attempts = 0;

    /// `confirms`: the programme wants the customer to confirm the redemption.
    Explorer(int deepest, bool confirms) : deepest_(deepest) {
        settings_.purchase_by_phone = true;
        if (confirms) settings_.confirmation = loyalty::ConfirmationRule{Points(20'000), true};
    }

    void explore() {
        till::ReceiptOpened opening;
        opening.receipt = receipt;
        World world;
        world.session = opened(opening, opening_time);
        go_on(world, deepest_);
    }

  private:
    void go_on(const World& world, int left) {
        const auto [at, fresh] = seen_.emplace(key(world), left);
        if (!fresh && at->second >= left) return;
        at->second = left;
        states += fresh ? 1 : 0;
        check(world);
        if (left == 0) return;
        for (const auto& move : moves(world)) {
            path_.push_back(move.name);
            go_on(after(world, move), left - 1);
            path_.pop_back();
        }
        if (world.crashes < 2) {
            path_.push_back("power cut");
            go_on(after_crash(world), left - 1);
            path_.pop_back();
        }
    }

    std::string key(const World& world) const {
        std::string out = dump(to_json(world.session)) +
                          std::to_string(static_cast<int>(world.session.waiting)) + (world.asked ? "?" : "") +
                          confirmation_of(world.session) + std::to_string(world.crashes) +
                          (world.cancelled ? "c" : "") + (world.paper ? to_text(world.paper->total) : "") +
                          std::to_string(world.told.size());
        for (const auto& line : world.told) out += to_text(line.sum);
        for (const auto& it : world.attempts)
            out += "|" + std::to_string(static_cast<int>(it.end)) + (it.unwanted ? "u" : "") +
                   (it.parked ? "p" : "");
        return out + "/" + std::to_string(world.awards.size());
    }

    static std::string confirmation_of(const Session& session) {
        if (!session.confirmation) return "";
        return session.confirmation->given ? "given" : "begun";
    }

    StepContext context(const World& world) const {
        StepContext out;
        out.now = opening_time;
        out.config = &config_;
        out.settings = settings_;
        out.online = world.online;
        out.fresh_uuid = "quote";
        out.fresh_nonce = "nonce";
        out.customer_key = "key";
        return out;
    }

    std::vector<Move> moves(const World& world) const {
        std::vector<Move> out;
        outcomes(world, out);
        // The register waits for its answer before it says something else.
        if (world.session.waiting != PendingQuestion::nothing) return out;
        std::vector<Move> said;
        people(world, said);
        for (auto& move : said) {
            out.push_back(move);
            if (world.crashes < 2) out.push_back({move.name + ", reply lost", move.input, false});
        }
        return out;
    }

    void people(const World& world, std::vector<Move>& out) const {
        const auto say = [&](std::string name, till::Event event) {
            out.push_back({std::move(name), Input(std::move(event))});
        };
        if (world.paper) return say("closed again", till::ReceiptClosed{*world.paper});
        if (world.cancelled) return say("cancelled again", till::ReceiptCancelled{receipt, ""});
        if (world.told.empty()) {
            say("present", till::CustomerPresented{receipt, till::PresentedBy::code, "123456", {}});
            say("ask", till::DiscountRequested{
                           receipt, cart(), Money(100'000), {till::RequestedPoints::Kind::max, {}}, false});
            const auto& quote = world.session.quote;
            if (quote)
                say("pay", till::PaymentStarted{receipt, quote->lines, total_of(quote->lines), quote->id});
            if (quote && settings_.confirmation)
                say("ask the customer", till::ConfirmationRequested{receipt, quote->id, "", false});
            if (quote && world.session.confirmation)
                say("enter the code", till::ConfirmationRequested{receipt, quote->id, "471100", false});
        }
        say("go back", till::PaymentAbandoned{receipt});
        say("cancel", till::ReceiptCancelled{receipt, "left"});
        say("close at full price", till::ReceiptClosed{printed(full_price(cart()))});
        if (!world.told.empty()) say("close as told", till::ReceiptClosed{printed(world.told)});
    }

    void outcomes(const World& world, std::vector<Move>& out) const {
        if (world.session.waiting != PendingQuestion::nothing) out.push_back({"deadline", DeadlineReached{}});
        if (world.asked) {
            loyalty::Found found;
            found.user.uid = CustomerUid("uid");
            found.user.participant.points = Points(50'000);
            loyalty::Calculated calculated;
            calculated.user = found.user;
            calculated.purchase.max_points = Points(30'000);
            if (world.session.waiting == PendingQuestion::find)
                out.push_back({"found", Answered{loyalty::Answer(found)}});
            else if (world.session.waiting == PendingQuestion::confirmation)
                confirmations(world, out);
            else
                out.push_back({"limit", Answered{loyalty::Answer(calculated)}});
            out.push_back({"no answer", Answered{Problem{Errc::timed_out, "", "", ""}}});
        }
        using Kind = EntryUpdate::Kind;
        for (const auto& it : world.attempts) {
            if (it.gone()) continue;
            const bool open = it.end == Attempt::End::open;
            if (open && !it.unwanted) out.push_back({"confirmed", EntryUpdate{it.id, Kind::confirmed, {}}});
            // On paper a refusal parks; the receipt hears that it is unclear.
            if (open && !world.paper)
                out.push_back({"refused", EntryUpdate{it.id, Kind::refused, Errc::insufficient_funds}});
            if (open) out.push_back({"unclear", EntryUpdate{it.id, Kind::unclear, Errc::timed_out}});
            if (it.unwanted) out.push_back({"withdrawn", EntryUpdate{it.id, Kind::withdrawn, {}}});
        }
    }

    static void confirmations(const World& world, std::vector<Move>& out) {
        const auto answer = [](bool given) {
            return Answered{
                loyalty::Answer(loyalty::Confirmation{"c7", loyalty::ConfirmBy::code, Points(30'000),
                                                      opening_time + std::chrono::minutes(3), given})};
        };
        out.push_back({"confirmation begun", answer(false)});
        if (!world.session.confirmation) return;
        const loyalty::Refusal wrong{400, Errc::confirmation_wrong, "confirmationWrong", "", {}};
        out.push_back({"confirmed by the customer", answer(true)});
        out.push_back({"wrong code", Answered{loyalty::Answer(wrong)}});
    }

    World after(const World& before, const Move& move) const {
        World world = before;
        note_outcome(world, move.input);
        Step step = next(before.session, move.input, context(before));
        const auto* event = std::get_if<till::Event>(&move.input);
        const bool replied = std::any_of(step.actions.begin(), step.actions.end(),
                                         [](const Action& it) { return std::holds_alternative<Reply>(it); });
        INFO(told_path());
        // An event is answered now or waits for something; what it waits for, or its deadline, answers it.
        if (event) REQUIRE(replied == (step.session.waiting == PendingQuestion::nothing));
        if (std::holds_alternative<DeadlineReached>(move.input)) REQUIRE(replied);
        note_said(world, event);
        if (event || std::holds_alternative<Answered>(move.input)) world.asked = false;
        for (const auto& action : step.actions) perform(world, action, move.heard);
        world.session = std::move(step.session);
        return move.heard ? world : after_crash(world);
    }

    static void note_outcome(World& world, const Input& input) {
        const auto* entry_outcome = std::get_if<EntryUpdate>(&input);
        if (!entry_outcome) return;
        for (auto& it : world.attempts) {
            if (it.id != entry_outcome->entry) continue;
            if (entry_outcome->kind == EntryUpdate::Kind::confirmed) it.end = Attempt::End::confirmed;
            if (entry_outcome->kind == EntryUpdate::Kind::refused) it.end = Attempt::End::refused;
            if (entry_outcome->kind == EntryUpdate::Kind::withdrawn) it.end = Attempt::End::withdrawn;
        }
    }

    static void note_said(World& world, const till::Event* event) {
        if (!event) return;
        if (const auto* closed = std::get_if<till::ReceiptClosed>(event)) world.paper = closed->closed;
        if (std::holds_alternative<till::ReceiptCancelled>(*event)) world.cancelled = true;
        if (std::holds_alternative<till::PaymentAbandoned>(*event)) world.told.clear();
    }

    /// Stored in one batch with the session; the power may go only before or after it.
    void perform(World& world, const Action& action, bool heard) const {
        if (std::holds_alternative<Ask>(action)) world.asked = true;
        if (const auto* stored = std::get_if<StoreEntry>(&action)) store(world, *stored);
        if (const auto* withdrawn = std::get_if<WithdrawEntry>(&action))
            of(world, withdrawn->entry).unwanted = true;
        if (const auto* parked = std::get_if<ParkEntry>(&action)) of(world, parked->entry).parked = true;
        if (const auto* reply = std::get_if<Reply>(&action); reply && heard) hear(world, reply->json);
    }

    void store(World& world, const StoreEntry& stored) const {
        INFO(told_path());
        if (!stored.awaited) return world.awards.push_back(stored.entry);
        // Rule 1: a new attempt waits until the one before is settled.
        for (const auto& it : world.attempts) REQUIRE(it.gone());
        const auto& operation = std::get<PurchaseEntry>(stored.entry.body).operation;
        if (settings_.confirmation) {
            REQUIRE(confirmation_of(world.session) == "given");
            REQUIRE(operation.confirmation == "c7");
        }
        world.attempts.push_back({stored.entry.id, operation.points});
    }

    static Attempt& of(World& world, const EntryId& id) {
        return *std::find_if(world.attempts.begin(), world.attempts.end(),
                             [&](const Attempt& it) { return it.id == id; });
    }

    void hear(World& world, const Json& reply) const {
        if (*reply.find("event")->string() != "payment_started") return;
        if (*reply.find("status")->string() != "confirmed") return world.told.clear();
        const Json* granted = reply.find("granted");
        if (!granted || dump(*granted) == "0") return;
        INFO(told_path());
        // The reply told the register that the redemption succeeded: the cloud has it, and it is wanted.
        REQUIRE(!world.attempts.empty());
        REQUIRE(world.attempts.back().end == Attempt::End::confirmed);
        REQUIRE_FALSE(world.attempts.back().unwanted);
        world.told = discounted();
    }

    World after_crash(const World& before) const {
        World world = before;
        world.crashes += 1;
        world.asked = false;
        world.session = session_from(to_json(before.session)).value();
        return world;
    }

    void check(const World& world) {
        INFO(told_path());
        const auto wanted = std::count_if(world.attempts.begin(), world.attempts.end(),
                                          [](const Attempt& it) { return !it.unwanted && !it.gone(); });
        REQUIRE(wanted <= 1);
        const bool over = world.paper || world.cancelled;
        if (!over || world.session.phase == Phase::open) return;
        ends += 1;
        Points deducted;
        bool parked = false;
        for (const auto& it : world.attempts) {
            if (it.unwanted || it.gone()) continue;
            deducted += it.points;
            parked |= it.parked;
        }
        for (const auto& award : world.awards) parked |= award.state == EntryState::parked;
        // The saga's last sentence. A redemption still open stays wanted, and replay confirms it or parks it
        // with its sum.
        const Points on_paper = world.paper ? points_for(Money(100'000) - world.paper->total) : Points();
        if (!parked) REQUIRE(on_paper == deducted);
        if (on_paper > Points()) discounts += 1;
        most_attempts = std::max(most_attempts, world.attempts.size());
        if (world.cancelled) REQUIRE(world.awards.empty());
        REQUIRE(world.awards.size() + static_cast<std::size_t>(wanted) <= 1);
        for (const auto& award : world.awards) check_award(world, award);
    }

    /// Rule 4: the full-price sale is awarded, but only after the withdrawal before it is over.
    static void check_award(const World& world, const OutboxEntry& award) {
        for (const auto& it : world.attempts)
            if (!it.gone() && it.unwanted) REQUIRE(award.after == it.id);
        REQUIRE(std::get<PurchaseEntry>(award.body).operation.points == Points());
    }

    static Money total_of(const std::vector<till::FiscalLine>& lines) {
        Money sum;
        for (const auto& line : lines) sum += line.sum;
        return sum;
    }

    static std::vector<till::FiscalLine> discounted() {
        return {{PositionId("a"), Money(70'000), Quantity{1000}, Money(70'000)}};
    }

    static till::ClosedReceipt printed(std::vector<till::FiscalLine> lines) {
        till::ClosedReceipt out;
        out.receipt = receipt;
        out.total = total_of(lines);
        out.lines = std::move(lines);
        out.fiscal = {"drive", "1", "sign", "1"};
        out.closed_at = opening_time;
        return out;
    }

    std::string told_path() const {
        std::string out;
        for (const auto& name : path_) out += name + "; ";
        return out;
    }

    int deepest_;
    Config config_;
    loyalty::Settings settings_;
    std::map<std::string, int> seen_;
    std::vector<std::string> path_;
};

}  // namespace

TEST_CASE(
    "in every order of events, answers, outcomes and power cuts, a printed discount is a deducted point, and "
    "a deducted point is printed or given back") {
    Explorer explorer(depth, false);
    explorer.explore();
    std::cout << "session explored to depth " << depth << ": " << explorer.states << " states, "
              << explorer.ends << " visits to finished receipts, " << explorer.discounts
              << " of them with a discount, up to " << explorer.most_attempts << " attempts\n";
    CHECK(explorer.states > 1'000);
    CHECK(explorer.discounts > 100);
    CHECK(explorer.most_attempts >= 3);
}

TEST_CASE(
    "where the programme wants redemptions confirmed, none is made in any order of events before the "
    "customer "
    "has confirmed, and the receipt always comes to its end") {
    constexpr int confirming_depth = 20;
    Explorer explorer(confirming_depth, true);
    explorer.explore();
    std::cout << "session with confirmations explored to depth " << confirming_depth << ": "
              << explorer.states << " states, " << explorer.ends << " visits to finished receipts, "
              << explorer.discounts << " of them with a discount\n";
    CHECK(explorer.states > 1'000);
    CHECK(explorer.discounts > 100);
}

}  // namespace tillpoints::session
