package concord.ui.control;

import concord.report.Numbers;
import concord.stats.RankingFigures;
import concord.ui.Texts;

/// What ranking figures are about and by which rules they come, in words.
public final class RankingWords {
    private RankingWords() {
    }

    /// How many queries and documents, and from which grade on a document counts as relevant.
    public static String about(RankingFigures figures) {
        double grade = figures.relevant();
        return Texts.get("ranking.about", Numbers.count(figures.queries().size()), Numbers.count(figures.documents()),
                Numbers.count(figures.unjudged()), grade == Math.rint(grade) ? String.valueOf((long) grade) : Numbers.plain(grade, 2));
    }

    /// How equal scores are ordered, what counts as 0 and what is left out.
    public static String rules(RankingFigures figures) {
        StringBuilder rules = new StringBuilder(Texts.get("ranking.rules"));
        figures.undefined().forEach((key, why) -> rules.append('\n')
                .append(key.equals("queries") ? why : Texts.get("results.figure." + key) + ": " + why));
        return rules.toString();
    }
}
