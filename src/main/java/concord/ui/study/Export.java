package concord.ui.study;

import concord.app.AppException;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.shell.Workspace;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.stage.DirectoryChooser;

/// Takes a study's table and its figures and tables as files out of the program.
final class Export extends HBox {
    private final Workspace workspace;

    /// What is taken out.
    interface Source {
        /// The table shown, with tabs between the cells.
        String table();

        /// Names the folder that is made.
        String study();

        /// Content by file name; blocks, for a background thread.
        Supplier<Map<String, byte[]>> files();
    }

    Export(Workspace workspace, Source source) {
        super(4);
        this.workspace = workspace;
        Parts.padded(this, 10, 0, 0, 0);
        Button copy = Parts.button(Texts.get("study.copy"), "copy", "ghost", "sm");
        copy.setId("study-copy");
        copy.setOnAction(_ -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(source.table());
            Clipboard.getSystemClipboard().setContent(content);
            workspace.message(Texts.get("study.copied"));
        });
        Button files = Parts.button(Texts.get("study.export"), "download", "ghost", "sm");
        files.setId("study-export");
        Parts.hint(files, Texts.get("study.export.what"));
        files.setOnAction(_ -> {
            File folder = new DirectoryChooser().showDialog(getScene().getWindow());
            if (folder != null)
                save(folder.toPath(), source);
        });
        getChildren().addAll(copy, Parts.spacer(), files);
        managedProperty().bind(visibleProperty());
    }

    private void save(Path folder, Source source) {
        String study = source.study();
        Supplier<Map<String, byte[]>> files = source.files();
        workspace.load(() -> write(folder, study, files.get()),
                made -> workspace.message(Texts.get("study.exported", made.getFileName().toString())));
    }

    /// Writes into a new folder of the study's name.
    ///
    /// @return that folder
    /// @throws AppException when it cannot be written
    static Path write(Path folder, String study, Map<String, byte[]> files) {
        Path made = folder.resolve(study);
        for (int i = 2; Files.exists(made); i++) {
            made = folder.resolve(study + " (" + i + ")");
        }
        try {
            Files.createDirectory(made);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(made.resolve(file.getKey()), file.getValue());
            }
            return made;
        } catch (IOException e) {
            throw new AppException(Texts.get("study.export.failed", made, String.valueOf(e.getMessage())), e);
        }
    }
}
