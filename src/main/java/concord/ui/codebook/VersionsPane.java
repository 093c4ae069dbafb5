package concord.ui.codebook;

import concord.app.CodebookService.Edit;
import concord.model.Codebook;
import concord.ui.Texts;
import concord.ui.codebook.CodebookViewModel.History;
import concord.ui.control.Parts;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The versions of the codebook, newest first, above them what the draft changes; each with its differences struck or underlined.
final class VersionsPane {
    private static final int SHOWN = 8;

    private final CodebookViewModel model;
    private final VBox view = new VBox();

    VersionsPane(CodebookViewModel model) {
        this.model = model;
        view.setId("codebook-versions");
        Parts.padded(view, 20, 0, 12, 0);
        model.historyProperty().addListener(_ -> build());
        model.pendingProperty().addListener(_ -> build());
        build();
    }

    Region view() {
        return view;
    }

    private void build() {
        VBox body = new VBox(16);
        Parts.padded(body, 16, 20, 16, 20);
        if (!model.pendingProperty().get().isEmpty())
            body.getChildren().add(draft());
        for (History step : model.historyProperty().get()) {
            if (!body.getChildren().isEmpty())
                body.getChildren().add(Parts.hair());
            body.getChildren().add(version(step));
        }
        if (body.getChildren().isEmpty())
            body.getChildren().add(Parts.wrapped(Texts.get("codebook.versions.none"), "t-note", "ink-2"));
        ScrollPane scroll = Parts.style(new ScrollPane(body), "plain-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinHeight(0);
        Parts.grow(scroll);
        HBox note = Parts.row(8, Parts.icon("info", "small", "faint"),
                Parts.grow(Parts.wrapped(Texts.get("codebook.versions.note"), "t-small", "ink-3")));
        note.setAlignment(Pos.TOP_LEFT);
        view.getChildren().setAll(Parts.padded(Parts.row(8, Parts.elided(Texts.get("codebook.versions"), "t-head")), 0, 20, 0, 20), scroll,
                Parts.padded(note, 8, 20, 8, 20));
    }

    private Node draft() {
        VBox box = new VBox(8, Parts.row(8, Parts.text(Texts.get("codebook.versions.draft"), "chip", "warn", "t-note"),
                Parts.elided(Texts.get("codebook.versions.unsaved"), "t-note", "ink-2")));
        edits(box, model.pendingProperty().get());
        return box;
    }

    private Node version(History step) {
        Codebook version = step.version();
        boolean current = version.version() == model.base().version();
        VBox box = new VBox(6,
                Parts.row(8,
                        Parts.text(Texts.get("codebook.versions.number", version.version()),
                                current ? "chip accent t-note" : "chip t-note"),
                        Parts.elided(version.author(), "t-note", "t-medium"), Parts.spacer(),
                        Parts.text(when(version), "t-small", "ink-3")));
        if (!version.reason().isBlank())
            box.getChildren().add(Parts.wrapped(version.reason(), "t-note", "ink-2"));
        edits(box, step.edits());
        return box;
    }

    private static void edits(VBox box, List<Edit> edits) {
        edits.stream().limit(SHOWN).forEach(edit -> box.getChildren().add(Differences.of(edit)));
        if (edits.size() > SHOWN)
            box.getChildren().add(Parts.wrapped(Texts.get("codebook.versions.more", edits.size() - SHOWN), "t-small", "ink-3"));
    }

    private static String when(Codebook version) {
        ZonedDateTime at = version.at().atZone(ZoneId.systemDefault());
        if (at.toLocalDate().equals(LocalDate.now()))
            return Texts.get("codebook.versions.today", at.format(DateTimeFormatter.ofPattern("HH:mm")));
        return at.format(DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH));
    }
}
