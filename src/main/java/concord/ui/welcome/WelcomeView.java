package concord.ui.welcome;

import concord.ui.Texts;
import concord.ui.control.Logo;
import concord.ui.control.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The first screen: one filled button opens the sample, a drop zone starts a project, the working order in five lines.
public final class WelcomeView extends BorderPane {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final List<String> STEPS = List.of("data", "codebook", "label", "audit", "students");
    private final WelcomeActions actions;

    public WelcomeView(WelcomeActions actions) {
        this.actions = actions;
        getStyleClass().add("welcome");
        HBox both = new HBox(96, left(), right());
        both.setAlignment(Pos.CENTER);
        both.setPadding(new Insets(24, 48, 24, 48));
        setCenter(both);
        setBottom(foot());
    }

    private Node left() {
        Button sample = Parts.primary(Texts.get("welcome.sample"), "book-open", "lg");
        sample.setId("open-sample");
        sample.setOnAction(_ -> actions.openSample());
        Button create = Parts.button(Texts.get("welcome.new"), "plus");
        create.setOnAction(_ -> actions.create());
        Button open = Parts.button(Texts.get("welcome.open"), "folder");
        open.setOnAction(_ -> actions.open());
        VBox left = Parts.column(0, new Logo(48), Parts.gap(28), Parts.text(Texts.get("shell.title"), "t-display"), Parts.gap(12),
                Parts.sentence(Texts.get("welcome.what"), "ink-2"), Parts.gap(28), sample, Parts.gap(10),
                Parts.text(Texts.get("welcome.sample.what"), "t-note", "ink-3"), Parts.gap(24), Parts.row(12, create, open), Parts.gap(32),
                dropZone());
        Parts.width(left, 400);
        left.setAlignment(Pos.CENTER_LEFT);
        return left;
    }

    private Node dropZone() {
        VBox zone = Parts.column(6, Parts.icon("upload-cloud", "big"), Parts.text(Texts.get("welcome.drop"), "t-medium"),
                Parts.text(Texts.get("welcome.drop.kinds"), "t-note", "ink-3"));
        zone.setAlignment(Pos.CENTER);
        zone.getStyleClass().add("drop");
        Parts.height(zone, 118);
        zone.setMaxWidth(380);
        zone.setOnDragOver(event -> {
            if (event.getDragboard().hasFiles())
                event.acceptTransferModes(TransferMode.COPY);
            event.consume();
        });
        zone.setOnDragDropped(this::dropped);
        return zone;
    }

    private void dropped(DragEvent event) {
        List<java.io.File> files = event.getDragboard().getFiles();
        event.setDropCompleted(!files.isEmpty());
        event.consume();
        if (files.isEmpty())
            return;
        Path file = files.getFirst().toPath();
        if (file.toString().endsWith(".mv.db")) {
            actions.open(file);
        } else {
            actions.startWith(file);
        }
    }

    private Node right() {
        VBox projects = card(Texts.get("welcome.projects"));
        List<Path> recent = actions.recent();
        for (Path file : recent.subList(0, Math.min(4, recent.size()))) {
            projects.getChildren().addAll(Parts.hair(), project(file));
        }
        projects.getChildren().addAll(Parts.hair(), Parts.gap(14),
                Parts.text(Texts.get(recent.isEmpty() ? "welcome.projects.none" : "welcome.projects.more"), "t-note", "ink-3"));
        VBox order = card(Texts.get("welcome.order"));
        for (int i = 0; i < STEPS.size(); i++) {
            Label number = Parts.text(String.valueOf(i + 1), "avatar");
            Label name = Parts.text(Texts.get("welcome.step." + STEPS.get(i)), "t-medium");
            Parts.width(name, 84);
            HBox line = Parts.row(14, number, name, Parts.elided(Texts.get("welcome.step." + STEPS.get(i) + ".what"), "t-note", "ink-2"));
            line.setMinHeight(40);
            order.getChildren().add(line);
        }
        VBox right = Parts.column(16, projects, order);
        right.setAlignment(Pos.CENTER);
        right.setMinWidth(320);
        right.setPrefWidth(560);
        right.setMaxWidth(560);
        return right;
    }

    private static VBox card(String title) {
        VBox card = Parts.column(0, Parts.text(title, "t-head"), Parts.gap(14));
        card.getStyleClass().add("card");
        card.setPadding(new Insets(24));
        card.setMinHeight(Region.USE_PREF_SIZE);
        return card;
    }

    private Node project(Path file) {
        VBox words = Parts.column(2, Parts.elided(file.getFileName().toString().replaceFirst("\\.mv\\.db$", ""), "t-medium"),
                Parts.elided(String.valueOf(file.getParent()), "t-small", "ink-3"));
        words.setMinWidth(0);
        HBox row = Parts.row(14, Parts.icon("file"), words, Parts.spacer(), Parts.text(changed(file), "t-small", "ink-3"));
        row.setMouseTransparent(true);
        row.setMinWidth(0);
        Button button = new Button(null, row);
        button.getStyleClass().add("row-button");
        button.setMaxWidth(Double.MAX_VALUE);
        row.prefWidthProperty().bind(button.widthProperty().subtract(16));
        button.setAccessibleText(Texts.get("welcome.open") + " " + file.getFileName());
        button.setOnAction(_ -> actions.open(file));
        return button;
    }

    private static String changed(Path file) {
        try {
            return DAY.format(Files.getLastModifiedTime(file).toInstant().atZone(ZoneId.systemDefault()));
        } catch (IOException e) {
            return "";
        }
    }

    private Node foot() {
        Button theme = Parts.iconButton("moon", Texts.get("shell.theme"), "sm");
        theme.setOnAction(_ -> actions.toggleTheme());
        Button settings = Parts.iconButton("settings", Texts.get("settings.title"), "sm");
        settings.setOnAction(_ -> actions.settings());
        String version = WelcomeView.class.getPackage().getImplementationVersion();
        HBox foot = Parts.row(8, Parts.text(version == null ? "" : Texts.get("welcome.version", version), "t-small", "ink-3"),
                Parts.spacer(), theme, settings);
        foot.getStyleClass().add("statusbar");
        Parts.height(foot, 40);
        return foot;
    }
}
