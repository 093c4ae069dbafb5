package concord.ui.study;

/// A part of the form that a refusal can stand at.
enum Field {
    VARIABLES, TEST, ARMS, STUDENTS, SEEDS, GRID, CONSISTENCY, MORE, SOURCE, TARGET, BUDGET, STRATEGIES
}
