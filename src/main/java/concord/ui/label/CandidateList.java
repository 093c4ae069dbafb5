package concord.ui.label;

import concord.app.LabelService.Candidate;
import concord.app.LabelService.Candidates;
import concord.model.Label;
import concord.model.Variable;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.control.Readings;
import concord.ui.control.UnitText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The documents of one query as cards in a list: the one being graded in full, the others in two lines, each with the grade it has. A click goes to
/// a card.
final class CandidateList extends VBox {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final int SHORT = 400;

    private final LongConsumer open;
    private final List<Card> cards = new ArrayList<>();
    private @Nullable Candidates shown;
    private @Nullable Card current;

    /// @param open told the unit of a card that was clicked
    CandidateList(LongConsumer open) {
        super(8);
        this.open = open;
        getStyleClass().add("candidates");
    }

    /// @param given    labels later than those of the candidates, by position
    /// @param position of the document being graded
    void show(Candidates candidates, Map<Integer, String> given, int position, Start start) {
        if (!same(candidates))
            build(candidates);
        shown = candidates;
        for (Card card : cards) {
            card.grade(start.variable(), grade(card.candidate, given));
            card.read(card.candidate.position() == position, start.keywords());
            if (card.candidate.position() == position)
                current = card;
        }
    }

    /// Documents that have a grade.
    static int graded(Candidates candidates, Map<Integer, String> given) {
        return (int) candidates.listed().stream().filter(c -> !grade(c, given).isEmpty()).count();
    }

    private static String grade(Candidate candidate, Map<Integer, String> given) {
        String before = candidate.label() == null ? "" : candidate.label();
        return given.getOrDefault(candidate.position(), before);
    }

    private boolean same(Candidates candidates) {
        return shown != null && shown.query().equals(candidates.query()) && shown.before() == candidates.before()
                && shown.listed().size() == candidates.listed().size()
                && shown.listed().getFirst().position() == candidates.listed().getFirst().position();
    }

    private void build(Candidates candidates) {
        cards.clear();
        getChildren().clear();
        for (int i = 0; i < candidates.listed().size(); i++) {
            Card card = new Card(candidates.listed().get(i), candidates.before() + i + 1, candidates.total());
            cards.add(card);
            getChildren().add(card);
        }
        int end = candidates.before() + candidates.listed().size();
        if (candidates.listed().size() < candidates.total())
            getChildren().addFirst(Parts.text(Texts.get("ranking.label.part", candidates.before() + 1, end, candidates.total()), "t-small",
                    "ink-3"));
    }

    /// Brings the document being graded to the top of what is seen, with a little of the one before it.
    void reveal(ScrollPane scroll) {
        if (current == null)
            return;
        scroll.applyCss();
        scroll.layout();
        double room = getHeight() - scroll.getViewportBounds().getHeight();
        double above = Math.min(28, scroll.getViewportBounds().getHeight() / 4);
        scroll.setVvalue(room <= 0 ? 0 : Math.clamp((current.getBoundsInParent().getMinY() - above) / room, 0, 1));
    }

    private final class Card extends VBox {
        private final Candidate candidate;
        private final StackPane grade = new StackPane();
        private final StackPane text = new StackPane();
        private String shownGrade = "\u0000";
        private @Nullable Boolean reading;

        Card(Candidate candidate, int number, int total) {
            super(4);
            this.candidate = candidate;
            getStyleClass().add("candidate");
            setAccessibleRole(AccessibleRole.LIST_ITEM);
            setAccessibleText(Texts.get("ranking.label.document", number, total));
            HBox top = Parts.row(8, Parts.text(Texts.get("ranking.label.document", number, total), "t-small", "ink-3"), Parts.spacer(),
                    grade);
            top.setMinHeight(22);
            getChildren().addAll(top, text);
            setOnMouseClicked(_ -> open.accept(candidate.unit().id()));
        }

        void grade(Variable variable, String label) {
            if (label.equals(shownGrade))
                return;
            shownGrade = label;
            grade.getChildren().clear();
            if (!label.isEmpty())
                grade.getChildren().add(Parts.tag(variable.label(label).map(Label::slot).orElse(7), label));
        }

        void read(boolean now, List<String> keywords) {
            if (reading != null && reading == now)
                return;
            reading = now;
            pseudoClassStateChanged(CURRENT, now);
            text.getChildren().setAll(now ? whole(keywords) : brief());
        }

        private Node whole(List<String> keywords) {
            String words = candidate.unit().text();
            if (words.isEmpty())
                return Parts.wrapped(Texts.get("label.emptyText"), "ink-3", "t-italic");
            UnitText whole = new UnitText("t-unit", 6);
            whole.show(words, Readings.keywords(words, keywords));
            return whole;
        }

        private Node brief() {
            String line = candidate.unit().text().strip().replaceAll("\\s+", " ");
            javafx.scene.control.Label brief = Parts.wrapped(line.length() > SHORT ? line.substring(0, SHORT) : line, "t-note", "ink-2");
            brief.setMinHeight(0);
            brief.setPrefHeight(38);
            brief.setMaxHeight(38);
            brief.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(brief, Priority.ALWAYS);
            return brief;
        }
    }
}
