#include "cloud/faults/training_program.hpp"

int main(int argc, char** argv) {
    tillpoints::cloud::TrainingProgram training;
    return tillpoints::cloud::run_program(argc, argv, training.extensions());
}
