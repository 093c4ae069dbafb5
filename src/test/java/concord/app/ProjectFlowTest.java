package concord.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import concord.app.LabelService.Order;
import concord.app.LabelService.Session;
import concord.app.ProjectSettings.Reveal;
import concord.model.Annotation;
import concord.model.Annotator;
import concord.model.ColumnRole;
import concord.model.DisagreementReason;
import concord.model.Sample;
import concord.model.SampleMember;
import concord.model.SampleStrategy;
import concord.model.UnitFilter;
import concord.model.UnitQuery;
import concord.model.VariableKind;
import concord.model.request.ExportRequest;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.model.request.SampleRequest;
import concord.model.result.ImportSummary;
import concord.stats.BootstrapOptions;
import concord.stats.PairwiseFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main line on a real project file: import, browse, label, compare, audit, sample, export.
class ProjectFlowTest {
    private static final int UNITS = 100;
    @TempDir
    Path folder;
    private AppContext app;
    private Project project;

    @BeforeEach
    void open() {
        app = new AppContext(new Home(folder.resolve("home")));
        project = Projects.create(app, folder);
    }

    @AfterEach
    void close() {
        app.close();
    }

    private ImportSummary load() {
        return Projects.load(project, Projects.file(folder, UNITS), Projects.roles());
    }

    @Test
    void anImportBringsUnitsLabelsAndTheVariable() {
        Set<Change> changes = Collections.synchronizedSet(EnumSet.noneOf(Change.class));
        project.onChange(changes::add);
        ImportSummary summary = load();
        assertThat(summary.unitsAdded()).isEqualTo(UNITS);
        assertThat(project.data().units()).isEqualTo(UNITS);
        assertThat(project.codebook().current().variables().getFirst().labelNames()).containsExactlyInAnyOrder("yes", "no");
        assertThat(project.codebook().current().variables().getFirst().labels().stream().map(l -> l.slot())).containsExactly(0, 1);
        assertThat(project.data().annotators()).containsExactly(new Annotator.Human("Ana"), new Annotator.Teacher("GPT", null));
        assertThat(project.data().counts("stance")).containsExactly(Map.entry("Ana", 100L), Map.entry("GPT", 100L));
        assertThat(changes).contains(Change.UNITS, Change.ANNOTATIONS, Change.CODEBOOK);
        assertThat(project.jobs().all().getFirst().state()).isEqualTo("succeeded");
        assertThat(project.savedAt()).isNotNull();
    }

    @Test
    void aFailedImportLeavesNothingAndItsSentence() {
        Path file = folder.resolve("none.csv");
        assertThatThrownBy(() -> Projects.load(project, file, Projects.roles())).hasMessageContaining("none.csv");
        assertThat(project.data().units()).isZero();
        assertThat(project.jobs().all().getFirst().state()).isEqualTo("failed");
        assertThat(project.jobs().all().getFirst().error()).contains("none.csv");
        Projects.file(folder, UNITS).toFile().renameTo(file.toFile());
        project.jobs().resume(project.jobs().all().getFirst().id()).await();
        assertThat(project.data().units()).isEqualTo(UNITS);
        assertThat(project.jobs().all()).hasSize(1).first().satisfies(j -> assertThat(j.state()).isEqualTo("succeeded"));
    }

    @Test
    void withoutAVariableThereAreFacetsOfMetadata() throws IOException {
        Path file = Files.writeString(folder.resolve("texts.csv"), "id,text,year\na,one text,2020\nb,another,2021\nc,a third,2020\n");
        Projects.load(project, file, Map.of("id", new ColumnRole.Id(), "text", new ColumnRole.Text()));
        assertThat(project.codebook().current().variables()).isEmpty();
        for (String none : new String[]{null, ""}) {
            assertThat(project.data().facets(UnitQuery.ALL, none, List.of("year"))).singleElement().satisfies(
                    f -> assertThat(f.values()).extracting(v -> v.value() + ":" + v.count()).containsExactly("2020:2", "2021:1"));
        }
    }

