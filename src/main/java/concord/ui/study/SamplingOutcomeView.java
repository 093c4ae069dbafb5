package concord.ui.study;

import concord.report.LineCurve;
import concord.report.Numbers;
import concord.report.StudyFigures;
import concord.report.StudyFiles;
import concord.study.SamplingOutcome;
import concord.study.SamplingOutcome.Comparison;
import concord.study.SamplingOutcome.Mean;
import concord.ui.Texts;
import concord.ui.control.FigurePane;
import concord.ui.control.LabelGlyph;
import concord.ui.control.Parts;
import concord.ui.control.ThreeLineTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// What has come of a sampling study: a budget curve for each domain, and the strategies against random choice.
final class SamplingOutcomeView extends VBox {
    private static final double WIDE = 560;
    private final StudiesViewModel model;
    private final OutcomeViewModel names;
    private final StringProperty student = new SimpleStringProperty("");
    private final ObservableList<String> students = FXCollections.observableArrayList();
    private final VBox curves = Parts.column(16);
    private final VBox side = new VBox();
    private final VBox sideBody = Parts.column(0);
    private final HBox which;

    SamplingOutcomeView(StudiesViewModel model, OutcomeViewModel names) {
        super(12);
        this.model = model;
        this.names = names;
        setMinHeight(0);
        setId("study-sampling");
        ComboBox<String> box = StudyFields.choice("study-sampling-student", students, student, names::name);
        box.setAccessibleText(Texts.get("study.students"));
        which = Parts.row(8, Parts.text(Texts.get("students.option.student"), "t-note", "ink-3"), box);
        which.managedProperty().bind(which.visibleProperty());
        side.getStyleClass().add("side-content");
        side.setId("study-sampling-side");
        side.getChildren().addAll(scroll(sideBody), new Export(model.workspace(), source()));
        getChildren().addAll(which, scroll(curves));
        model.samplingProperty().addListener((_, _, now) -> take(now));
        student.addListener((_, _, _) -> take(model.samplingProperty().get()));
        widthProperty().addListener((_, before, now) -> {
            if (columns(before.doubleValue()) != columns(now.doubleValue()) || Math.abs(before.doubleValue() - now.doubleValue()) > 8)
                take(model.samplingProperty().get());
        });
        take(null);
    }

    Node side() {
        return side;
    }

    private Export.Source source() {
        return new Export.Source() {
            @Override
            public String table() {
                SamplingOutcome now = model.samplingProperty().get();
                return now == null
                        ? ""
                        : SamplingOutcomeView.this.table(now).stream().map(row -> String.join("\t", row) + "\n")
                                .collect(Collectors.joining());
            }

            @Override
            public String study() {
                SamplingOutcome now = model.samplingProperty().get();
                return now == null ? "" : now.study();
            }

            @Override
            public Supplier<Map<String, byte[]>> files() {
                SamplingOutcome now = model.samplingProperty().get();
                return () -> now == null ? Map.of() : StudyFiles.of(now);
            }
        };
    }

