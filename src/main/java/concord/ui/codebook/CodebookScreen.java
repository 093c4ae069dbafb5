package concord.ui.codebook;

import atlantafx.base.controls.ModalPane;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.shell.Screen;
import concord.ui.shell.Workspace;
import java.util.Objects;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The Codebook screen: variables and labels at the left, one of them in the middle, the versions at the right. Edits gather in a draft that
/// becomes the next version when its reason is given.
public final class CodebookScreen implements Screen {
    private final CodebookViewModel model;
    private final Workspace workspace;
    private final ModalPane modal = new ModalPane();
    private final VBox main = new VBox(16);
    private final StackPane view = new StackPane(main, modal);
    private final StackPane side = new StackPane();
    private final Label subtitle = Parts.elided("", "ink-2", "t-note");
    private final VBox editor = new VBox();
    private final HBox body;
    private final Node empty;

    public CodebookScreen(Workspace workspace) {
        this.workspace = workspace;
        this.model = new CodebookViewModel(workspace);
        String css = Objects.requireNonNull(CodebookScreen.class.getResource("/concord/ui/css/codebook.css")).toExternalForm();
        view.getStylesheets().add(css);
        side.getStylesheets().add(css);
        side.getChildren().add(new VersionsPane(model).view());
        ScrollPane scroll = Parts.style(new ScrollPane(editor), "card", "plain-scroll");
        scroll.setFitToWidth(true);
        scroll.setMinHeight(0);
        Parts.grow(scroll);
        Parts.padded(editor, 20, 24, 20, 24);
        body = new HBox(16, new OutlinePane(model).view(), scroll);
        body.setMinHeight(0);
        body.setPrefHeight(10);
        VBox.setVgrow(body, Priority.ALWAYS);
        empty = emptyState();
        Label problem = Parts.wrapped("", "ink-bad", "t-note");
        problem.setId("codebook-problem");
        problem.textProperty().bind(model.problemProperty());
        problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        main.getChildren().addAll(head(), problem, body);
        Parts.padded(main, 24, 24, 20, 24);
        view.setMinSize(0, 0);
        model.revisionProperty().addListener(_ -> edit());
        model.staleProperty().addListener(_ -> refreshCounts());
        model.givenProperty().addListener(_ -> refreshCounts());
        model.dirtyProperty().addListener(_ -> subtitle());
        subtitle();
        edit();
    }

    @Override
    public String id() {
        return "codebook";
    }

    @Override
    public Node view() {
        return view;
    }

    @Override
    public Node side() {
        return side;
    }

    @Override
    public void shown() {
        model.activate();
    }

    @Override
    public void hidden() {
        model.deactivate();
        modal.hide(true);
    }

    CodebookViewModel model() {
        return model;
    }

    private HBox head() {
        Button save = Parts.primary("", "check", this::askReason);
        save.setId("codebook-save");
        Button discard = Parts.button(Texts.get("codebook.discard"), model::discard);
        save.visibleProperty().bind(model.dirtyProperty());
        discard.visibleProperty().bind(model.dirtyProperty());
        model.dirtyProperty().addListener(_ -> save.setText(Texts.get("codebook.save", model.nextVersion())));
        return Parts.row(12, new VBox(2, Parts.elided(Texts.get("codebook.title"), "t-title"), subtitle), Parts.spacer(), discard, save);
    }

    private void subtitle() {
        int version = model.base().version();
        if (model.dirtyProperty().get()) {
            subtitle.setText(Texts.get("codebook.draft", model.nextVersion()));
        } else {
            subtitle.setText(version == 0 ? Texts.get("codebook.no-version") : Texts.get("codebook.version", version, model.nextVersion()));
        }
    }

    private void edit() {
        subtitle();
        boolean nothing = model.draftProperty().get().isEmpty();
        main.getChildren().set(2, nothing ? empty : body);
        if (nothing)
            return;
        editor.getChildren().setAll(model.label() != null ? new LabelEditor(model).view() : new VariableEditor(model).view());
    }

    /// The counts stand in the editor's head, which is small enough to be made anew unless somebody types.
    private void refreshCounts() {
        Node owner = view.getScene() == null ? null : view.getScene().getFocusOwner();
        boolean typing = owner instanceof javafx.scene.control.TextInputControl;
        if (!typing)
            edit();
    }

    private Node emptyState() {
        VBox box = new VBox(12, Parts.icon("book-open", "huge"), Parts.elided(Texts.get("codebook.empty"), "t-head"),
                Parts.elided(Texts.get("codebook.empty-why"), "t-note", "ink-2"),
                Parts.primary(Texts.get("codebook.variable.add"), "plus", model::addVariable, "lg"));
        box.setAlignment(Pos.CENTER);
        VBox.setVgrow(box, Priority.ALWAYS);
        return box;
    }

    private void askReason() {
        Region form = new SaveForm(model, workspace.personProperty().get(), () -> modal.hide(true)).view();
        modal.show(form);
        Platform.runLater(() -> form.lookup("#codebook-reason").requestFocus());
    }
}
