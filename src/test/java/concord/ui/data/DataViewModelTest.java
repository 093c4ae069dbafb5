package concord.ui.data;

import static org.assertj.core.api.Assertions.assertThat;

import concord.app.DataService.Facet;
import concord.app.DataService.FacetValue;
import concord.app.LabelService;
import concord.job.JobHandle;
import concord.model.SampleRole;
import concord.model.SampleStrategy;
import concord.model.UnitFilter;
import concord.model.UnitQuery;
import concord.model.request.SampleRequest;
import concord.model.request.TrainRequest;
import concord.ui.UiProject;
import concord.ui.shell.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataViewModelTest {
    @TempDir
    private Path folder;
    private UiProject ui;
    private Workspace workspace;
    private DataViewModel model;

    @BeforeEach
    void open() {
        ui = new UiProject(folder);
        ui.load(ui.csv(folder));
        workspace = ui.workspace();
        model = new DataViewModel(workspace);
        model.activate();
        ui.until(() -> model.found().length == 60 && !model.facetsProperty().get().facets().isEmpty());
    }

    @AfterEach
    void close() {
        ui.close();
    }

    private Facet facet(String id) {
        return model.facetsProperty().get().facets().stream().filter(f -> f.id().equals(id)).findFirst().orElseThrow();
    }

    private FacetValue value(String facet, String value) {
        return facet(facet).values().stream().filter(v -> value.equals(v.value())).findFirst().orElseThrow();
    }

    @Test
    void aClickOnAFacetNarrowsTheTableAndTheOtherFacets() {
        assertThat(value("label:Ana", "yes").count()).isEqualTo(40);
        long lanterns = value("meta:paper", "Lantern").count();
        model.toggle(value("label:Ana", "no").filter());
        ui.until(() -> model.found().length == 20 && value("label:Ana", "no").selected());
        assertThat(value("meta:paper", "Lantern").count()).isLessThan(lanterns);
        assertThat(value("label:Ana", "yes").count()).isEqualTo(40);
        model.toggle(value("label:Ana", "no").filter());
        ui.until(() -> model.found().length == 60);
    }

    @Test
    void theSearchNarrowsAndAFaultyExpressionLeavesItAsItWas() {
        model.search("bus", new DataViewModel.Search(false, false));
        ui.until(() -> model.found().length == 30);
        model.search("bus (", new DataViewModel.Search(false, true));
        assertThat(model.searchFaultProperty().get()).isNotEmpty();
        assertThat(workspace.queryProperty().get().search()).isEqualTo("bus");
    }

    @Test
    void confidencesAreFilteredByRangeAndTheWholeRangeIsNoCondition() {
        assertThat(model.facetsProperty().get().histograms()).containsKey("GPT");
        model.confidence("GPT", 0.8, 1);
        ui.until(() -> model.found().length == 45);
        model.confidence("GPT", 0, 1);
        assertThat(workspace.queryProperty().get().filters()).isEmpty();
    }

    @Test
    void theFirstUnitIsShownWithAllItsLabels() {
        ui.until(() -> model.detailProperty().get() != null);
        assertThat(model.detailProperty().get().unit().key()).isEqualTo("u0");
        assertThat(model.detailProperty().get().annotations()).hasSize(2);
    }

    @Test
    void whoLabelsBlindSeesOthersOnlyWhereTheyLabelledThemselves() {
        ui.until(() -> model.detailProperty().get() != null);
        workspace.personProperty().set("Zoe");
        workspace.queryProperty().set(UnitQuery.ALL.with(value("label:Ana", "no").filter()));
        workspace.blindProperty().set(true);
        assertThat(workspace.queryProperty().get().filters()).isEmpty();
        assertThat(model.hidden("GPT", null)).isTrue();
        assertThat(model.hidden("Zoe", null)).isFalse();
        assertThat(model.hidden("GPT", model.detailProperty().get().annotations().getFirst())).isFalse();
        ui.until(() -> model.facetsProperty().get().facets().stream().noneMatch(f -> f.id().startsWith("label:")));
        assertThat(model.facetsProperty().get().histograms()).isEmpty();
        workspace.blindProperty().set(false);
        ui.until(() -> model.facetsProperty().get().facets().stream().anyMatch(f -> f.id().equals("label:GPT")));
    }

    @Test
    void aFlagBelongsToThePersonAndCanBeTakenBack() {
        workspace.personProperty().set("Ana");
        ui.until(() -> model.detailProperty().get() != null);
        model.flagSelected();
        ui.until(() -> flagged());
        model.flagSelected();
        ui.until(() -> !flagged());
    }

    private boolean flagged() {
        return model.detailProperty().get().annotations().stream().anyMatch(a -> a.annotator().equals("Ana") && a.flagged());
    }

    @Test
    void aLabelGivenElsewhereAppearsOnceTheScreenIsShownAgain() {
        model.deactivate();
        long unit = model.found()[0];
        ui.project().labels().start("Zoe", "stance", null, LabelService.Order.FILE, 1).label(unit, "yes", 900, false);
        model.activate();
        ui.until(() -> model.facetsProperty().get().facets().stream().anyMatch(f -> f.id().equals("label:Zoe")));
    }

    @Test
    void labelThisTextLeadsToTheLabelScreen() {
        ui.until(() -> model.selectedProperty().get() != null);
        model.labelSelected();
        assertThat(workspace.focusUnitProperty().get()).isEqualTo(model.found()[0]);
        assertThat(workspace.screenProperty().get()).isEqualTo("label");
    }

    @Test
    void aSampleIsDrawnAndBecomesAFacet() {
        SampleViewModel form = new SampleViewModel(workspace);
        ui.until(() -> !form.columns().isEmpty());
        assertThat(form.strata()).contains("paper", "label:Ana");
        form.sizeProperty().set("0");
        form.draw(() -> {
        }, _ -> {
        });
        assertThat(form.problemProperty().get()).isNotEmpty();
        form.nameProperty().set("pilot");
        form.sizeProperty().set("12");
        form.strategyProperty().set(SampleStrategy.STRATIFIED);
        form.stratifyProperty().set("paper");
        AtomicReference<concord.model.Sample> drawn = new AtomicReference<>();
        form.draw(() -> {
        }, drawn::set);
        ui.until(() -> drawn.get() != null);
        assertThat(drawn.get().size()).isEqualTo(12);
        ui.until(() -> model.facetsProperty().get().facets().stream().anyMatch(f -> f.id().equals("sample")));
        model.toggle(new UnitFilter.InSample("pilot"));
        ui.until(() -> model.found().length == 12);
        form.draw(() -> {
        }, drawn::set);
        ui.until(() -> !form.problemProperty().get().isEmpty());
        assertThat(form.problemProperty().get()).contains("pilot");
    }

    @Test
    void aStudentChoosesASampleInAJob() {
        SampleViewModel none = new SampleViewModel(workspace);
        ui.until(() -> !none.columns().isEmpty());
        none.strategyProperty().set(SampleStrategy.MARGIN);
        assertThat(none.request()).isNull();
        assertThat(none.problemProperty().get()).contains("Students screen");

        ui.project().samples().draw(new SampleRequest("source", 24, SampleStrategy.RANDOM, Map.of(), null, null, null, 1));
        ui.project().students().submitTrain(TrainRequest.oneClick("stance", "linear", "Ana", "source", null)).await();
        SampleViewModel form = new SampleViewModel(workspace);
        ui.until(() -> !form.students().isEmpty());
        assertThat(form.studentProperty().get()).isEqualTo("linear-1");
        form.nameProperty().set("next");
        form.sizeProperty().set("8");
        form.diverseProperty().set(true);
        assertThat(form.request()).as("by chance no student is asked").isEqualTo(
                new SampleRequest("next", 8, SampleStrategy.RANDOM, Map.of(), null, null, null, 1));
        form.strategyProperty().set(SampleStrategy.CORESET);
        assertThat(form.request().diverse()).as("spreads its choice by itself").isFalse();
        form.strategyProperty().set(SampleStrategy.MARGIN);
        assertThat(form.request().diverse()).isTrue();
        AtomicBoolean accepted = new AtomicBoolean();
        AtomicReference<concord.model.Sample> drawn = new AtomicReference<>();
        form.draw(() -> accepted.set(true), drawn::set);
        ui.until(accepted::get);
        ui.project().jobs().active().forEach(JobHandle::await);
        ui.until(() -> drawn.get() != null);
        assertThat(drawn.get().strategy()).isEqualTo(SampleStrategy.MARGIN);
        assertThat(drawn.get().frame()).isEqualTo(36);
        assertThat(ui.project().samples().role("next")).contains(SampleRole.TRAIN);
        form.sizeProperty().set("50");
        form.nameProperty().set("too many");
        form.draw(() -> accepted.set(false), drawn::set);
        ui.until(() -> !form.problemProperty().get().isEmpty());
        assertThat(form.problemProperty().get()).contains("36");
        assertThat(accepted).as("the form stays").isTrue();
    }

    @Test
    void anExportIsWrittenWithTheEndingOfItsFormat() {
        ExportViewModel form = new ExportViewModel(workspace);
        form.formatProperty().set(ExportViewModel.Format.JSONL);
        AtomicReference<concord.app.DataService.ExportSummary> written = new AtomicReference<>();
        form.export(folder.resolve("out"), written::set);
        ui.until(() -> written.get() != null);
        assertThat(written.get().rows()).isEqualTo(60);
        assertThat(Files.exists(folder.resolve("out.jsonl"))).isTrue();
    }
}
