package concord.ui.shell;

import concord.ui.Texts;
import concord.ui.control.Parts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// The screens in working order, each with its count.
final class Rail extends VBox {
    private static final Map<String, String> ICONS = Map.of("data", "database", "codebook", "book-open", "label", "tag", "teacher",
            "cpu", "audit", "git-pull-request", "students", "layers", "study", "grid");
    private static final double WIDE = 168;
    private static final double STRIP = 56;

    private record Item(Button button, Node icon, Label name, Label count) {}

    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Item settings;

    Rail(Workspace workspace, List<String> screens, ShellViewModel model, ShellActions actions) {
        super(2);
        getStyleClass().add("rail");
        setAccessibleText(Texts.get("shell.region.rail"));
        for (String id : screens) {
            if (id.equals("teacher") || id.equals("study"))
                getChildren().add(Parts.gap(14));
            Item item = item(ICONS.getOrDefault(id, "square"), Texts.get(title(id)));
            item.button.setId("rail-" + id);
            item.button.setOnAction(_ -> workspace.screenProperty().set(id));
            items.put(id, item);
            getChildren().add(item.button);
        }
        settings = item("settings", Texts.get("settings.title"));
        settings.button.setId("rail-settings");
        settings.button.setOnAction(_ -> actions.settings());
        getChildren().addAll(Parts.spacer(), settings.button);
        workspace.screenProperty().addListener((_, _, now) -> mark(now));
        mark(workspace.screenProperty().get());
        model.counts().addListener((javafx.collections.MapChangeListener<String, String>) change -> count(change.getKey(),
                change.getValueAdded()));
        model.counts().forEach(this::count);
        compact(Density.WIDE);
    }

    /// Whether there is room for names.
    enum Density {
        WIDE, STRIP
    }

    void compact(Density density) {
        boolean wide = density == Density.WIDE;
        Parts.width(this, wide ? WIDE : STRIP);
        items.values().forEach(i -> lay(i, wide));
        lay(settings, wide);
    }

    void focusCurrent() {
        items.values().stream().filter(i -> i.button.getStyleClass().contains("on")).findFirst().ifPresent(i -> i.button.requestFocus());
    }

    private static String title(String id) {
        return switch (id) {
            case "data" -> "data.title";
            case "codebook" -> "codebook.title";
            case "label" -> "label.title";
            case "teacher" -> "teacher.title";
            case "audit" -> "audit.title";
            case "students" -> "students.title";
            case "study" -> "study.title";
            default -> throw new IllegalArgumentException("no screen " + id);
        };
    }

    private static Item item(String icon, String name) {
        Button button = new Button();
        button.getStyleClass().add("rail-item");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAccessibleText(name);
        return new Item(button, Parts.icon(icon), Parts.text(name), Parts.text("", "count"));
    }

    private static void lay(Item item, boolean wide) {
        HBox row = wide ? Parts.row(11, item.icon, item.name, Parts.spacer(), item.count) : Parts.row(0, item.icon);
        row.setAlignment(wide ? Pos.CENTER_LEFT : Pos.CENTER);
        row.setMouseTransparent(true);
        if (wide)
            row.setPrefWidth(WIDE - 36);
        item.button.setGraphic(row);
        item.button.setTooltip(wide ? null : new Tooltip(item.name.getText()));
    }

    private void mark(String screen) {
        items.forEach((id, item) -> {
            item.button.getStyleClass().remove("on");
            if (id.equals(screen))
                item.button.getStyleClass().add("on");
        });
    }

    private void count(String id, String text) {
        Item item = items.get(id);
        if (item == null)
            return;
        item.count.setText(text == null ? "" : text);
        item.button.setAccessibleText(item.name.getText() + (text == null || text.isEmpty() ? "" : ", " + text));
    }
}
