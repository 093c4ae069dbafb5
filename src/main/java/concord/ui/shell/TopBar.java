package concord.ui.shell;

import concord.model.Codebook;
import concord.model.UnitQuery;
import concord.model.Variable;
import concord.ui.Texts;
import concord.ui.control.KeyCap;
import concord.ui.control.Logo;
import concord.ui.control.Parts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// Project, search, variable, theme, help, person.
final class TopBar extends HBox {
    private final Workspace workspace;
    private final ShellViewModel model;
    private final ShellActions actions;
    private final TextField search = new TextField();
    private final HBox searchBox;
    private final HBox brand;
    private boolean writing;

    TopBar(Workspace workspace, ShellViewModel model, ShellActions actions) {
        super(16);
        this.workspace = workspace;
        this.model = model;
        this.actions = actions;
        getStyleClass().add("topbar");
        Parts.height(this, 56);
        brand = Parts.row(10, new Logo(22), Parts.text(Texts.get("shell.title"), "t-head"));
        searchBox = searchBox();
        Button theme = Parts.iconButton("moon", Texts.get("shell.theme"));
        theme.setId("theme");
        theme.setOnAction(_ -> actions.toggleTheme());
        Button help = Parts.iconButton("help-circle", Texts.get("shell.keys"));
        help.setId("help");
        help.setOnAction(_ -> actions.keys());
        getChildren().addAll(brand, projectMenu(), Parts.spacer(), searchBox, Parts.spacer(), variableMenu(),
                Parts.row(2, theme, help), personMenu());
    }

    void focusSearch() {
        search.requestFocus();
        search.selectAll();
    }

    void compact(Rail.Density density) {
        boolean wide = density == Rail.Density.WIDE;
        Parts.width(brand, wide ? 152 : 104);
        searchBox.setMinWidth(160);
        searchBox.setPrefWidth(wide ? 380 : 300);
        searchBox.setMaxWidth(wide ? 380 : 300);
    }

    private Node projectMenu() {
        MenuButton menu = new MenuButton(workspace.project().name(), Parts.icon("folder", "small"));
        menu.setId("project-menu");
        menu.getStyleClass().add("quiet-menu");
        menu.setMinWidth(80);
        menu.setTooltip(new Tooltip(workspace.project().file().toString()));
        menu.setOnShowing(_ -> {
            menu.getItems().setAll(item("shell.menu.open", "folder", actions::open), item("shell.menu.new", "plus", actions::create),
                    new SeparatorMenuItem());
            for (Path recent : actions.recent()) {
                if (!recent.equals(workspace.project().file()))
                    menu.getItems().add(recentItem(recent));
            }
            if (menu.getItems().size() > 3)
                menu.getItems().add(new SeparatorMenuItem());
            menu.getItems().addAll(item("shell.menu.export", "download", actions::export),
                    item("shell.menu.backup", "archive", actions::backup), new SeparatorMenuItem(),
                    item("shell.menu.close", "x", actions::close));
        });
        menu.getItems().add(new MenuItem(""));
        return menu;
    }

    private MenuItem recentItem(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.mv\\.db$", "");
        MenuItem item = new MenuItem(name, Parts.icon("file", "small"));
        item.setOnAction(_ -> actions.open(file));
        return item;
    }

    private static MenuItem item(String key, String icon, Runnable action) {
        MenuItem item = new MenuItem(Texts.get(key), Parts.icon(icon, "small"));
        item.setOnAction(_ -> action.run());
        return item;
    }

    private HBox searchBox() {
        search.setId("search");
        search.getStyleClass().add("bare-field");
        search.promptTextProperty().bind(model.searchPromptProperty());
        search.accessibleTextProperty().bind(model.searchPromptProperty());
        HBox.setHgrow(search, Priority.ALWAYS);
        Debounce debounce = new Debounce(Duration.ofMillis(250), workspace.fx());
        search.textProperty().addListener((_, _, text) -> {
            if (!writing)
                debounce.call(() -> write(text));
        });
        search.setOnAction(_ -> write(search.getText()));
        workspace.queryProperty().addListener((_, _, query) -> {
            if (!query.search().equals(search.getText()) && !search.isFocused()) {
                writing = true;
                search.setText(query.search());
                writing = false;
            }
        });
        HBox box = Parts.row(8, Parts.icon("search", "small", "faint"), search, new KeyCap("Ctrl"), new KeyCap("F"));
        box.getStyleClass().addAll("input", "sunken", "top-search");
        return box;
    }

    private void write(String text) {
        UnitQuery old = workspace.queryProperty().get();
        if (!old.search().equals(text))
            workspace.queryProperty().set(new UnitQuery(text, old.matchCase(), old.regex(), old.filters()));
        if (!text.isEmpty())
            workspace.screenProperty().set("data");
    }

    private Node variableMenu() {
        MenuButton menu = new MenuButton();
        menu.setId("variable-menu");
        menu.getStyleClass().add("quiet-menu");
        Label caption = Parts.text(Texts.get("shell.variable"), "ink-3", "t-note");
        Runnable fill = () -> {
            Codebook codebook = workspace.codebookProperty().get();
            Variable now = workspace.variableProperty().get();
            menu.setText(now == null ? Texts.get("shell.variable.none") : now.name());
            menu.setAccessibleText(Texts.get("shell.variable") + " " + menu.getText());
            menu.getItems().clear();
            for (Variable variable : codebook.variables()) {
                MenuItem item = new MenuItem(variable.name());
                item.setOnAction(_ -> workspace.variableProperty().set(variable));
                menu.getItems().add(item);
            }
            menu.setDisable(codebook.variables().isEmpty());
        };
        workspace.codebookProperty().addListener((_, _, _) -> fill.run());
        workspace.variableProperty().addListener((_, _, _) -> fill.run());
        fill.run();
        return Parts.row(4, caption, menu);
    }

    private Node personMenu() {
        MenuButton badge = new MenuButton();
        badge.setId("person");
        badge.getStyleClass().addAll("quiet-menu", "badge-menu");
        Label initials = Parts.text("", "avatar");
        badge.setGraphic(initials);
        Runnable fill = () -> {
            String person = workspace.personProperty().get();
            initials.setText(initials(person));
            String who = person.isEmpty() ? Texts.get("shell.person.none") : Texts.get("shell.person", person);
            badge.setAccessibleText(who);
            badge.setTooltip(new Tooltip(who));
        };
        badge.setOnShowing(_ -> {
            badge.getItems().clear();
            for (String name : model.people()) {
                MenuItem item = new MenuItem(name, name.equals(workspace.personProperty().get()) ? Parts.icon("check", "small") : null);
                item.setOnAction(_ -> workspace.personProperty().set(name));
                badge.getItems().add(item);
            }
            if (!badge.getItems().isEmpty())
                badge.getItems().add(new SeparatorMenuItem());
            badge.getItems().add(item("shell.person.other", "user-plus", actions::askPerson));
        });
        badge.getItems().add(new MenuItem(""));
        workspace.personProperty().addListener((_, _, _) -> fill.run());
        fill.run();
        return badge;
    }

    static String initials(String name) {
        String[] words = name.strip().split("[\\s._-]+");
        if (name.isBlank())
            return "?";
        String first = words[0].substring(0, words[0].offsetByCodePoints(0, 1));
        String second = words.length > 1 ? words[words.length - 1].substring(0, words[words.length - 1].offsetByCodePoints(0, 1)) : "";
        return (first + second).toUpperCase(Locale.ROOT);
    }
}
