package concord.ui.data;

import concord.model.UnitQuery;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.shell.Workspace;
import javafx.animation.PauseTransition;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/// The search field with its switches for case and regular expressions.
final class SearchBar {
    private final DataViewModel model;
    private final TextField field = new TextField();
    private final ToggleButton matchCase = toggle("Aa", Texts.get("data.search.case"));
    private final ToggleButton regex = toggle(".*", Texts.get("data.search.regex"));
    private final PauseTransition wait = new PauseTransition(Duration.millis(180));
    private final HBox view;
    private boolean taking;

    SearchBar(Workspace workspace, DataViewModel model) {
        this.model = model;
        field.setId("data-search");
        field.setPromptText(Texts.get("data.search.prompt"));
        field.setAccessibleText(Texts.get("data.search.prompt"));
        Parts.grow(field);
        var clear = Parts.smallIconButton("x", Texts.get("data.search.clear"), () -> {
            field.clear();
            apply();
        });
        clear.visibleProperty().bind(field.textProperty().isNotEmpty());
        view = Parts.row(4, Parts.icon("search", "small", "faint"), field, matchCase, regex, clear);
        Parts.style(view, "input", "search-box");
        Parts.width(view, 260);
        take(workspace.queryProperty().get());
        wait.setOnFinished(_ -> apply());
        field.textProperty().addListener(_ -> later());
        field.setOnAction(_ -> apply());
        matchCase.selectedProperty().addListener(_ -> now());
        regex.selectedProperty().addListener(_ -> now());
        workspace.queryProperty().addListener((_, _, query) -> take(query));
    }

    Region view() {
        return view;
    }

    void stop() {
        wait.stop();
    }

    private static ToggleButton toggle(String sign, String name) {
        ToggleButton button = Parts.style(new ToggleButton(sign), "search-switch");
        button.setTooltip(new Tooltip(name));
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setAccessibleText(name);
        return button;
    }

    private void later() {
        if (!taking)
            wait.playFromStart();
    }

    private void now() {
        if (!taking)
            apply();
    }

    private void apply() {
        wait.stop();
        model.search(field.getText(), new DataViewModel.Search(matchCase.isSelected(), regex.isSelected()));
    }

    /// Takes over a search made elsewhere, such as in the top bar.
    private void take(UnitQuery query) {
        taking = true;
        if (!field.getText().equals(query.search()))
            field.setText(query.search());
        matchCase.setSelected(query.matchCase());
        regex.setSelected(query.regex());
        taking = false;
    }
}
