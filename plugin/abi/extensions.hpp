#pragma once
#include "tillpoints/extensions.h"

namespace tillpoints::abi {

extern const tillpoints_factory factory;
extern const tillpoints_ext_configuration configuration_extension;
extern const tillpoints_ext_configuration_files configuration_files_extension;
extern const tillpoints_ext_pricing pricing_extension;
extern const tillpoints_ext_inspection inspection_extension;
extern const tillpoints_ext_installation installation_extension;
extern const tillpoints_ext_queue queue_extension;
extern const tillpoints_ext_receipts receipts_extension;
extern const tillpoints_ext_storage storage_extension;
extern const tillpoints_ext_diagnosis diagnosis_extension;
extern const tillpoints_ext_diagnostics diagnostics_extension;

}  // namespace tillpoints::abi
