package concord.ui.data;

import concord.model.VariableKind;
import concord.model.request.ReadOptions;
import concord.model.result.FileFormat;
import concord.model.result.Preview;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.data.ImportViewModel.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// The way of a file into the project: how it is read, its first rows with a role above each column, what the labels answer, and the button
/// that repeats the counts.
final class ImportView {
    private final ImportViewModel model;
    private final Actions actions;
    private final Runnable leave;
    private final StackPane middle = new StackPane();
    private final HBox file = Parts.row(16);
    private final HBox labels = Parts.row(16);
    private final VBox view;
    private final ProgressBar bar = new ProgressBar();
    private final Label phase = Parts.elided("", "t-note", "ink-2");
    private final Timeline clock = new Timeline(new KeyFrame(Duration.millis(120)));

    /// @param leave goes back to the table
    ImportView(ImportViewModel model, Actions actions, Runnable leave) {
        this.model = model;
        this.actions = actions;
        this.leave = leave;
        Parts.padded(Parts.style(file, "card"), 14, 20, 14, 20);
        Parts.padded(Parts.style(labels, "card"), 12, 20, 14, 20);
        labels.setAlignment(Pos.BOTTOM_LEFT);
        middle.setMinHeight(0);
        middle.setPrefHeight(10);
        VBox.setVgrow(middle, Priority.ALWAYS);
        view = new VBox(16, new VBox(2, Parts.elided(Texts.get("data.import.title"), "t-title"),
                Parts.elided(Texts.get("data.import.subtitle"), "ink-2", "t-note")), file, labels, middle, foot());
        Parts.padded(view, 24, 24, 20, 24);
        view.setId("data-import");
        clock.setCycleCount(Timeline.INDEFINITE);
        clock.getKeyFrames().setAll(new KeyFrame(Duration.millis(120), _ -> model.poll()));
        model.stateProperty().addListener(_ -> build());
        model.previewProperty().addListener((_, before, now) -> {
            // A second look under other roles leaves the table, in which a name is being typed, as it is.
            if (before != null && now != null && before.rows() == now.rows()) {
                buildFile();
            } else {
                build();
            }
        });
        model.progressProperty().addListener((_, _, p) -> {
            bar.setProgress(p.fraction());
            phase.setText(p.left().map(left -> Texts.get("data.import.left", p.phase(), p.done(), left.toSeconds() + 1))
                    .orElseGet(() -> p.phase()));
        });
        build();
    }

    Region view() {
        return view;
    }

    void stop() {
        clock.stop();
    }

    private void build() {
        State state = model.stateProperty().get();
        if (state == State.IMPORTING) {
            clock.play();
        } else {
            clock.stop();
        }
        buildFile();
        buildLabels();
        middle.getChildren().setAll(switch (state) {
            case CLOSED -> new Region();
            case READING -> busy(Texts.get("data.import.reading"), null);
            case FAILED -> failed();
            case READY -> new PreviewTable(model, Objects.requireNonNull(model.previewProperty().get())).view();
            case IMPORTING -> importing();
            case DONE -> new ImportResult(model, leave).view();
        });
    }

    private void buildFile() {
        Path path = model.fileProperty().get();
        file.getChildren().clear();
        if (path == null)
            return;
        Preview preview = model.previewProperty().get();
        String facts = size(path) + (preview == null ? "" : ", " + Texts.get("data.import.rows", preview.totalRows()));
        Label name = Parts.elided(path.getFileName().toString(), "t-medium");
        name.setTooltip(new Tooltip(path.toString()));
        file.getChildren().addAll(Parts.icon("file-text", "big", "accent"), new VBox(2, name, Parts.text(facts, "t-note", "ink-2")),
                Parts.spacer());
        State state = model.stateProperty().get();
        if (preview != null && state == State.READY) {
            int problems = preview.problems().size();
            if (problems > 0)
                file.getChildren().add(Parts.text(Texts.get("data.import.problems", problems), "chip", "warn", "t-note"));
            format(preview.format());
        }
        if (state == State.READY || state == State.FAILED)
            file.getChildren().add(Parts.button(Texts.get("data.import.other-file"), "folder", actions::chooseFile, "sm"));
    }

