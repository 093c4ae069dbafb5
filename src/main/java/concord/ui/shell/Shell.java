package concord.ui.shell;

import concord.app.Change;
import concord.ui.Texts;
import concord.ui.control.Parts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.event.EventHandler;
import javafx.event.EventTarget;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The frame around the screens of an open project.
public final class Shell extends StackPane {
    private static final double NARROW = 1360;
    private static final double VERY_WIDE = 2200;
    private static final double SIDE = 296;
    private final Workspace workspace;
    private final Map<String, Screen> screens = new LinkedHashMap<>();
    private final ShellActions actions;
    private final BorderPane frame = new BorderPane();
    private final StackPane centre = new StackPane();
    private final VBox side = new VBox();
    private final VBox strip = new VBox(8);
    private final TopBar top;
    private final Rail rail;
    private final StatusBar status;
    private final ResultsPane results;
    private @Nullable Screen current;
    private Rail.Density density = Rail.Density.WIDE;

    /// @param jobs what the status bar shows of running jobs
    public Shell(Workspace workspace, List<Screen> screens, ShellActions actions, Node jobs) {
        this.workspace = workspace;
        this.actions = actions;
        screens.forEach(s -> this.screens.put(s.id(), s));
        ShellViewModel model = new ShellViewModel(workspace);
        ResultsViewModel figures = new ResultsViewModel(new ProjectResults(workspace.project()), loader(), workspace.variableProperty(),
                workspace.pairProperty(), workspace.blindProperty(), workspace.personProperty()::get,
                () -> workspace.app().settings().draws(), Duration.ofMillis(300), workspace.fx());
        workspace.on(figures::changed, Change.ANNOTATIONS, Change.GOLD, Change.UNITS, Change.RUNS, Change.SETTINGS);
        results = new ResultsPane(workspace, figures);
        top = new TopBar(workspace, model, actions);
        rail = new Rail(workspace, List.copyOf(this.screens.keySet()), model, actions);
        status = new StatusBar(model, jobs);
        getStyleClass().add("shell");
        side.getStyleClass().add("pane");
        strip.getStyleClass().addAll("pane", "pane-strip");
        strip.setAlignment(Pos.TOP_CENTER);
        Button show = Parts.iconButton("bar-chart-2", Texts.get("shell.side.show"));
        show.setId("show-side");
        show.setOnAction(_ -> toggleOverlay());
        strip.getChildren().add(show);
        frame.setTop(top);
        frame.setLeft(rail);
        frame.setCenter(centre);
        frame.setBottom(status);
        getChildren().add(frame);
        centre.setMinSize(0, 0);
        workspace.screenProperty().addListener((_, _, id) -> go(id));
        widthProperty().addListener((_, _, _) -> fit());
        EventHandler<KeyEvent> keys = event -> {
            if (elsewhere(event.getTarget()))
                return;
            if (event.getEventType() == KeyEvent.KEY_PRESSED) {
                pressed(event);
            } else if (event.getEventType() == KeyEvent.KEY_TYPED) {
                typed(event);
            }
        };
        // on the scene, because right after opening nothing inside the frame has the focus yet
        sceneProperty().addListener((_, before, now) -> {
            if (before != null)
                before.removeEventFilter(KeyEvent.ANY, keys);
            if (now != null)
                now.addEventFilter(KeyEvent.ANY, keys);
        });
        fit();
        figures.refresh();
        String first = workspace.screenProperty().get();
        go(this.screens.containsKey(first) || this.screens.isEmpty() ? first : this.screens.keySet().iterator().next());
    }

    /// Puts the focus on the rail, where the keyboard finds everything from.
    public void focus() {
        rail.focusCurrent();
    }

    public void dispose() {
        if (current != null)
            current.hidden();
        screens.values().forEach(Screen::dispose);
    }

    private ResultsViewModel.Loader loader() {
        return new ResultsViewModel.Loader() {
            @Override
            public <T> void load(Supplier<T> work, Consumer<? super T> then, Consumer<Throwable> failed) {
                workspace.load(work, then, failed);
            }
        };
    }

