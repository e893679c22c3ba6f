#include "cloud/app/program.hpp"

int main(int argc, char** argv) {
    return tillpoints::cloud::run_program(argc, argv);
}
