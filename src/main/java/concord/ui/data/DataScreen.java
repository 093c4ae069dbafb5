package concord.ui.data;

import atlantafx.base.controls.ModalPane;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.shell.Screen;
import concord.ui.shell.Workspace;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;

/// The Data screen: the units of the project, or the file on its way in, or the invitation to drop one.
public final class DataScreen implements Screen, Actions {
    private static final List<String> ENDINGS = List.of("*.csv", "*.tsv", "*.txt", "*.xlsx", "*.jsonl", "*.ndjson", "*.json", "*.parquet");

    private final Workspace workspace;
    private final DataViewModel model;
    private final ImportViewModel importing;
    private final BrowseView browse;
    private final ImportView importView;
    private final Node empty;
    private final DetailPane detail;
    private final ProblemsPane problems;
    private final StackPane content = new StackPane();
    private final StackPane side = new StackPane();
    private final ModalPane modal = new ModalPane();
    private final StackPane view = new StackPane(content, modal);

    public DataScreen(Workspace workspace) {
        this.workspace = workspace;
        this.model = new DataViewModel(workspace);
        this.importing = new ImportViewModel(workspace);
        this.browse = new BrowseView(workspace, model, this);
        this.importView = new ImportView(importing, this, importing::close);
        this.detail = new DetailPane(workspace, model, browse::move);
        this.problems = new ProblemsPane(importing);
        this.empty = emptyState();
        String css = Objects.requireNonNull(DataScreen.class.getResource("/concord/ui/css/data.css")).toExternalForm();
        view.getStylesheets().add(css);
        side.getStylesheets().add(css);
        view.setMinSize(0, 0);
        view.setOnDragOver(this::dragOver);
        view.setOnDragDropped(this::dropped);
        importing.stateProperty().addListener((_, old, now) -> {
            if (old == ImportViewModel.State.CLOSED || now == ImportViewModel.State.CLOSED || now == ImportViewModel.State.DONE)
                arrange();
        });
        model.overviewProperty().addListener(_ -> arrange());
        arrange();
    }

    @Override
    public String id() {
        return "data";
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
        browse.focus();
    }

    @Override
    public void hidden() {
        model.deactivate();
        modal.hide(true);
    }

    @Override
    public void dispose() {
        model.deactivate();
        browse.stop();
        importView.stop();
    }

    /// Shows a file and what would be imported from it.
    public void offer(Path file) {
        importing.open(file);
    }

    @Override
    public void chooseFile() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(Texts.get("data.action.import"));
        chooser.getExtensionFilters().addAll(new FileChooser.ExtensionFilter(Texts.get("data.file.tables"), ENDINGS),
                new FileChooser.ExtensionFilter(Texts.get("data.file.all"), "*"));
        File chosen = chooser.showOpenDialog(view.getScene().getWindow());
        if (chosen != null)
            offer(chosen.toPath());
    }

    @Override
    public void drawSample() {
        SampleViewModel form = new SampleViewModel(workspace);
        modal.show(new SampleForm(form, () -> modal.hide(),
                sample -> workspace.message(Texts.get("data.sample.drawn", sample.name(), sample.size(), sample.frame()))).view());
    }

    @Override
    public void export() {
        modal.show(new ExportForm(workspace, () -> modal.hide()).view());
    }

    DataViewModel model() {
        return model;
    }

    ImportViewModel importing() {
        return importing;
    }

    private void arrange() {
        boolean open = importing.stateProperty().get() != ImportViewModel.State.CLOSED;
        boolean nothing = model.overviewProperty().get().empty();
        content.getChildren().setAll(open ? importView.view() : nothing ? empty : browse.view());
        side.getChildren().setAll(open ? problems.view() : detail.view());
    }

    private Node emptyState() {
        VBox drop = new VBox(8, Parts.icon("upload-cloud", "huge"), Parts.elided(Texts.get("data.empty.title"), "t-head"),
                Parts.elided(Texts.get("data.empty.formats"), "t-note", "ink-3"),
                Parts.padded(new StackPane(Parts.primary(Texts.get("data.empty.choose"), "upload", this::chooseFile, "lg")), 16, 0, 0, 0));
        drop.setAlignment(Pos.CENTER);
        Parts.style(drop, "drop");
        drop.setMinHeight(260);
        drop.setMaxSize(560, Region.USE_PREF_SIZE);
        VBox box = new VBox(16, drop, Parts.elided(Texts.get("data.empty.promise"), "t-note", "ink-2"));
        box.setAlignment(Pos.CENTER);
        box.setId("data-empty");
        return box;
    }

    private void dragOver(DragEvent event) {
        if (file(event) != null)
            event.acceptTransferModes(TransferMode.COPY);
        event.consume();
    }

    private void dropped(DragEvent event) {
        Path file = file(event);
        if (file != null)
            offer(file);
        event.setDropCompleted(file != null);
        event.consume();
    }

    private static @Nullable Path file(DragEvent event) {
        List<File> files = event.getDragboard().getFiles();
        return files == null || files.isEmpty() ? null : files.getFirst().toPath();
    }
}
