package concord.study;

import concord.stats.MultiLabelFigures;
import concord.stats.PairwiseFigures;
import concord.stats.RankingFigures;

/// Figures on test units, by kind of variable.
public sealed interface TestFigures {
    record Single(PairwiseFigures figures) implements TestFigures {}

    record Several(MultiLabelFigures figures) implements TestFigures {}

    record Ranked(RankingFigures figures) implements TestFigures {}
}
