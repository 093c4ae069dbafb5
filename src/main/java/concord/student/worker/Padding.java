package concord.student.worker;

/// How the shorter texts of a batch are filled up.
///
/// @param id   of the padding token
/// @param left whether at the left
record Padding(int id, boolean left) {}
