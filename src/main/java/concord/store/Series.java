package concord.store;

/// One annotator's answers to one variable, blind or after reveal; its rows are one range of the annotation table.
record Series(int id, String variable, String annotator, boolean seenLlm) {
    long first() {
        return Packed.of(id, 0);
    }

    /// The last row of units up to this one.
    long upTo(long lastUnit) {
        return Packed.of(id, lastUnit);
    }
}