    @Test
    void theKindOfANewVariableFollowsTheColumns() throws IOException {
        Path pairs = Files.writeString(folder.resolve("pairs.csv"),
                "id,first,second,Ana,Bea\na,a cat,a dog,same,same\nb,one two,three four,other,same\nc,five six,seven,other,other\n");
        imported(pairs, "pair", Map.of("id", new ColumnRole.Id(), "first", new ColumnRole.Text(), "second", new ColumnRole.TextB(), "Ana",
                new ColumnRole.HumanLabel("Ana"), "Bea", new ColumnRole.HumanLabel("Bea")));
        Path ranks = Files.writeString(folder.resolve("ranks.csv"),
                "id,query,document,Ana,Bea\nq1,why,because,2,10\nq2,who,me,10,10\nq3,what,that,0,0\nq4,where,here,0,2\n");
        imported(ranks, "rank", Map.of("id", new ColumnRole.Id(), "query", new ColumnRole.Query(), "document", new ColumnRole.Document(),
                "Ana", new ColumnRole.HumanLabel("Ana"), "Bea", new ColumnRole.HumanLabel("Bea")));
        assertThat(project.codebook().current().variable("pair").orElseThrow().kind()).isEqualTo(VariableKind.PAIR);
        assertThat(project.codebook().current().variable("rank").orElseThrow()).satisfies(v -> {
            assertThat(v.kind()).isEqualTo(VariableKind.RANKING);
            assertThat(v.labelNames()).containsExactly("0", "2", "10");
        });
        assertThat(project.codebook().current().reason()).isEqualTo("import of ranks.csv");
        assertThat(project.results().pairwise("pair", "Ana", "Bea", null, BootstrapOptions.NONE).value("accuracy").orNaN())
                .isEqualTo(2 / 3.0);
        assertThat(project.results().pairwise("rank", "Ana", "Bea", null, BootstrapOptions.NONE).value("accuracy").orNaN()).isEqualTo(0.5);
        Path more = Files.writeString(folder.resolve("more.csv"), "id,Cleo\nq1,5\nq2,0\n");
        imported(more, "rank", Map.of("id", new ColumnRole.Id(), "Cleo", new ColumnRole.HumanLabel("Cleo")));
        assertThat(project.codebook().current().variable("rank").orElseThrow().labelNames()).containsExactly("0", "2", "5", "10");
        assertThat(project.codebook().stale("rank")).isZero();
    }

    private void imported(Path file, String variable, Map<String, ColumnRole> roles) {
        project.data().submitImport(
                new ImportRequest(file.toString(), ReadOptions.GUESS, roles, false, variable, null, null, null, null, Map.of())).await();
    }

    @Test
    void facetsNarrowEachOtherButNotThemselves() {
        load();
        UnitFilter wrong = new UnitFilter.Agreement("stance", "Ana", "GPT", false);
        UnitFilter year = new UnitFilter.MetadataIn("year", Collections.singleton(null));
        UnitQuery query = UnitQuery.ALL.with(wrong).with(year);
        long[] found = project.data().find(query);
        assertThat(found).hasSize(3);
        List<DataService.Facet> facets = project.data().facets(query, "stance", List.of("year"));
        assertThat(facets.stream().map(DataService.Facet::id)).containsExactly("label:Ana", "label:GPT", "agreement:Ana:GPT",
                "confidence:GPT",
                "meta:year");
        DataService.Facet agreement = facets.get(2);
        assertThat(agreement.values().stream().map(v -> v.count())).containsExactly(12L, 3L);
        assertThat(agreement.values().get(1).selected()).isTrue();
        assertThat(facets.get(4).values().stream().mapToLong(v -> v.count()).sum()).isEqualTo(20);
        for (DataService.Facet facet : facets) {
            for (DataService.FacetValue value : facet.values()) {
                assertThat((long) project.data().find(UnitQuery.ALL.with(value.filter())).length)
                        .isEqualTo(count(project.data().facets(UnitQuery.ALL, "stance", List.of("year")), facet.id(), value.title()));
            }
        }
        assertThat(project.data().confidenceHistogram(UnitQuery.ALL, "stance", "GPT")).containsExactly(0, 0, 0, 0, 0, 0, 96, 0, 0, 4);
        assertThat(project.data().find(new UnitQuery("NUMBER 12", false, false, List.of()))).hasSize(1);
        assertThat(project.data().find(new UnitQuery("NUMBER 12", true, false, List.of()))).isEmpty();
        assertThat(project.data().find(new UnitQuery("number 1[12]$", true, true, List.of()))).hasSize(2);
    }

