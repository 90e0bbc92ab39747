#pragma once

// Before Highway's own headers, in every file whose loops are compiled for several instruction sets. Those whose
// registers have no size before run time cannot stand in arrays, as sums do here; such processors have NEON as well.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
