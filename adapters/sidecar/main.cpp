#include "adapters/sidecar/program.hpp"

int main(int argc, char** argv) {
    return tillpoints::sidecar::run_program(argc, argv);
}