    private static long count(List<DataService.Facet> facets, String id, String title) {
        return facets.stream().filter(f -> f.id().equals(id)).flatMap(f -> f.values().stream()).filter(v -> v.title().equals(title))
                .mapToLong(v -> v.count()).findFirst().orElse(0);
    }

    @Test
    void labellingIsBlindAndUndoable() {
        load();
        Session bo = project.labels().start("Bo", "stance", null, Order.RANDOM, 1);
        assertThat(bo.size()).isEqualTo(UNITS);
        assertThat(bo.firstOpen()).isZero();
        LabelService.View first = bo.at(0);
        assertThat(first.own()).isEmpty();
        assertThat(first.machine()).isEmpty();
        bo.label(first.unit().id(), "yes", 1200, false);
        bo.flag(first.unit().id());
        bo.comment(first.unit().id(), "hm");
        assertThat(bo.at(0).machine()).isEmpty();
        assertThat(bo.at(0).own()).singleElement().satisfies(a -> {
            assertThat(a.label()).isEqualTo("yes");
            assertThat(a.flagged()).isTrue();
            assertThat(a.comment()).isEqualTo("hm");
            assertThat(a.millis()).isEqualTo(1200);
            assertThat(a.seenLlm()).isFalse();
        });
        bo.skip(bo.at(1).unit().id(), 5);
        assertThat(bo.firstOpen()).isEqualTo(2);
        assertThat(bo.nextOpen(UNITS - 1)).isEqualTo(2);
        LabelService.Progress progress = bo.progress();
        assertThat(progress.done()).isEqualTo(2);
        assertThat(progress.skipped()).isEqualTo(1);
        assertThat(progress.flagged()).isEqualTo(1);
        assertThat(progress.medianMillis()).isEqualTo(1200);
        assertThat(progress.perLabel()).containsEntry("yes", 1).containsEntry("no", 0);
        assertThat(bo.recent(5)).singleElement().satisfies(r -> assertThat(r.text()).isEqualTo(first.unit().text()));
        assertThat(bo.undo()).contains(bo.at(1).unit().id());
        assertThat(bo.firstOpen()).isEqualTo(1);
        assertThat(bo.redo()).contains(bo.at(1).unit().id());
        assertThat(bo.firstOpen()).isEqualTo(2);
        bo.blank(first.unit().id());
        assertThat(bo.at(0).own()).singleElement().satisfies(a -> assertThat(a.label()).isNull());
        assertThat(bo.at(0).own().getFirst().flagged()).isTrue();
        assertThat(project.data().counts("stance")).doesNotContainKey("Bo");
        assertThatThrownBy(() -> bo.label(first.unit().id(), "perhaps", 1, false)).isInstanceOf(AppException.class)
                .hasMessageContaining("\"perhaps\"").hasMessageContaining("\"yes\"");
    }

    @Test
    void theOrderIsTheSameForEverybodyAndForTheSameSeed() {
        load();
        assertThat(order("Bo", 1)).isEqualTo(order("Cy", 1)).isNotEqualTo(order("Bo", 2));
        Session file = project.labels().start("Bo", "stance", null, Order.FILE, 1);
        assertThat(file.at(3).unit().key()).isEqualTo("u3");
        Session unsure = project.labels().start("Bo", "stance", null, Order.UNCERTAINTY, 1);
        assertThat(unsure.at(UNITS - 1).unit().key()).isIn("u0", "u25", "u50", "u75");
        assertThat(file.positionOf(file.at(7).unit().id())).isEqualTo(7);
        assertThat(file.positionOf(-5)).isEqualTo(-1);
    }

