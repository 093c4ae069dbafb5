package concord.report;

import static org.assertj.core.api.Assertions.assertThat;

import concord.model.request.StudyRequest;
import concord.stats.Value;
import concord.study.Cell;
import concord.study.Studies;
import concord.study.StudyOutcome;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class StudyFiguresTest {
    private final StudyOutcome study = Studies.outcome(List.of("stance"), 200);

    @Test
    void sourcesOfLabelsHaveTheirMarks() {
        ArmMarks marks = new ArmMarks(study.request());
        assertThat(marks.of(cell("Human", "minilm"))).isEqualTo(new ArmMark.Source(0));
        assertThat(marks.of(cell("GPT-4", "linear"))).isEqualTo(new ArmMark.Source(1));
        assertThat(marks.of(cell("Both", "minilm"))).isEqualTo(new ArmMark.Source(2));
        assertThat(marks.of(cell("Human", StudyRequest.MAJORITY))).isEqualTo(new ArmMark.Source(7));
        assertThat(marks.of(cell("GPT-4 itself", null))).isEqualTo(new ArmMark.Itself(0));
    }

    /// A human who is not the test's annotator is a circle where teachers are named; a second teacher and a second human have other marks.
    @Test
    void everySourceHasAMarkOfItsOwn() {
        StudyRequest r = study.request();
        List<StudyRequest.Arm> arms = List.of(arm("a", "GPT-4"), arm("b", "GPT-3.5"), arm("c", "Expert"), arm("d", "Crowd"),
                arm("e", "Expert+Crowd"), arm("f", "Expert"), new StudyRequest.Arm("t", null, List.of(), "GPT-4", List.of()),
                new StudyRequest.Arm("u", null, List.of(), "GPT-3.5", List.of()));
        ArmMarks marks = new ArmMarks(new StudyRequest(r.name(), r.variables(), null, r.test(), arms, r.students(), r.grid(), .2, r.seeds(),
                r.consistencyAtLeast(), null, r.recipe(), "cpu", 1, "first", false, 10));
        assertThat("abcdef".chars().mapToObj(c -> marks.of(cell(String.valueOf((char) c), "minilm"))).toList()).containsExactly(
                new ArmMark.Source(1), new ArmMark.Source(3), new ArmMark.Source(0), new ArmMark.Source(4), new ArmMark.Source(2),
                new ArmMark.Source(0));
        assertThat(marks.of(cell("u", null))).isEqualTo(new ArmMark.Itself(1));
    }

    @Test
    void armsStandAtTheirMeans() {
        DotPlot plot = StudyFigures.byArm(study, "stance", "minilm");
        assertThat(plot.groups()).hasSize(1);
        assertThat(plot.groups().getFirst().rows()).extracting(DotPlot.Row::name).containsExactly("Human 250", "GPT-4 250", "Human 1,000",
                "GPT-4 1,000", "GPT-4 ≥ 1, 1,000", "Both", "GPT-4 itself");
        assertThat(plot.groups().getFirst().rows().getFirst().value()).isEqualTo(study.cells().getFirst().spreads().get("f1").mean());
        assertThat(plot.references()).hasSize(1);
        DotPlot all = StudyFigures.byArm(study, "stance");
        assertThat(all.groups()).extracting(DotPlot.Group::name).containsExactly("minilm", "linear", "Teacher");
        assertThat(all.groups().get(1).rows().getLast().value()).isEqualTo(Value.undefined("still to come"));
        assertThat(all.layout(600).description()).contains("linear, Both: still to come", "minilm, Human 250 .");
    }

    @Test
    void dotsAndTheDashedLineAreOnOneScale() {
        Value half = Value.of(.5);
        DotPlot plot = new DotPlot("t", "", "x", DotPlot.Scale.BOUNDED,
                List.of(new DotPlot.Group("", List.of(new DotPlot.Row("a", new ArmMark.Source(0), half, null),
                        new DotPlot.Row("b", new ArmMark.Source(0), Value.of(.9), null)))),
                List.of(new DotPlot.Reference("r", .9)));
        Figure figure = plot.layout(420);
        List<Mark.Circle> dots = figure.marks().stream().filter(Mark.Circle.class::isInstance).map(Mark.Circle.class::cast).toList();
        Mark.Line dashed = figure.marks().stream().filter(Mark.Line.class::isInstance).map(Mark.Line.class::cast)
                .filter(line -> line.dash() == Mark.Dash.DASHED).findFirst().orElseThrow();
        assertThat(dots).hasSize(2);
        assertThat(dashed.x1()).isCloseTo(dots.get(1).x(), Offset.offset(1e-9));
        assertThat(dots.get(0).x()).isLessThan(dots.get(1).x());
    }

    @Test
    void theHumanArmIsTakenAway() {
        DotPlot plot = StudyFigures.differences(study, "stance");
        DotPlot.Row row = plot.groups().getFirst().rows().getFirst();
        assertThat(row.name()).isEqualTo("GPT-4 − Human, 250");
        double human = f1("Human 250");
        double gpt = f1("GPT-4 250");
        assertThat(row.value().orNaN()).isCloseTo(gpt - human, Offset.offset(1e-12));
        assertThat(row.interval().low()).isLessThan(gpt - human);
        assertThat(row.interval().high()).isGreaterThan(gpt - human);
        assertThat(plot.groups().getFirst().rows()).extracting(DotPlot.Row::name).contains("GPT-4 ≥ 1 − GPT-4, 1,000");
        List<String> ticks = plot.layout(720).marks().stream().filter(Mark.Text.class::isInstance).map(m -> ((Mark.Text) m).text())
                .collect(Collectors.toList());
        assertThat(ticks).contains("0", "+.10", "−.10");
    }

    @Test
    void theLearningCurveHasALineForEachSource() {
        LineCurve curve = StudyFigures.learningCurve(study, "stance", "minilm");
        assertThat(curve.series()).extracting(LineCurve.Series::name).containsExactly("Human", "GPT-4", "GPT-4 ≥ 1", "Both");
        assertThat(curve.series().getFirst().points()).extracting(LineCurve.CurvePoint::x).containsExactly(250.0, 1000.0);
        assertThat(curve.series().get(3).points()).extracting(LineCurve.CurvePoint::x).containsExactly(2000.0);
    }

    @Test
    void curvesOfEqualF1PassThroughTheirPoints() {
        PrecisionRecallPlane plane = new PrecisionRecallPlane("t", "", List.of(
                new PrecisionRecallPlane.Spot("a", "a", new ArmMark.Source(0), .7, .7, null, null),
                new PrecisionRecallPlane.Spot("b", "b", new ArmMark.Source(1), .5, .9, null, null),
                new PrecisionRecallPlane.Spot("c", "c", new ArmMark.Source(1), .9, .5, null, null)), List.of());
        Figure figure = plane.layout(400);
        Mark.Circle dot = figure.marks().stream().filter(Mark.Circle.class::isInstance).map(Mark.Circle.class::cast).findFirst()
                .orElseThrow();
        // F1 is .7 where both are: the curve of .7 comes within a step of the dot
        assertThat(figure.marks().stream().filter(Mark.Path.class::isInstance).flatMap(m -> ((Mark.Path) m).points().stream())
                .mapToDouble(p -> Math.hypot(p.x() - dot.x(), p.y() - dot.y())).min().orElseThrow()).isLessThan(8);
        assertThat(figure.marks().stream().filter(Mark.Text.class::isInstance).map(m -> ((Mark.Text) m).text())).contains("F1 .70", "a",
                "b",
                "Recall", "Precision");
    }

    @Test
    void theBudgetCurveStartsTogether() {
        LineCurve curve = StudyFigures.budget(Studies.sampling(100), "minilm", "target");
        assertThat(curve.series()).extracting(LineCurve.Series::name).containsExactly("random", "uncertainty", "base-vs-tuned");
        assertThat(curve.series()).allSatisfy(one -> assertThat(one.points()).hasSize(3));
        assertThat(curve.series().stream().map(one -> one.points().getFirst()).distinct()).hasSize(1);
        assertThat(curve.title()).isEqualTo("Macro F1 on the target");
    }

    private double f1(String title) {
        return study.cells().stream().filter(c -> c.cell().title().equals(title) && "minilm".equals(c.cell().student())).findFirst()
                .orElseThrow().spreads().get("f1").mean().orNaN();
    }

    private static StudyRequest.Arm arm(String name, String from) {
        return new StudyRequest.Arm(name, from, List.of(), null, List.of());
    }

    private static Cell cell(String arm, String student) {
        return new Cell("stance", arm, 250, true, null, student);
    }
}
