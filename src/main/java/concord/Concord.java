package concord;

import concord.app.Home;
import concord.cli.Cli;
import concord.student.worker.Worker;
import concord.ui.Window;
import java.util.Arrays;
import java.util.List;

/// The program's entry: arguments go to the command line, none (or a project file alone) open the window.
public final class Concord {
    private Concord() {
    }

    public static void main(String[] args) {
        // Before the first logger is made: the log lies in the person's own folder.
        System.setProperty("concord.home", Home.standard().folder().toString());
        if (args.length > 0 && args[0].equals("worker")) {
            Worker.main(Arrays.copyOfRange(args, 1, args.length));
        } else if (args.length == 0 || args.length == 1 && args[0].endsWith(".mv.db")) {
            Window.open(List.of(args));
        } else {
            System.exit(Cli.run(args));
        }
    }
}
