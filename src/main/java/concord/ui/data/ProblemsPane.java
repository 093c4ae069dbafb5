package concord.ui.data;

import concord.model.request.ReadOptions;
import concord.model.result.LookAlike;
import concord.model.result.Preview;
import concord.model.result.Problem;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.data.ImportViewModel.Spelling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What is wrong or doubtful about the file to import, each with its line, what will happen and what can be done.
final class ProblemsPane {
    /// Problems beyond these are counted; the list of an import names them all.
    private static final int SHOWN = 60;

    private final ImportViewModel model;
    private final VBox view = new VBox();

    ProblemsPane(ImportViewModel model) {
        this.model = model;
        view.setId("data-problems");
        Parts.padded(view, 20, 0, 8, 0);
        model.previewProperty().addListener(_ -> build());
        model.stateProperty().addListener(_ -> build());
        model.merges().addListener((javafx.beans.InvalidationListener) _ -> build());
        build();
    }

    Region view() {
        return view;
    }

    private void build() {
        Preview preview = model.previewProperty().get();
        List<Node> entries = new ArrayList<>();
        int count = 0;
        if (preview != null) {
            for (LookAlike pair : preview.lookAlikes()) {
                entries.add(lookAlike(pair));
            }
            List<Problem> problems = preview.problems().stream()
                    .filter(p -> !(p.code().equals("look_alike") && !preview.lookAlikes().isEmpty()))
                    .sorted(Comparator.comparing(Problem::severity).reversed().thenComparingLong(Problem::line)).toList();
            problems.stream().limit(SHOWN).forEach(p -> entries.add(problem(p)));
            if (problems.size() > SHOWN)
                entries.add(Parts.wrapped(Texts.get("data.problem.more", problems.size() - SHOWN), "t-note", "ink-2"));
            count = problems.size() + preview.lookAlikes().size();
        }
        Label chip = Parts.text(Numbers.count(count), count == 0 ? "chip ok t-note" : "chip warn t-note");
        HBox head = Parts.row(8, Parts.elided(Texts.get("data.problem.title"), "t-head"), Parts.spacer(), chip);
        VBox body = new VBox(16);
        Parts.padded(body, 16, 20, 16, 20);
        if (preview != null && entries.isEmpty())
            body.getChildren().add(Parts.wrapped(Texts.get("data.problem.none"), "t-note", "ink-2"));
        for (Node entry : entries) {
            if (!body.getChildren().isEmpty())
                body.getChildren().add(Parts.hair());
            body.getChildren().add(entry);
        }
        ScrollPane scroll = Parts.style(new ScrollPane(body), "plain-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinHeight(0);
        Parts.grow(scroll);
        view.getChildren().setAll(Parts.padded(head, 0, 20, 0, 20), scroll);
    }

    private Node problem(Problem p) {
        String icon = p.severity() == Problem.Severity.WARNING ? "alert-triangle" : "alert-circle";
        String colour = p.severity() == Problem.Severity.WARNING ? "warn" : "bad";
        String title = switch (p.severity()) {
            case WARNING -> p.line() > 0 ? Texts.get("data.problem.line", p.line()) : Texts.get("data.problem.note");
            case REJECTED -> Texts.get("data.problem.rejected", p.line());
            case FATAL -> Texts.get("data.problem.fatal");
        };
        VBox box = entry(icon, colour, title, p.message());
        if (p.code().contains("quote") && !model.optionsProperty().get().plainQuotes())
            box.getChildren().add(remedies(Parts.link(Texts.get("data.problem.plain-quotes"), this::plainQuotes)));
        return box;
    }

    private void plainQuotes() {
        ReadOptions how = model.optionsProperty().get();
        model.options(new ReadOptions(how.format(), how.encoding(), how.separator(), how.sheet(), how.skipLines(), true));
    }

    private Node lookAlike(LookAlike pair) {
        String a = quoted(pair.a());
        String b = quoted(pair.b());
        VBox box = entry("alert-triangle", "warn", Texts.get("data.problem.look-alike", a, b),
                Texts.get("data.problem.look-alike-why", pair.annotator(), pair.why(), pair.countA(), pair.countB()));
        Spelling now = model.spelling(pair);
        VBox choices = new VBox(4, choice(pair, Spelling.APART, now, Texts.get("data.problem.apart")),
                choice(pair, Spelling.AS_FIRST, now, Texts.get("data.problem.merge", b, a)),
                choice(pair, Spelling.AS_SECOND, now, Texts.get("data.problem.merge", a, b)));
        box.getChildren().add(Parts.padded(choices, 2, 0, 0, 22));
        return box;
    }

    private Node choice(LookAlike pair, Spelling spelling, Spelling now, String words) {
        if (spelling == now)
            return Parts.row(6, Parts.icon("check", "small", "accent"), Parts.elided(words, "t-note", "t-medium"));
        var link = Parts.link(words, () -> model.spelling(pair, spelling));
        link.setMinWidth(0);
        return link;
    }

    /// Spaces at the ends are shown, since they may be the whole difference.
    private static String quoted(String label) {
        return "“" + label.replaceAll("^ | $", "␣").replace("\t", "⇥") + "”";
    }

    private static VBox entry(String icon, String colour, String title, String sentence) {
        HBox head = Parts.row(8, Parts.icon(icon, "small " + colour), Parts.grow(Parts.wrapped(title, "t-medium")));
        head.setAlignment(Pos.TOP_LEFT);
        return new VBox(6, head, Parts.padded(Parts.wrapped(sentence, "t-note", "ink-2"), 0, 0, 0, 22));
    }

    private static Node remedies(Node... links) {
        return Parts.padded(Parts.row(14, links), 2, 0, 0, 22);
    }
}
