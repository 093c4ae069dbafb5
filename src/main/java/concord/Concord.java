package concord;

/// The program's entry: arguments go to the command line, none (or a project file alone) open the window.
public final class Concord {
    private Concord() {
    }

    public static void main(String[] args) {
        throw new UnsupportedOperationException();
    }
}
