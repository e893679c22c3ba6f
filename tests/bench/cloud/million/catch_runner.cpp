/// The helpers of the tests fail by it; this program is none.
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
