package concord.ui.data;

import concord.model.UnitFilter;
import concord.model.UnitQuery;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.shell.Workspace;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Facets, search, chips and the table of units.
final class BrowseView {
    private final Workspace workspace;
    private final DataViewModel model;
    private final UnitTable table;
    private final SearchBar search;
    private final FlowPane chips = new FlowPane(8, 8);
    private final Label found = Parts.text("", "t-note", "ink-2");
    private final Label count = Parts.elided("", "ink-2", "t-note");
    private final Label fault = Parts.elided("", "t-note", "ink-bad");
    private final VBox view;

    BrowseView(Workspace workspace, DataViewModel model, Actions actions) {
        this.workspace = workspace;
        this.model = model;
        this.table = new UnitTable(workspace, model);
        this.search = new SearchBar(workspace, model);
        Button sample = Parts.button(Texts.get("data.action.sample"), "shuffle", actions::drawSample);
        Button export = Parts.button(Texts.get("data.action.export"), "download", actions::export);
        sample.setId("data-action-sample");
        export.setId("data-action-export");
        HBox head = Parts.row(12, new VBox(2, Parts.elided(Texts.get("data.title"), "t-title"), count), Parts.spacer(), sample, export,
                Parts.button(Texts.get("data.action.import"), "upload", actions::chooseFile));
        fault.visibleProperty().bind(fault.textProperty().isNotEmpty());
        fault.managedProperty().bind(fault.visibleProperty());
        fault.textProperty().bind(model.searchFaultProperty());
        chips.setAlignment(Pos.CENTER_LEFT);
        chips.setMinWidth(0);
        Parts.grow(chips);
        chips.prefWrapLengthProperty().set(200);
        HBox bar = Parts.row(8, search.view(), chips, found);
        bar.setAlignment(Pos.TOP_LEFT);
        found.setMinHeight(36);
        chips.setMinHeight(36);
        StackPane card = Parts.style(new StackPane(table.view()), "card");
        Parts.padded(card, 4, 4, 4, 4);
        card.setMinHeight(0);
        VBox.setVgrow(card, Priority.ALWAYS);
        VBox right = new VBox(12, bar, fault, card);
        right.setMinWidth(0);
        Parts.grow(right);
        HBox main = new HBox(16, new FacetPane(workspace, model).view(), right);
        main.setFillHeight(true);
        main.setMinHeight(0);
        main.setPrefHeight(10);
        VBox.setVgrow(main, Priority.ALWAYS);
        view = new VBox(16, head, main);
        Parts.padded(view, 24, 24, 20, 24);
        workspace.queryProperty().addListener(_ -> chips());
        workspace.codebookProperty().addListener(_ -> chips());
        model.rowsProperty().addListener(_ -> counts());
        model.overviewProperty().addListener(_ -> counts());
        chips();
        counts();
    }

    Region view() {
        return view;
    }

    void move(int by) {
        table.move(by);
    }

    void focus() {
        table.view().requestFocus();
    }

    void stop() {
        search.stop();
    }

    private void chips() {
        UnitQuery query = workspace.queryProperty().get();
        chips.getChildren().clear();
        for (UnitFilter filter : query.filters()) {
            chips.getChildren().add(new FilterChip(workspace.codebookProperty().get(), filter, () -> model.remove(filter)));
        }
        if (query.filters().size() > 1)
            chips.getChildren().add(Parts.link(Texts.get("data.chip.clear"), model::clearFilters));
    }

    private void counts() {
        Long all = model.overviewProperty().get().units();
        count.setText(all == null ? "" : Texts.get("data.count", all));
        found.setText(all == null ? "" : Texts.get("data.found", model.found().length, all));
    }
}
