package concord.store;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Opens a project, labels one unit and keeps the project open until it is killed.
final class HeldProject {
    private HeldProject() {
    }

    public static void main(String[] args) throws IOException {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try (ProjectStore store = Fixture.open(Path.of(args[0]))) {
            store.annotations().addAnnotator(Fixture.BEN);
            store.annotations().save(Fixture.label(7, "ben", "c"));
            out.println("held");
            // the parent never writes: this waits for the kill
            System.in.read();
        }
    }
}
