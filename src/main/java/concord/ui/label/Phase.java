package concord.ui.label;

/// What the screen is in the middle of.
enum Phase {
    /// waiting for a session
    ASKING,
    /// a unit is on its way
    LOADING,
    /// a unit is shown
    READING,
    /// the label is being written and the machine labels fetched
    SAVING,
    /// the label is on disk and the machine labels are shown; the next key moves on or gives a second label
    SAVED,
    /// no unit is left without a decision
    FINISHED
}
