package concord.student.worker;

/// @param label index among the labels
record Example(Tokens tokens, int label) {}
