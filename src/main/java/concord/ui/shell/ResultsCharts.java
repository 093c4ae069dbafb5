package concord.ui.shell;

import concord.model.Variable;
import concord.report.AgreementBars;
import concord.report.ConfusionHeatMap;
import concord.report.FigureData;
import concord.report.PngWriter;
import concord.report.PrecisionRecallBars;
import concord.report.PrecisionRecallBars.Measure;
import concord.report.SvgWriter;
import concord.stats.PairwiseFigures;
import concord.ui.Texts;
import concord.ui.control.FigurePane;
import concord.ui.control.Parts;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import javafx.scene.Node;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;

/// The charts of the results pane, and saving them: SVG and PNG at the width of a page, and their numbers as CSV.
final class ResultsCharts {
    private static final double PAGE = 560;
    private static final double SHARP = 4;
    private final Workspace workspace;
    private final MenuButton menu = new MenuButton();
    private final Map<String, FigureData> shown = new LinkedHashMap<>();

    ResultsCharts(Workspace workspace) {
        this.workspace = workspace;
        menu.setId("export-figures");
        menu.setGraphic(Parts.icon("download", "small"));
        menu.getStyleClass().addAll("quiet-menu", "icon-menu");
        menu.setAccessibleText(Texts.get("results.save"));
        menu.setTooltip(new Tooltip(Texts.get("results.save")));
        menu.setDisable(true);
    }

    Node exportMenu() {
        return menu;
    }

    void clear() {
        shown.clear();
        menu.getItems().clear();
        menu.setDisable(true);
    }

    List<Node> show(PairwiseFigures figures, AnnotatorPair pair, @Nullable Variable variable) {
        ToIntFunction<String> slot = label -> FigureTables.slot(variable, figures, label);
        boolean ordered = variable != null && variable.kind().ordered();
        shown.put("agreement", AgreementBars.of(figures, ordered ? AgreementBars.ORDINAL : AgreementBars.PAIRWISE));
        shown.put("bylabel", PrecisionRecallBars.of(figures, slot, Measure.values()));
        shown.put("matrix", ConfusionHeatMap.of(pair.reference(), pair.other(), figures, slot));
        fillMenu();
        List<Node> nodes = new ArrayList<>();
        for (String name : List.of("agreement", "bylabel")) {
            nodes.add(new FigurePane(shown.get(name).layout(ResultsPane.INNER)));
            nodes.add(Parts.gap(22));
        }
        return nodes;
    }

    private void fillMenu() {
        shown.forEach((name, data) -> {
            if (!menu.getItems().isEmpty())
                menu.getItems().add(new SeparatorMenuItem());
            for (Format format : Format.values()) {
                MenuItem item = new MenuItem(
                        Texts.get("results.save.as", Texts.get("results." + name), format.ending.toUpperCase(java.util.Locale.ROOT)));
                item.setOnAction(_ -> save(name, data, format));
                menu.getItems().add(item);
            }
        });
        menu.setDisable(false);
    }

    enum Format {
        SVG("svg"), PNG("png"), CSV("csv");

        final String ending;

        Format(String ending) {
            this.ending = ending;
        }
    }

    private void save(String name, FigureData data, Format format) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(Texts.get("results.save"));
        chooser.setInitialFileName(workspace.project().name() + "-" + name + "." + format.ending);
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(format.ending, "*." + format.ending));
        File file = chooser.showSaveDialog(menu.getScene().getWindow());
        if (file != null)
            workspace.load(() -> write(data, format, file.toPath()),
                    saved -> workspace.message(Texts.get("results.saved", saved.getFileName())));
    }

    static Path write(FigureData data, Format format, Path file) {
        try {
            switch (format) {
                case SVG -> Files.writeString(file, SvgWriter.write(data.layout(PAGE)), StandardCharsets.UTF_8);
                case PNG -> {
                    try (OutputStream out = Files.newOutputStream(file)) {
                        PngWriter.write(data.layout(PAGE), SHARP, out);
                    }
                }
                case CSV -> Files.writeString(file, data.table().csv(), StandardCharsets.UTF_8);
            }
            return file;
        } catch (IOException e) {
            throw new concord.app.AppException(Texts.get("results.save.failed", file, e.getMessage()), e);
        }
    }
}
