package concord.ui.shell;

import concord.model.Annotator;
import java.util.ArrayList;
import java.util.List;

/// One line of the pair selector.
///
/// @param hidden a teacher or student takes part, so the pair's figures tell something to somebody who labels blind
/// @param n      units both labelled
record PairChoice(AnnotatorPair pair, boolean hidden, long n) {

    /// Every pair worth comparing, without its overlap: references first in the order people, teachers, final labels as reference for all, and
    /// no student against another.
    static List<PairChoice> among(List<Annotator> annotators, String finalName, boolean withFinal) {
        List<PairChoice> choices = new ArrayList<>();
        for (int i = 0; i < annotators.size(); i++) {
            for (int j = i + 1; j < annotators.size(); j++) {
                Annotator a = annotators.get(i);
                Annotator b = annotators.get(j);
                if (a instanceof Annotator.Student && b instanceof Annotator.Student)
                    continue;
                boolean hidden = !(a instanceof Annotator.Human && b instanceof Annotator.Human);
                choices.add(new PairChoice(new AnnotatorPair(a.name(), b.name()), hidden, 0));
            }
        }
        if (withFinal) {
            for (Annotator b : annotators) {
                choices.add(new PairChoice(new AnnotatorPair(finalName, b.name()), true, 0));
            }
        }
        return choices;
    }

    /// Everybody who graded against each who ordered by numbers without grades.
    static List<PairChoice> scored(List<Annotator> graded, List<Annotator> scoring, String finalName, boolean withFinal) {
        List<PairChoice> choices = new ArrayList<>();
        for (Annotator b : scoring) {
            for (Annotator a : graded) {
                if (!(a instanceof Annotator.Student))
                    choices.add(new PairChoice(new AnnotatorPair(a.name(), b.name()), true, 0));
            }
            if (withFinal)
                choices.add(new PairChoice(new AnnotatorPair(finalName, b.name()), true, 0));
        }
        return choices;
    }

    PairChoice overlap(long units) {
        return new PairChoice(pair, hidden, units);
    }
}
