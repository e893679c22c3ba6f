#pragma once
#include "cloud/app/program.hpp"
#include "cloud/faults/fault_injector.hpp"

namespace tillpoints::cloud {

/// What makes of tillpoints-cloud a cloud to train and to test on: it takes the fault switches with `--set`,
/// commits the faults, and its back office has `/switches`, which also changes protocol variants while it
/// runs.
class TrainingProgram {
  public:
    TrainingProgram() = default;
    TrainingProgram(const TrainingProgram&) = delete;
    TrainingProgram& operator=(const TrainingProgram&) = delete;

    /// For one run_program; this must outlive it.
    ProgramExtensions extensions();

  private:
    Endpoint wrap_api(const ServedApi& served, Endpoint inner);
    std::optional<HttpAnswer> perform(const std::string& method, const std::string& path, const Json& body);

    FaultSwitches switches_;
    const ProtocolVariants* variants_ = nullptr;
    std::function<void(const std::function<void(ProtocolVariants&)>&)> change_variants_;
    std::optional<FaultInjector> injector_;
};

/// Every variant and switch with its value, each as `set_switches` takes it.
Json switches_json(const ProtocolVariants& variants, const FaultSwitches& switches);

/// Sets what `body` names: all of it, or nothing where there is a problem.
Problems set_switches(ProtocolVariants& variants, FaultSwitches& switches, const Json& body);

}  // namespace tillpoints::cloud