    private void format(FileFormat format) {
        ReadOptions how = model.optionsProperty().get();
        if (!format.format().equals("xlsx") && !format.format().equals("parquet"))
            file.getChildren().add(chooser(Texts.get("data.import.encoding"), encodings(format.encoding()), format.encoding(),
                    e -> new ReadOptions(how.format(), e, how.separator(), how.sheet(), how.skipLines(), how.plainQuotes())));
        Character separator = format.separator();
        if (separator != null) {
            Map<String, Character> names = separators(separator);
            String now = names.entrySet().stream().filter(e -> e.getValue().equals(separator)).map(Map.Entry::getKey).findFirst()
                    .orElse("");
            file.getChildren().add(chooser(Texts.get("data.import.separator"), List.copyOf(names.keySet()), now,
                    s -> new ReadOptions(how.format(), how.encoding(), names.get(s), how.sheet(), how.skipLines(), how.plainQuotes())));
            file.getChildren().add(chooser(Texts.get("data.import.skip"), List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"),
                    String.valueOf(how.skipLines()), s -> new ReadOptions(how.format(), how.encoding(), how.separator(), how.sheet(),
                            Integer.parseInt(s), how.plainQuotes())));
        }
        if (format.sheets().size() > 1)
            file.getChildren().add(chooser(Texts.get("data.import.sheet"), format.sheets(), Objects.requireNonNullElse(format.sheet(), ""),
                    s -> new ReadOptions(how.format(), how.encoding(), how.separator(), s, how.skipLines(), how.plainQuotes())));
    }

    private VBox chooser(String caption, List<String> choices, String now, java.util.function.Function<String, ReadOptions> then) {
        ComboBox<String> box = Parts.style(new ComboBox<>(), "quiet-choice");
        box.getItems().setAll(choices);
        box.setValue(now);
        box.setAccessibleText(caption);
        box.valueProperty().addListener((_, _, value) -> model.options(then.apply(value)));
        return new VBox(2, Parts.text(caption, "t-small", "ink-3"), box);
    }

    private void buildLabels() {
        labels.getChildren().clear();
        boolean ready = model.stateProperty().get() == State.READY;
        labels.setVisible(ready);
        labels.setManaged(ready);
        if (!ready)
            return;
        TextField variable = field(model.variableProperty(), 150);
        ComboBox<VariableKind> kind = new ComboBox<>();
        kind.getItems().setAll(VariableKind.values());
        kind.setConverter(words());
        kind.valueProperty().bindBidirectional(model.kindProperty());
        Parts.style(kind, "choice");
        VBox separator = Parts.field(Texts.get("data.import.multi"), field(model.multiSeparatorProperty(), 90));
        separator.visibleProperty().bind(model.kindProperty().isEqualTo(VariableKind.MULTI));
        separator.managedProperty().bind(separator.visibleProperty());
        CheckBox longForm = new CheckBox(Texts.get("data.import.long"));
        longForm.selectedProperty().bindBidirectional(model.longFormProperty());
        longForm.setMinHeight(36);
        TextField sample = field(model.sampleProperty(), 120);
        sample.setPromptText(Texts.get("data.import.none"));
        labels.getChildren().addAll(Parts.field(Texts.get("data.import.variable"), variable),
                Parts.field(Texts.get("data.import.kind"), kind),
                separator, Parts.field(Texts.get("data.import.missing"), field(model.missingProperty(), 90)),
                Parts.field(Texts.get("data.import.sample"), sample), Parts.spacer(), longForm);
    }

    private static TextField field(javafx.beans.property.StringProperty value, double width) {
        TextField field = Parts.width(Parts.style(new TextField(), "field"), width);
        field.textProperty().bindBidirectional(value);
        return field;
    }

    private Node busy(String sentence, @Nullable Node below) {
        VBox box = new VBox(14, Parts.icon("loader", "big", "accent"), Parts.elided(sentence, "t-medium"));
        if (below != null)
            box.getChildren().add(below);
        box.setAlignment(Pos.CENTER);
        return Parts.style(box, "card");
    }

    private Node importing() {
        bar.setPrefWidth(420);
        bar.setProgress(-1);
        Button cancel = Parts.button(Texts.get("data.import.cancel"), "x", model::cancel);
        VBox below = new VBox(12, bar, phase, cancel);
        below.setAlignment(Pos.CENTER);
        return busy(Texts.get("data.import.importing"), below);
    }

    private Node failed() {
        Label sentence = Parts.wrapped(model.failureProperty().get());
        sentence.setMaxWidth(560);
        VBox box = new VBox(14, Parts.icon("alert-circle", "big", "bad"), Parts.elided(Texts.get("data.import.cannot-read"), "t-head"),
                sentence,
                Parts.button(Texts.get("data.import.other-file"), "folder", actions::chooseFile));
        box.setAlignment(Pos.CENTER);
        return Parts.style(box, "card");
    }

