package concord.ui.teacher;

import concord.ui.Texts;
import concord.ui.control.EmptyState;
import concord.ui.control.Parts;
import concord.ui.shell.Screen;
import concord.ui.shell.Workspace;
import concord.ui.teacher.TeacherViewModel.Ready;
import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// A language model labels with the codebook, as one more annotator: settings at the left, the run, its prompt and its calls at the right.
public final class TeacherScreen implements Screen {
    /// Below this height the prompt and the calls take turns.
    private static final double LOW = 640;
    private final TeacherViewModel model;
    private final ValidationViewModel validation;
    private final VBox page;
    private final StackPane body = new StackPane();
    private final StackPane right = new StackPane();
    private final HBox full;
    private final FormCard form;
    private final VBox left;
    private final StartRow start;
    private final VBox labelling = new VBox(16);
    private final VBox lower = new VBox(16);
    private final PromptCard prompt;
    private final CallsCard calls;
    private final HBox turns;
    private final ValidationPath path;
    private final RunsView runs;
    private final TeacherSide side;
    private final HBox tabs;
    private int turn;
    private int tab;
    private boolean editing;

    public TeacherScreen(Workspace workspace) {
        model = new TeacherViewModel(workspace);
        AgreementViewModel agreement = new AgreementViewModel(model);
        validation = new ValidationViewModel(model);
        form = new FormCard(model.asking());
        start = StartRow.labelling(model);
        left = new VBox(form);
        left.setMinHeight(0);
        VBox.setVgrow(form, Priority.ALWAYS);
        prompt = new PromptCard(new PromptViewModel(model), model.form(), now -> {
            editing = now;
            layLower();
        });
        calls = new CallsCard(new CallsViewModel(model), model);
        turns = Fields.segments("teacher.lower", List.of("teacher.prompt", "teacher.calls"), i -> {
            turn = i;
            layLower();
        });
        turns.setMaxWidth(Region.USE_PREF_SIZE);
        lower.setMinHeight(0);
        lower.setPrefHeight(10);
        VBox.setVgrow(lower, Priority.ALWAYS);
        labelling.getChildren().addAll(new RunCard(model), lower);
        labelling.setMinSize(0, 0);
        path = new ValidationPath(validation);
        tabs = Fields.segments("teacher.tabs", List.of("teacher.tab.label", "teacher.tab.validate", "teacher.tab.runs"), this::tab);
        runs = new RunsView(new RunsViewModel(model), agreement, () -> ((ToggleButton) tabs.getChildren().getFirst()).fire());
        side = new TeacherSide(model, agreement);
        right.setMinSize(0, 0);
        right.setPrefWidth(10);
        HBox.setHgrow(right, Priority.ALWAYS);
        full = new HBox(16, left, right);
        full.setFillHeight(true);
        full.setMinHeight(0);
        body.setMinHeight(0);
        body.setPrefHeight(10);
        VBox.setVgrow(body, Priority.ALWAYS);
        page = new VBox(16, head(), body);
        page.setPadding(new Insets(24, 24, 20, 24));
        page.setId("teacher-screen");
        page.setMinSize(0, 0);
        page.heightProperty().addListener((_, _, _) -> layLower());
        model.readyProperty().addListener((_, _, _) -> choose());
        validation.sightProperty().addListener((_, _, _) -> plan());
        model.hidden();
        layLower();
        tab(0);
        choose();
    }

    @Override
    public String id() {
        return "teacher";
    }

    @Override
    public Node view() {
        return page;
    }

    @Override
    public Node side() {
        return side;
    }

    @Override
    public void shown() {
        model.shown();
        validation.refresh();
    }

    @Override
    public void hidden() {
        model.hidden();
    }

    @Override
    public void dispose() {
        model.dispose();
    }

    private HBox head() {
        Label key = Parts.chip("", "lock", "outline");
        key.setId("teacher-key-chip");
        model.outlookProperty().addListener((_, _, now) -> {
            key.setText(FormCard.words(now));
            key.setVisible(now.info() != null && !now.info().keyNames().isEmpty());
        });
        key.setVisible(false);
        HBox head = Parts.row(16, new VBox(2, Parts.text(Texts.get("teacher.title"), "t-title"),
                Parts.elided(Texts.get("teacher.what"), "ink-2", "t-note")), Parts.spacer(), key, tabs);
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private void tab(int index) {
        tab = index;
        form.textsChosenElsewhere(index == 1);
        left.setVisible(index != 2);
        left.setManaged(index != 2);
        form.footer(index == 0 ? start : null);
        right.getChildren().setAll(switch (index) {
            case 0 -> labelling;
            case 1 -> path;
            default -> runs;
        });
        if (index == 1)
            validation.refresh();
        plan();
    }

    /// On the validation's tab the estimate is that of the part labelled next.
    private void plan() {
        var sight = validation.sightProperty().get();
        model.asking().planFor(tab != 1 || sight == null
                ? null
                : sight.validation().filter(v -> v.finalTest() == null).map(v -> v.development()).orElse(null));
    }

    private void layLower() {
        boolean low = page.getHeight() > 0 && page.getHeight() < LOW;
        for (Region card : List.of(prompt, calls)) {
            VBox.setVgrow(card, Priority.ALWAYS);
            card.setPrefHeight(10);
        }
        lower.getChildren().setAll(low
                ? List.of(turns, turn == 0 ? prompt : calls)
                : editing ? List.of(prompt) : List.of(prompt, calls));
        lower.setSpacing(low ? 10 : 16);
    }

    private void choose() {
        Ready ready = model.readyProperty().get();
        tabs.setVisible(ready == Ready.READY);
        body.getChildren().setAll(switch (ready) {
            case LOADING -> new StackPane();
            case NO_UNITS -> new EmptyState("cpu", Texts.get("teacher.empty.units"), Texts.get("teacher.empty.units.what"),
                    Parts.primary(Texts.get("label.toData"), "upload", () -> model.workspace().screenProperty().set("data")));
            case NO_CODEBOOK -> new EmptyState("cpu", Texts.get("teacher.empty.codebook"), Texts.get("teacher.empty.codebook.what"),
                    Parts.primary(Texts.get("label.toCodebook"), "book-open", () -> model.workspace().screenProperty().set("codebook")));
            case READY -> full;
        });
    }
}