    private List<String> order(String person, long seed) {
        Session session = project.labels().start(person, "stance", null, Order.RANDOM, seed);
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < session.size(); i++) {
            keys.add(session.at(i).unit().key());
        }
        return keys;
    }

    @Test
    void aLabelAfterTheMachinesWasShownIsItsOwnRow() {
        load();
        project.settings().reveal(Reveal.AFTER_SAVING);
        Session bo = project.labels().start("Bo", "stance", null, Order.FILE, 1);
        long unit = bo.at(0).unit().id();
        assertThat(bo.at(0).machine()).isEmpty();
        bo.label(unit, "yes", 900, false);
        assertThat(bo.at(0).machine()).extracting(Annotation::annotator).containsExactly("GPT");
        bo.label(unit, "no", 300, false);
        assertThat(bo.at(0).own()).extracting(Annotation::label).containsExactly("yes", "no");
        assertThat(bo.at(0).own()).extracting(Annotation::seenLlm).containsExactly(false, true);
        PairwiseFigures figures = project.results().pairwise("stance", "Ana", "Bo", null, BootstrapOptions.NONE);
        assertThat(figures.n()).isEqualTo(1);
        assertThat(figures.nOther()).isEqualTo(1);
        assertThat(project.data().rows(new long[]{unit}, "stance").getFirst().annotations().get("Bo").label()).isEqualTo("yes");
        assertThat(project.data().detail(unit).annotations()).hasSize(4);
    }

    @Test
    void machinesDoNotLabelByHand() {
        load();
        assertThatThrownBy(() -> project.labels().start("GPT", "stance", null, Order.FILE, 1)).isInstanceOf(AppException.class);
        assertThatThrownBy(() -> project.labels().start("Bo", "mood", null, Order.FILE, 1)).isInstanceOf(AppException.class)
                .hasMessageContaining("\"stance\"");
        assertThatThrownBy(() -> project.labels().start("final", "stance", null, Order.FILE, 1)).isInstanceOf(AppException.class);
        assertThat(project.labels().people()).containsExactly("Ana");
    }

    @Test
    void disagreementsComeFirstAndAreResolved() {
        load();
        List<Long> queue = project.audit().queue("stance", "Ana", "GPT", null, UnitQuery.ALL);
        List<AuditService.Row> rows = project.audit().rows(queue, "stance", "Ana", "GPT", null);
        assertThat(rows.stream().limit(4).map(r -> r.unit().key())).containsExactly("u0", "u25", "u50", "u75");
        assertThat(rows.stream().limit(20)).allSatisfy(r -> assertThat(r.reference().label()).isNotEqualTo(r.other().label()));
        assertThat(rows.get(20).unit().key()).isEqualTo("u1");
        long unit = queue.getFirst();
        project.audit().decide(unit, "stance", "yes", Set.of(DisagreementReason.TEACHER_ERROR), "Bo");
        assertThat(project.audit().counts("stance", "Ana", "GPT")).isEqualTo(new AuditService.Counts(100, 20, 1));
        assertThat(project.audit().reasons("stance")).containsExactly(Map.entry(DisagreementReason.TEACHER_ERROR, 1L));
        assertThat(project.audit().rows(List.of(unit), "stance", "Ana", "GPT", null).getFirst().gold().label()).isEqualTo("yes");
        assertThat(project.data().find(UnitQuery.ALL.with(new UnitFilter.HasFinal("stance", true)))).containsExactly(unit);
        assertThat(project.results().pairwise("stance", "final", "GPT", null, BootstrapOptions.NONE).n()).isEqualTo(1);
        assertThat(project.audit().undo("Bo")).contains(unit);
        assertThat(project.audit().counts("stance", "Ana", "GPT").decided()).isZero();
        assertThat(project.audit().redo("Bo")).contains(unit);
        assertThat(project.audit().counts("stance", "Ana", "GPT").decided()).isEqualTo(1);
    }

    @Test
    void aCellOfTheMatrixShowsItsUnits() {
        load();
        PairwiseFigures figures = project.results().pairwise("stance", "Ana", "GPT", null, BootstrapOptions.NONE);
        assertThat(figures.n()).isEqualTo(100);
        assertThat(figures.value("accuracy").orNaN()).isCloseTo(0.8, within(1e-12));
        assertThat(figures.labels()).isEqualTo(project.codebook().current().variables().getFirst().labelNames());
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                UnitFilter cell = new UnitFilter.Cell("stance", "Ana", figures.labels().get(i), "GPT", figures.labels().get(j));
                assertThat(project.data().find(UnitQuery.ALL.with(cell))).hasSize(figures.confusion().get(i).get(j));
            }
        }
        assertThatThrownBy(() -> project.results().pairwise("stance", "Ana", "Zoe", null, BootstrapOptions.NONE))
                .isInstanceOf(AppException.class).hasMessageContaining("\"Zoe\"").hasMessageContaining("\"GPT\"");
        assertThat(project.results().among("stance", List.of("Ana", "GPT"), null, BootstrapOptions.NONE).pairableUnits()).isEqualTo(100);
    }

    @Test
    void samplesKeepTheirProbabilities() {
        load();
        Sample half = draw("half", 50, SampleStrategy.RANDOM, Map.of(), null, null, null);
        assertThat(half.frame()).isEqualTo(100);
        assertThat(project.samples().members("half")).hasSize(50).allSatisfy(m -> assertThat(m.probability()).isEqualTo(0.5));
        draw("tenth", 10, SampleStrategy.STRATIFIED, Map.of(), "half", "label:Ana", null);
        assertThat(project.samples().members("tenth").stream().mapToDouble(m -> 1 / m.probability()).sum()).isCloseTo(100, within(15.0));
        draw("rest", 0, SampleStrategy.ALL, Map.of(), null, null, "half");
        Set<Long> rest = Set.copyOf(project.samples().members("rest").stream().map(SampleMember::unit).toList());
        assertThat(rest).hasSize(50)
                .doesNotContainAnyElementsOf(project.samples().members("half").stream().map(SampleMember::unit).toList());
        draw("year", 0, SampleStrategy.ALL, Map.of("year", "2021"), null, null, null);
        assertThat(project.results().pairwise("stance", "Ana", "GPT", "year", BootstrapOptions.NONE).n())
                .isEqualTo(project.samples().members("year").size());
        assertThatThrownBy(() -> draw("half", 1, SampleStrategy.RANDOM, Map.of(), null, null, null)).hasMessageContaining("already");
        assertThatThrownBy(() -> draw("x", 101, SampleStrategy.RANDOM, Map.of(), null, null, null)).hasMessageContaining("101")
                .hasMessageContaining("100");
        assertThatThrownBy(() -> draw("x", 1, SampleStrategy.RANDOM, Map.of("age", "1"), null, null, null))
                .hasMessageContaining("\"year\"");
        assertThatThrownBy(() -> draw("x", 1, SampleStrategy.RANDOM, Map.of("year", "1"), null, null, null))
                .hasMessageContaining("\"2021\"");
    }

    private Sample draw(String name, int size, SampleStrategy strategy, Map<String, String> where, String from, String stratify,
            String notIn) {
        return project.samples().draw(new SampleRequest(name, size, strategy, where, from, stratify, notIn, 3));
    }

    @Test
    void wideAndLongExportsHoldEverything() throws IOException {
        load();
        Session bo = project.labels().start("Bo", "stance", null, Order.FILE, 1);
        bo.label(bo.at(0).unit().id(), "no", 700, false);
        project.audit().decide(bo.at(0).unit().id(), "stance", "no", Set.of(DisagreementReason.AMBIGUOUS_TEXT), "Bo");
        Path wide = folder.resolve("wide.csv");
        DataService.ExportSummary summary = project.data().submitExport(new ExportRequest(wide.toString(), false, false)).await();
        assertThat(summary.rows()).isEqualTo(UNITS);
        assertThat(summary.columns()).containsExactly("id", "text", "year", "Ana", "Bo", "GPT", "GPT_confidence", "final");
        List<String> lines = Files.readAllLines(wide);
        assertThat(lines).hasSize(UNITS + 1);
        assertThat(lines.get(1)).startsWith("u0,").endsWith(",no,0.95,no".replace("no,0.95", gpt(0) + ",0.95"));
        Path full = folder.resolve("long.csv");
        assertThat(project.data().submitExport(new ExportRequest(full.toString(), true, false)).await().rows()).isEqualTo(2 * UNITS + 2);
        assertThat(Files.readAllLines(full).stream().filter(l -> l.startsWith("u0,"))).hasSize(4)
                .anySatisfy(l -> assertThat(l).contains(",final,").contains("ambiguous_text"));
    }

    private String gpt(int unit) {
        return project.data().rows(new long[]{project.data().find(UnitQuery.ALL)[unit]}, "stance").getFirst().annotations().get("GPT")
                .label();
    }

    @Test
    void codebookVersionsKeepLabelsInUse() {
        load();
        var before = project.codebook().current();
        var stance = before.variables().getFirst();
        var less = new concord.model.Variable("stance", stance.kind(), "", "", stance.labels().subList(0, 1));
        assertThatThrownBy(() -> project.codebook().save(List.of(less), "Bo", "")).isInstanceOf(AppException.class)
                .hasMessageContaining("in use");
        assertThatThrownBy(() -> project.codebook().save(List.of(), "Bo", "")).isInstanceOf(AppException.class)
                .hasMessageContaining("in use");
        Session bo = project.labels().start("Bo", "stance", null, Order.FILE, 1);
        bo.label(bo.at(0).unit().id(), "no", 700, false);
        assertThat(project.codebook().stale("stance")).isZero();
        var asked = new concord.model.Variable("stance", stance.kind(), "Which?", "", stance.labels());
        var after = project.codebook().save(List.of(asked), "Bo", "clearer");
        assertThat(after.version()).isEqualTo(before.version() + 1);
        assertThat(project.codebook().diff(before, after)).containsExactly(new CodebookService.Edit("stance / question", "", "Which?"));
        assertThat(project.codebook().stale("stance")).isEqualTo(101);
        assertThat(project.codebook().save(List.of(asked), "Bo", "again").version()).isEqualTo(after.version());
    }

    @Test
    void everythingIsThereAfterReopening() {
        load();
        Session bo = project.labels().start("Bo", "stance", null, Order.RANDOM, 1);
        long unit = bo.at(0).unit().id();
        bo.label(unit, "yes", 700, false);
        project.settings().keywords(List.of(" Bus ", "park", "bus"));
        project.settings().remember("pair", "Ana|GPT");
        assertThatThrownBy(() -> app.open(project.file())).isInstanceOf(ProjectBusyException.class);
        Path file = project.file();
        project.close();
        project = app.open(file);
        Session again = project.labels().start("Bo", "stance", null, Order.RANDOM, 1);
        assertThat(again.firstOpen()).isEqualTo(1);
        assertThat(again.at(0).own()).singleElement().satisfies(a -> assertThat(a.label()).isEqualTo("yes"));
        assertThat(again.undo()).contains(unit);
        assertThat(again.firstOpen()).isZero();
        assertThat(project.settings().keywords()).containsExactly("bus", "park");
        assertThat(project.settings().remembered("pair")).contains("Ana|GPT");
        assertThat(project.settings().reveal()).isEqualTo(Reveal.NEVER);
        assertThat(app.recent()).containsExactly(file);
        assertThat(project.check().findings()).isEmpty();
        assertThat(project.name()).isEqualTo("p");
    }

    @Test
    void theSampleProjectOpensWithItsFigures() {
        Path file = app.sampleProject();
        assertThat(app.sampleProject()).isEqualTo(file);
        try (Project sample = app.open(file)) {
            assertThat(sample.data().units()).isEqualTo(427);
            PairwiseFigures figures = sample.results().pairwise("stance", "writer", "reader", null, BootstrapOptions.NONE);
            assertThat(figures.labels()).containsExactly("Support", "Oppose", "Mixed", "Off topic");
            assertThat(figures.value("cohen_kappa").orNaN()).isCloseTo(0.8840261618304472, within(1e-9));
        }
    }
}