    private HBox foot() {
        Label what = Parts.elided("", "t-medium");
        Label note = Parts.elided("", "t-note", "ink-2");
        Button start = Parts.primary("", "check", model::start);
        start.setId("data-import-start");
        Button back = Parts.button(Texts.get("data.import.back"), leave);
        back.setId("data-import-back");
        Runnable update = () -> {
            what.setText(counts());
            boolean blocked = !model.obstacleProperty().get().isEmpty();
            String trouble = blocked ? model.obstacleProperty().get() : model.failureProperty().get();
            note.setText(trouble.isEmpty() ? setAside() : trouble);
            note.getStyleClass().setAll("label", "t-note", trouble.isEmpty() ? "ink-2" : "ink-bad");
            note.setTooltip(note.getText().isEmpty() ? null : new Tooltip(note.getText()));
            start.setText(model.longFormProperty().get()
                    ? Texts.get("data.import.start-rows", model.importable())
                    : Texts.get("data.import.start", model.importable()));
            start.setDisable(blocked || model.importable() == 0);
        };
        model.previewProperty().addListener((_, before, now) -> {
            if (before == null || now == null || before.rows() != now.rows())
                model.columns().forEach(c -> c.roleProperty().addListener(_ -> update.run()));
            update.run();
        });
        model.obstacleProperty().addListener(_ -> update.run());
        model.failureProperty().addListener(_ -> update.run());
        model.longFormProperty().addListener(_ -> update.run());
        HBox foot = Parts.row(12, Parts.grow(new VBox(2, what, note)), back, start);
        var ready = Bindings.createBooleanBinding(() -> model.stateProperty().get() == State.READY, model.stateProperty());
        start.visibleProperty().bind(ready);
        start.managedProperty().bind(ready);
        what.visibleProperty().bind(ready);
        note.visibleProperty().bind(ready);
        back.visibleProperty()
                .bind(model.stateProperty().isNotEqualTo(State.IMPORTING).and(model.stateProperty().isNotEqualTo(State.DONE)));
        back.managedProperty().bind(back.visibleProperty());
        foot.managedProperty().bind(model.stateProperty().isNotEqualTo(State.DONE));
        return foot;
    }

    private String counts() {
        return Texts.get(model.longFormProperty().get() ? "data.import.counts-long" : "data.import.counts", model.importable(),
                model.count(ColumnChoice.Kind.HUMAN), model.count(ColumnChoice.Kind.TEACHER));
    }

    private String setAside() {
        Preview preview = model.previewProperty().get();
        long repeated = preview == null || model.longFormProperty().get() ? 0 : preview.repeatedIds();
        long aside = preview == null ? 0 : preview.totalRows() - model.importable() - repeated;
        return aside == 0 ? Texts.get("data.import.all-fine") : Texts.get("data.import.set-aside", aside);
    }

    private static String size(Path path) {
        try {
            long bytes = Files.size(path);
            return bytes < 1_000_000
                    ? Texts.get("data.import.kilobytes", Math.max(1, Math.round(bytes / 1000.0)))
                    : Texts.get("data.import.megabytes", Math.round(bytes / 100_000.0) / 10.0);
        } catch (IOException _) {
            return "";
        }
    }

    private static List<String> encodings(String now) {
        List<String> usual = new java.util.ArrayList<>(
                List.of("UTF-8", "windows-1252", "ISO-8859-1", "ISO-8859-15", "UTF-16LE", "UTF-16BE"));
        if (usual.stream().noneMatch(e -> e.equals(now)))
            usual.addFirst(now);
        return usual;
    }

    private static Map<String, Character> separators(char now) {
        Map<String, Character> names = new LinkedHashMap<>();
        names.put(Texts.get("data.import.comma"), ',');
        names.put(Texts.get("data.import.semicolon"), ';');
        names.put(Texts.get("data.import.tab"), '\t');
        names.put(Texts.get("data.import.pipe"), '|');
        if (!names.containsValue(now))
            names.put(String.valueOf(now), now);
        return names;
    }

    private static StringConverter<VariableKind> words() {
        return new StringConverter<>() {
            @Override
            public String toString(@Nullable VariableKind kind) {
                return kind == null ? "" : switch (kind) {
                    case SINGLE -> Texts.get("data.kind.single");
                    case MULTI -> Texts.get("data.kind.multi");
                    case ORDINAL -> Texts.get("data.kind.ordinal");
                    case PAIR -> Texts.get("data.kind.pair");
                    case RANKING -> Texts.get("data.kind.ranking");
                };
            }

            @Override
            public VariableKind fromString(String text) {
                throw new UnsupportedOperationException("the choice is not typed");
            }
        };
    }
}