    /// The strategies after the last round, with a head.
    private List<List<String>> table(SamplingOutcome outcome) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(Texts.get("study.copy.domain"), Texts.get("study.copy.strategy"), Texts.get("study.merit.short"),
                Texts.get("study.copy.merit.interval"), Texts.get("study.delta")));
        for (String domain : List.of(SamplingOutcome.TARGET, SamplingOutcome.SOURCE)) {
            for (Mean mean : ended(outcome, domain)) {
                rows.add(List.of(SamplingSetUpView.domain(domain), SamplingSetUpView.name(mean.strategy()),
                        Numbers.bounded(mean.merit()), Numbers.interval(mean.interval()), delta(comparison(outcome, mean))));
            }
        }
        return rows;
    }

    private List<Mean> ended(SamplingOutcome outcome, String domain) {
        int last = outcome.means().stream().mapToInt(Mean::round).max().orElse(0);
        return outcome.means().stream().filter(m -> m.student().equals(student.get()) && m.domain().equals(domain) && m.round() == last
                && !m.strategy().equals(SamplingOutcome.START)).toList();
    }

    private static Optional<Comparison> comparison(SamplingOutcome outcome, Mean mean) {
        return outcome.comparisons().stream().filter(c -> c.student().equals(mean.student()) && c.domain().equals(mean.domain())
                && c.strategy().equals(mean.strategy())).findFirst();
    }

    private static ScrollPane scroll(Node content) {
        ScrollPane scroll = new ScrollPane(content);
        scroll.getStyleClass().add("bare");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinHeight(0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        return scroll;
    }

    private static int columns(double width) {
        return width >= 2 * 380 + 16 ? 2 : 1;
    }

    private void take(@Nullable SamplingOutcome outcome) {
        curves.getChildren().clear();
        sideBody.getChildren().setAll(Parts.text(Texts.get("study.strategies.side"), "t-head"));
        which.setVisible(false);
        if (outcome == null)
            return;
        if (!students.equals(outcome.request().students()))
            students.setAll(outcome.request().students());
        if (!students.contains(student.get())) {
            student.set(students.getFirst());
            return;
        }
        which.setVisible(students.size() > 1);
        draw(outcome);
        list(outcome);
    }

    private void draw(SamplingOutcome outcome) {
        List<LineCurve> all = List.of(SamplingOutcome.TARGET, SamplingOutcome.SOURCE).stream()
                .filter(domain -> outcome.means().stream().anyMatch(m -> m.domain().equals(domain)))
                .map(domain -> StudyFigures.budget(outcome, student.get(), domain)).toList();
        if (all.isEmpty()) {
            Label none = Parts.sentence(Texts.get("study.sampling.none"), "ink-3");
            curves.getChildren().add(none);
            return;
        }
        int columns = Math.min(columns(getWidth()), all.size());
        double width = Math.min(WIDE, (getWidth() - (columns - 1) * 16) / columns - 36);
        HBox row = new HBox(16);
        List<Node> cards = new ArrayList<>();
        for (LineCurve curve : all) {
            VBox card = new VBox(new FigurePane(curve.layout(Math.max(260, width))));
            card.getStyleClass().add("card");
            card.setPadding(new Insets(16, 18, 14, 18));
            card.setMinHeight(Region.USE_PREF_SIZE);
            HBox.setHgrow(card, Priority.ALWAYS);
            cards.add(card);
        }
        if (columns == 2) {
            row.getChildren().addAll(cards);
            curves.getChildren().add(row);
        } else {
            curves.getChildren().addAll(cards);
        }
    }

    private void list(SamplingOutcome outcome) {
        sideBody.getChildren().addAll(Parts.gap(2), Parts.sentence(Texts.get("study.strategies.side.what"), "t-small", "ink-3"));
        for (String domain : List.of(SamplingOutcome.TARGET, SamplingOutcome.SOURCE)) {
            List<Mean> ended = ended(outcome, domain);
            if (ended.isEmpty())
                continue;
            ThreeLineTable table = new ThreeLineTable(List.of(SamplingSetUpView.domain(domain), Texts.get("study.merit.short"),
                    Texts.get("study.delta")), 98, 36, 118);
            List<List<Node>> rows = new ArrayList<>();
            for (Mean mean : ended) {
                Optional<Comparison> comparison = comparison(outcome, mean);
                int slot = Math.max(0, strategies(outcome).indexOf(mean.strategy()));
                Label name = Parts.elided(SamplingSetUpView.name(mean.strategy()), "t-note");
                name.setMaxWidth(78);
                Label merit = Parts.text(Numbers.bounded(mean.merit()), "t-note");
                if (mean.interval() != null)
                    Parts.hint(merit, Numbers.interval(mean.interval()));
                rows.add(List.of(Parts.row(7, new LabelGlyph(slot, 10), name), merit, Parts.text(delta(comparison), "t-note")));
            }
            table.setRows(rows);
            sideBody.getChildren().addAll(Parts.gap(16), table);
        }
        VBox notes = Parts.column(6);
        outcome.notes().forEach(n -> notes.getChildren().add(Parts.sentence(n, "t-small", "ink-3")));
        sideBody.getChildren().addAll(Parts.gap(20), Parts.hair(), Parts.gap(12), notes);
    }

    /// In the order in which the figures give them their marks.
    private static List<String> strategies(SamplingOutcome outcome) {
        return outcome.means().stream().map(Mean::strategy).filter(strategy -> !strategy.equals(SamplingOutcome.START)).distinct().toList();
    }

    private static String delta(Optional<Comparison> comparison) {
        return comparison.map(c -> Findings.signed(c.delta())
                + (c.interval() == null
                        ? ""
                        : " [" + Findings.signed(c.interval().low()) + ", " + Findings.signed(c.interval().high()) + "]"))
                .orElse("");
    }
}
