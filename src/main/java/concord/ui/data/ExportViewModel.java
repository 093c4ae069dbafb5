package concord.ui.data;

import concord.app.DataService.ExportSummary;
import concord.job.Cancelled;
import concord.job.JobHandle;
import concord.model.request.ExportRequest;
import concord.ui.Texts;
import concord.ui.shell.Workspace;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// The form that writes units and labels to a file. For the thread of its workspace.
public final class ExportViewModel {
    /// The formats a person can choose; the ending decides in the request.
    public enum Format {
        CSV, TSV, XLSX, JSONL, PARQUET;

        public String ending() {
            return switch (this) {
                case CSV -> "csv";
                case TSV -> "tsv";
                case XLSX -> "xlsx";
                case JSONL -> "jsonl";
                case PARQUET -> "parquet";
            };
        }
    }

    private final Workspace workspace;
    private final ObjectProperty<Format> format = new SimpleObjectProperty<>(Format.CSV);
    private final BooleanProperty longForm = new SimpleBooleanProperty();
    private final BooleanProperty forSpreadsheet = new SimpleBooleanProperty();
    private final BooleanProperty busy = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    private record Written(@Nullable ExportSummary summary, String sentence) {}

    public ExportViewModel(Workspace workspace) {
        this.workspace = workspace;
    }

    public ObjectProperty<Format> formatProperty() {
        return format;
    }

    /// One row an annotation, else one row a unit.
    public BooleanProperty longFormProperty() {
        return longForm;
    }

    /// Make cells that a spreadsheet would run as a formula harmless.
    public BooleanProperty forSpreadsheetProperty() {
        return forSpreadsheet;
    }

    public BooleanProperty busyProperty() {
        return busy;
    }

    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// The name the file is proposed to have.
    public String proposedName() {
        return workspace.project().name() + (longForm.get() ? "-labels." : ".") + format.get().ending();
    }

    /// The chosen file with the ending of the format, whatever was typed.
    Path withEnding(Path file) {
        String name = file.getFileName().toString();
        return name.toLowerCase(java.util.Locale.ROOT).endsWith("." + format.get().ending())
                ? file
                : file.resolveSibling(name + "." + format.get().ending());
    }

    public void export(Path file, Consumer<ExportSummary> then) {
        ExportRequest request = new ExportRequest(withEnding(file).toString(), longForm.get(), forSpreadsheet.get());
        busy.set(true);
        problem.set("");
        JobHandle<ExportSummary> handle = workspace.project().data().submitExport(request);
        workspace.load(() -> {
            try {
                return new Written(handle.await(), "");
            } catch (Cancelled _) {
                return new Written(null, Texts.get("data.export.cancelled"));
            } catch (RuntimeException e) {
                return new Written(null, Objects.requireNonNullElse(e.getMessage(), e.toString()));
            }
        }, written -> {
            busy.set(false);
            problem.set(written.sentence());
            if (written.summary() != null)
                then.accept(written.summary());
        });
    }
}
