package concord.ui.audit;

import concord.app.Change;
import concord.app.Settings;
import concord.model.UnitFilter;
import concord.model.Variable;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.control.SingleFile;
import concord.ui.shell.AnnotatorPair;
import concord.ui.shell.Screen;
import concord.ui.shell.Workspace;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The Audit screen: where two annotators differ, and what the final label is. The agreement figures and the confusion matrix stand in the results
/// pane beside it.
public final class AuditScreen implements Screen {
    private final Workspace workspace;
    private final AuditViewModel model;
    private final AuditView view;
    private final ChangeListener<@Nullable Object> reopen = (_, _, _) -> stale();
    private final ChangeListener<@Nullable AnnotatorPair> otherPair = (_, _, pair) -> pairChanged(pair);
    private final ChangeListener<UnitFilter.@Nullable Cell> otherCell;
    private boolean visible;
    private boolean stale = true;

    public AuditScreen(Workspace workspace) {
        this.workspace = workspace;
        model = new AuditViewModel(new SingleFile(workspace::load), workspace.project().audit());
        view = new AuditView(model, new AuditView.Surroundings() {
            @Override
            public String person() {
                String person = workspace.personProperty().get();
                if (person.isEmpty())
                    ask();
                return person;
            }

            @Override
            public void clearCell() {
                workspace.cellProperty().set(null);
            }
        });
        otherCell = (_, _, cell) -> model.cell(cell);
        workspace.variableProperty().addListener(reopen);
        workspace.pairProperty().addListener(otherPair);
        workspace.cellProperty().addListener(otherCell);
        workspace.on(this::stale, Change.UNITS, Change.CODEBOOK, Change.ANNOTATIONS, Change.RUNS, Change.SETTINGS);
        model.noteProperty().addListener((_, _, note) -> {
            if (!note.isEmpty())
                workspace.message(note);
        });
    }

    @Override
    public String id() {
        return "audit";
    }

    @Override
    public Node view() {
        return view;
    }

    @Override
    public void shown() {
        visible = true;
        if (stale) {
            open();
        } else {
            view.focus();
        }
    }

    @Override
    public void hidden() {
        visible = false;
    }

    @Override
    public void dispose() {
        workspace.variableProperty().removeListener(reopen);
        workspace.pairProperty().removeListener(otherPair);
        workspace.cellProperty().removeListener(otherCell);
    }

    private void pairChanged(@Nullable AnnotatorPair pair) {
        AuditCase shown = model.auditProperty().get();
        if (shown == null || !shown.pair().equals(pair))
            stale();
    }

    private void stale() {
        stale = true;
        if (visible)
            open();
    }

    private void open() {
        stale = false;
        Variable variable = workspace.variableProperty().get();
        if (variable == null) {
            nothing();
            return;
        }
        AnnotatorPair wished = workspace.pairProperty().get();
        String person = workspace.personProperty().get();
        workspace.load(() -> AuditChoice.find(workspace.project(), variable, wished, person), found -> show(found, variable));
    }

    private void show(Optional<AuditCase> found, Variable asked) {
        if (!Objects.equals(asked, workspace.variableProperty().get()))
            return;
        if (found.isEmpty()) {
            nothing();
            return;
        }
        AuditCase audit = found.get();
        view.audit();
        boolean same = audit.equals(model.auditProperty().get());
        if (same) {
            model.refresh();
        } else {
            model.open(audit, workspace.cellProperty().get());
        }
        if (workspace.pairProperty().get() == null)
            workspace.pairProperty().set(audit.pair());
        view.focus();
    }

    private void nothing() {
        view.instead(notice(Texts.get("audit.nothing"), Texts.get("audit.nothingHint"),
                Parts.row(12, Parts.primary(Texts.get("audit.toLabel"), "tag", () -> workspace.screenProperty().set("label")),
                        Parts.button(Texts.get("audit.toData"), "upload", () -> workspace.screenProperty().set("data")))));
    }

    private void ask() {
        TextField name = new TextField();
        name.setId("auditor");
        name.getStyleClass().add("input");
        name.setPromptText(Texts.get("label.personPrompt"));
        name.setMaxWidth(280);
        Runnable go = () -> {
            String person = name.getText().strip();
            if (person.isEmpty())
                return;
            Settings now = workspace.app().settings();
            workspace.personProperty().set(person);
            workspace.load(() -> {
                workspace.app().settings(
                        new Settings(now.theme(), now.textSize(), person, now.threads(), now.draws(), now.recent()));
                return person;
            }, _ -> {
                view.audit();
                view.focus();
            });
        };
        name.setOnAction(_ -> go.run());
        view.instead(notice(Texts.get("audit.who"), Texts.get("audit.whoHint"),
                new VBox(12, name, Parts.primary(Texts.get("audit.go"), "arrow-right", go))));
        name.requestFocus();
    }

    private static VBox notice(String title, String sentence, javafx.scene.layout.Pane actions) {
        javafx.scene.control.Label words = Parts.wrapped(sentence, "ink-2");
        words.setMaxWidth(480);
        VBox card = new VBox(12, Parts.icon("git-pull-request", "huge"), Parts.wrapped(title, "t-head"), words, actions);
        card.getStyleClass().add("card");
        card.setAlignment(Pos.CENTER);
        card.setPadding(new Insets(48, 32, 48, 32));
        card.setMaxSize(640, VBox.USE_PREF_SIZE);
        actions.setMaxWidth(VBox.USE_PREF_SIZE);
        return card;
    }
}
