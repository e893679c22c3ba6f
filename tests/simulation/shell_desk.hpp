#pragma once
#include <deque>
#include <map>

#include "plugin/session/step.hpp"
#include "tests/simulation/shell.hpp"

namespace tillpoints::simulation {

/// What the product's desk does, over the models.
class ShellDesk {
  public:
    ShellDesk(Ground& ground, ShellClock& clock, ShellCourier& courier)
        : ground_(ground), clock_(clock), courier_(courier) {}

    void resume(const StoredSession& stored);
    void take(till::Event event, TicketPtr ticket);
    void news(const Fact& fact, replay::News news, std::optional<Errc> reason);
    void settings(const loyalty::Settings& settings) { settings_ = settings; }
    bool is_open(const ReceiptId& receipt) const;

  private:
    struct Job {
        session::Input input;
        TicketPtr ticket;
        std::uint64_t question = 0;
    };
    struct Lane {
        std::optional<session::Session> session;
        std::string stored_form;
        TicketPtr current;
        bool busy = false;
        std::uint64_t question = 0;
        std::deque<Job> urgent;
        std::deque<Job> waiting;
    };
    struct Effects {
        Batch batch;
        std::optional<session::Ask> ask;
        std::optional<Json> reply;
        std::vector<Fact> new_facts;
        std::optional<replay::Send> awaited;
        std::vector<FactId> unwanted;
    };

    Lane& lane_of(const ReceiptId& receipt) { return lanes_[receipt]; }
    std::chrono::milliseconds left(const TicketPtr& ticket) const;
    void enqueue(const ReceiptId& receipt, till::Event event, TicketPtr ticket);
    void arm(const ReceiptId& receipt, const TicketPtr& ticket);
    void run(const ReceiptId& receipt);
    void begin(const ReceiptId& receipt, Job job);
    void load_finished(const ReceiptId& receipt, Job job);
    void without_session(const ReceiptId& receipt, const Job& job);
    void take_step(const ReceiptId& receipt, const session::Input& input);
    void perform(const ReceiptId& receipt, session::Step step);
    void add_effect(Effects& effects, const session::Session& session, session::Action action);
    void stored(const ReceiptId& receipt, session::Session session, std::string form, Effects effects);
    void not_stored(const ReceiptId& receipt, const Effects& effects);
    void ask(const ReceiptId& receipt, const session::Ask& ask);
    session::Surroundings surroundings(const session::Session& session);
    StoredSession stored_form(const session::Session& session, const std::string& form) const;
    std::string fresh_uuid();

    void take_return(const till::ReturnClosed& event, TicketPtr ticket);
    void returned(const till::ReturnClosed& event, const TicketPtr& ticket,
                  std::optional<session::Session> original);
    session::Session closed_return(const till::ReturnClosed& event, const session::Session& sale) const;
    void reconcile(const till::RegisterLists& lists, bool absence_counts, const ReceiptId& except);

    Ground& ground_;
    ShellClock& clock_;
    ShellCourier& courier_;
    std::optional<loyalty::Settings> settings_;
    std::map<ReceiptId, Lane> lanes_;
};

}  // namespace tillpoints::simulation