    private void go(String id) {
        Screen next = screens.get(id);
        if (next == null || next == current)
            return;
        if (current != null)
            current.hidden();
        current = next;
        closeOverlay();
        centre.getChildren().setAll(next.view());
        Node content = next.side() == null ? results : next.side();
        side.getChildren().setAll(content);
        VBox.setVgrow(content, javafx.scene.layout.Priority.ALWAYS);
        next.shown();
    }

    private void fit() {
        double width = getWidth() == 0 ? NARROW : getWidth();
        density = width < NARROW ? Rail.Density.STRIP : Rail.Density.WIDE;
        rail.compact(density);
        top.compact(density);
        Parts.width(side, width >= VERY_WIDE ? SIDE + 64 : SIDE);
        if (density == Rail.Density.WIDE) {
            closeOverlay();
            frame.setRight(side);
        } else if (!getChildren().contains(side)) {
            frame.setRight(Parts.width(strip, 48));
        }
    }

    private void toggleOverlay() {
        if (getChildren().contains(side)) {
            closeOverlay();
            return;
        }
        side.getStyleClass().add("overlay");
        StackPane.setAlignment(side, Pos.CENTER_RIGHT);
        StackPane.setMargin(side, new javafx.geometry.Insets(56, 48, 32, 0));
        getChildren().add(side);
    }

    private void closeOverlay() {
        side.getStyleClass().remove("overlay");
        StackPane.setMargin(side, null);
        getChildren().remove(side);
    }

    /// Whether a key goes to something on top of the frame, such as a dialog.
    private boolean elsewhere(EventTarget target) {
        if (!(target instanceof Node node))
            return false;
        for (Node n = node; n != null; n = n.getParent()) {
            if (n == this)
                return false;
        }
        for (Node n = this; n != null; n = n.getParent()) {
            if (n == node)
                return false;
        }
        return true;
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.F6) {
            cycle(event.isShiftDown() ? -1 : 1);
        } else if (event.getCode() == KeyCode.F1) {
            actions.keys();
        } else if (event.getCode() == KeyCode.ESCAPE && getChildren().contains(side)) {
            closeOverlay();
        } else if (event.isShortcutDown() && event.getCode() == KeyCode.F && !event.isShiftDown()) {
            top.focusSearch();
        } else if (event.isShortcutDown() && !event.isAltDown() && digit(event.getCode()) > 0) {
            List<String> ids = List.copyOf(screens.keySet());
            int index = digit(event.getCode()) - 1;
            if (index >= ids.size())
                return;
            workspace.screenProperty().set(ids.get(index));
        } else {
            return;
        }
        event.consume();
    }

    private void typed(KeyEvent event) {
        if (!event.getCharacter().equals("?") || event.getTarget() instanceof TextInputControl)
            return;
        actions.keys();
        event.consume();
    }

    private static int digit(KeyCode code) {
        return code.isDigitKey() ? code.ordinal() - KeyCode.DIGIT0.ordinal() : 0;
    }

    /// Moves the focus to the next region: rail, screen, results, status.
    private void cycle(int step) {
        List<Parent> regions = List.of(rail, centre, density == Rail.Density.WIDE ? side : strip, status, top);
        Node owner = getScene().getFocusOwner();
        int at = -1;
        for (int i = 0; i < regions.size(); i++) {
            for (Node n = owner; n != null; n = n.getParent()) {
                if (n == regions.get(i))
                    at = i;
            }
        }
        for (int tries = 0; tries < regions.size(); tries++) {
            at = Math.floorMod(at + step, regions.size());
            if (regions.get(at) == rail) {
                rail.focusCurrent();
                return;
            }
            Node first = focusable(regions.get(at));
            if (first != null) {
                Platform.runLater(first::requestFocus);
                return;
            }
        }
    }

    private static @Nullable Node focusable(Parent parent) {
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (!child.isVisible() || child.isDisabled())
                continue;
            if (child.isFocusTraversable())
                return child;
            Node inside = child instanceof Parent p ? focusable(p) : null;
            if (inside != null)
                return inside;
        }
        return null;
    }
}
