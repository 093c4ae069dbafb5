package concord.ui.label;

/// How label keys work for the variable at hand.
enum KeyMode {
    /// a key saves and goes on
    SINGLE,
    /// keys put an answer together, Enter saves it
    COMPOSED,
    /// typing searches the labels, letters of commands need Shift
    SEARCHED
}
