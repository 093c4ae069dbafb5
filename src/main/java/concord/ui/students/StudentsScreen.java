package concord.ui.students;

import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.shell.Screen;
import concord.ui.shell.Workspace;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Local students: train, watch, compare, score, export.
public final class StudentsScreen implements Screen {
    private final TrainViewModel training;
    private final StudentsViewModel model;
    private final VBox page;
    private final StackPane body = new StackPane();
    private final VBox full = new VBox(16);
    private final TrainCard train;
    private final NoStudents none;
    private final StudentSide side;
    private boolean optionsAsked;

    public StudentsScreen(Workspace workspace) {
        training = new TrainViewModel(workspace);
        model = new StudentsViewModel(workspace);
        train = new TrainCard(training);
        none = new NoStudents(training, this::options);
        side = new StudentSide(model, training);
        LiveCurves live = new LiveCurves(training);
        StudentTable table = new StudentTable(model);
        VBox.setVgrow(table, javafx.scene.layout.Priority.ALWAYS);
        full.getChildren().addAll(train, live, table, new TrialsCard(model));
        ScrollPane scroll = new ScrollPane(body);
        scroll.getStyleClass().add("bare");
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        VBox.setVgrow(scroll, javafx.scene.layout.Priority.ALWAYS);
        page = new VBox(16, new VBox(2, Parts.text(Texts.get("students.title"), "t-title"),
                Parts.elided(Texts.get("students.what"), "ink-2", "t-note")), scroll);
        page.setPadding(new Insets(24, 24, 20, 24));
        page.setId("students-screen");
        model.rows().addListener((javafx.collections.ListChangeListener<StudentRow>) _ -> choose());
        training.trainingProperty().addListener((_, _, _) -> choose());
        model.loadedProperty().addListener((_, _, _) -> choose());
        choose();
    }

    @Override
    public String id() {
        return "students";
    }

    @Override
    public Node view() {
        return page;
    }

    @Override
    public @Nullable Node side() {
        return side;
    }

    @Override
    public void shown() {
        training.refresh();
        model.refresh();
    }

    @Override
    public void dispose() {
        training.dispose();
    }

    /// Before the first student: shows all that can be chosen.
    private void options() {
        optionsAsked = true;
        train.open();
        choose();
    }

    private void choose() {
        boolean empty = model.rows().isEmpty() && training.trainingProperty().get() == null && !optionsAsked;
        body.getChildren().setAll(!model.loadedProperty().get() ? new StackPane() : empty ? none : full);
    }
}
