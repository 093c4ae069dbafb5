package concord.report;

import static org.assertj.core.api.Assertions.assertThat;

import concord.report.Mark.Anchor;
import concord.report.Mark.Point;
import concord.report.PrecisionRecallBars.Measure;
import concord.stats.Among;
import concord.stats.BootstrapOptions;
import concord.stats.PairwiseFigures;
import concord.stats.RatingTable;
import concord.stats.Value;
import concord.study.Studies;
import concord.study.StudyOutcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class FigureTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-9);

    static Stream<FigureData> everyFigure() {
        StudyOutcome study = Studies.outcome(List.of("stance"), 200);
        PairwiseFigures figures = Examples.figures();
        List<String> many = IntStream.range(0, 18).mapToObj(i -> i == 3 ? "A label with a remarkably long name & <tags>" : "L" + i)
                .toList();
        PairwiseFigures wide = Examples.figures(many, 2000);
        PairwiseFigures one = Examples.of(new int[]{0, 0, 0}, new int[]{0, 0, 0});
        PairwiseFigures none = Examples.of(new int[0], new int[0]);
        PairwiseFigures poor = Examples.of(new int[]{0, 1, 0, 1, 2, 0, 1}, new int[]{1, 0, 1, 0, 2, 1, 0});
        List<LineCurve.CurvePoint> loss = IntStream.range(0, 3000).mapToObj(i -> LineCurve.CurvePoint.of(i, 1 + Math.sin(i / 50.)))
                .toList();
        return Stream.of(AgreementBars.of(figures, AgreementBars.PAIRWISE), AgreementBars.of(one, AgreementBars.PAIRWISE),
                AgreementBars.of(poor, AgreementBars.ORDINAL), AgreementBars.of(none, AgreementBars.ORDINAL),
                PrecisionRecallBars.of(figures, Examples.LABELS::indexOf, Measure.values()),
                PrecisionRecallBars.of(poor, Examples.LABELS::indexOf, Measure.F1),
                PrecisionRecallBars.of(wide, many::indexOf, Measure.values()),
                PrecisionRecallBars.of(none, many::indexOf, Measure.values()),
                ConfusionHeatMap.of("You", "GPT-4", figures, Examples.LABELS::indexOf),
                ConfusionHeatMap.of("You", "GPT-4", wide, many::indexOf),
                ConfusionHeatMap.of("You", "GPT-4", one, many::indexOf), ConfusionHeatMap.of("You", "GPT-4", none, many::indexOf),
                curve(LineCurve.Scale.BOUNDED,
                        new LineCurve.Series("Human", 0, List.of(point(250, .7), point(500, .76), point(1000, .803))),
                        new LineCurve.Series("GPT-4", 1, List.of(point(250, .705), point(1000, .79)))),
                curve(LineCurve.Scale.PLAIN, new LineCurve.Series("training", 0, loss)),
                curve(LineCurve.Scale.PLAIN, new LineCurve.Series("training", 4, List.of(LineCurve.CurvePoint.of(1, .5)))),
                curve(LineCurve.Scale.PLAIN), StudyFigures.byArm(study, "stance"), StudyFigures.byArm(study, "stance", "linear"),
                StudyFigures.learningCurve(study, "stance", "minilm"), StudyFigures.plane(study, "stance", "minilm"),
                StudyFigures.differences(study, "stance"), StudyFigures.byArm(none(study), "stance"),
                StudyFigures.plane(none(study), "stance", "minilm"), StudyFigures.differences(none(study), "stance"),
                StudyFigures.budget(Studies.sampling(200), "minilm", "target"),
                StudyFigures.budget(Studies.sampling(0), "minilm", "source"));
    }

    /// The same study before anything has ended.
    private static StudyOutcome none(StudyOutcome study) {
        List<StudyOutcome.CellResult> cells = study.cells().stream()
                .map(c -> new StudyOutcome.CellResult(c.cell(), 0, Map.of(), List.of(), Map.of(), null)).toList();
        return new StudyOutcome(study.study(), study.request(), List.of(), cells, List.of(), List.of(), List.of(), List.of());
    }

    @ParameterizedTest
    @MethodSource("everyFigure")
    void staysInsideItsSizeAtEveryWidth(FigureData data) {
        for (double width : new double[]{200, 256, 420, 720, 1400}) {
            Figure figure = data.layout(width);
            assertThat(figure.width()).isEqualTo(width);
            assertThat(figure.marks()).isNotEmpty();
            for (Mark mark : figure.marks()) {
                for (Point corner : corners(mark)) {
                    assertThat(corner.x()).as("%s in %s at %s", mark, figure.title(), width).isBetween(-2.0, width + 2);
                    assertThat(corner.y()).as("%s in %s at %s", mark, figure.title(), width).isBetween(-2.0, figure.height() + 2);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyFigure")
    void isWellFormedSvgWithATitle(FigureData data) throws Exception {
        String svg = SvgWriter.write(data.layout(420));
        assertThat(svg).doesNotContain("NaN", "Infinity", "null");
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        Element root = document.getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("svg");
        assertThat(root.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
        assertThat(root.getElementsByTagName("text").getLength()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("everyFigure")
    void isAPngOfItsSizeTimesTheScale(FigureData data) throws IOException {
        Figure figure = data.layout(300);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PngWriter.write(figure, 2, out);
        var image = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
        assertThat(image.getWidth()).isEqualTo(2 * (300 + 32));
        assertThat(image.getHeight()).isEqualTo(2 * ((int) figure.height() + 32));
        int dark = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                dark += (image.getRGB(x, y) & 0xFF) < 80 ? 1 : 0;
            }
        }
        assertThat(dark).as("something is drawn").isGreaterThan(20);
    }

    @Test
    void agreementStandsWhereItsValueIs() {
        AgreementBars bars = new AgreementBars("Agreement", "",
                List.of(row("half", .5), row("all", 1), row("low", -.5),
                        new AgreementBars.Row("none", Value.undefined("why"), null)));
        List<Mark.Circle> dots = all(bars.layout(600), Mark.Circle.class);
        assertThat(dots).hasSize(3);
        double zero = all(bars.layout(600), Mark.Text.class).stream().filter(t -> t.text().equals("0")).findFirst().orElseThrow().x();
        double unit = dots.get(1).x() - zero;
        assertThat(dots.get(0).x()).isCloseTo(zero + unit / 2, CLOSE);
        assertThat(dots.get(2).x()).isCloseTo(zero - unit / 2, CLOSE);
        assertThat(texts(bars.layout(600))).contains("why", "–", "−.50", "1.00");
    }

    @Test
    void scaleOfAgreementHoldsStill() {
        assertThat(ticks(row("a", .83))).containsExactly(".50", ".60", ".70", ".80", ".90", "1");
        assertThat(ticks(row("a", .49))).containsExactly("0", ".20", ".40", ".60", ".80", "1");
    }

    @Test
    void barsStartAtZeroAndEndAtTheirValue() {
        PairwiseFigures figures = Examples.figures();
        PrecisionRecallBars bars = PrecisionRecallBars.of(figures, Examples.LABELS::indexOf, Measure.F1);
        List<Mark.Rect> rects = all(bars.layout(420), Mark.Rect.class).stream().filter(r -> r.height() == 13).toList();
        assertThat(rects).hasSize(4);
        List<Mark.Text> ticks = all(bars.layout(420), Mark.Text.class);
        double zero = ticks.stream().filter(t -> t.text().equals("0")).findFirst().orElseThrow().x();
        double one = ticks.stream().filter(t -> t.text().equals("1")).findFirst().orElseThrow().x();
        for (int k = 0; k < 4; k++) {
            assertThat(rects.get(k).x()).isCloseTo(zero, CLOSE);
            assertThat(rects.get(k).width()).isCloseTo((one - zero) * figures.perLabel().get(k).f1(), CLOSE);
            assertThat(rects.get(k).look().fill()).isEqualTo(Ink.label(k));
        }
    }

    @Test
    void undefinedPrecisionIsADashNotAZeroBar() {
        PairwiseFigures figures = Examples.of(new int[]{0, 1, 0}, new int[]{0, 0, 0});
        PrecisionRecallBars bars = PrecisionRecallBars.of(figures, Examples.LABELS::indexOf, Measure.PRECISION);
        assertThat(texts(bars.layout(420))).contains("–").doesNotContain(".00");
        assertThat(bars.layout(420).description()).contains("Oppose: Precision undefined: the other never gave this label");
        assertThat(bars.table().csv()).contains("Oppose,1,0.0,,,the other never gave this label");
    }

    @Test
    void heatMapShowsCountsAndRowShares() {
        ConfusionHeatMap map = new ConfusionHeatMap("You", "GPT-4", List.of("yes", "no"), List.of(0, 1),
                List.of(List.of(1980, 20), List.of(0, 5)));
        assertThat(texts(map.layout(420))).contains("1,980", "99%", "20", "1%", "5", "100%", "0", "0%", "2,000", "yes", "no");
        assertThat(all(map.layout(420), Mark.Rect.class).stream().filter(r -> r.radius() > 0).map(r -> r.look().fill()))
                .containsExactly(Ink.H6, Ink.H0, Ink.H0, Ink.H6);
        assertThat(map.table().csv()).isEqualTo("You \\ GPT-4,yes,no,total\nyes,1980,20,2000\nno,0,5,5\n");
        assertThat(IntStream.rangeClosed(0, 100).map(i -> ConfusionHeatMap.heat(i / 100.)).distinct()).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void longLinesAreThinnedToTheirOutline() {
        List<Point> points = IntStream.range(0, 5000).mapToObj(i -> new Point(i / 20.0, i == 2500 ? 99 : i % 2)).toList();
        List<Point> thin = LineCurve.thinned(points);
        assertThat(thin).hasSizeLessThan(510).contains(new Point(125, 99));
        assertThat(thin).isSortedAccordingTo((a, b) -> Double.compare(a.x(), b.x()));
    }

    @Test
    void amongSeveral() {
        AgreementBars bars = AgreementBars.of(Among.of(new RatingTable(List.of("a", "b"), List.of("x", "y", "z"),
                new int[][]{{0, 1, 0, 1}, {0, 1, 1, 1}, {0, -1, 0, 1}}), BootstrapOptions.DEFAULT));
        assertThat(bars.rows()).hasSize(6);
        assertThat(bars.layout(420).title()).isEqualTo("Agreement among 3");
    }

    @Test
    void hostileTextIsHarmless() {
        assertThat(SvgWriter.escaped("<b a=\"1\">&\u0000\u0007\n\ud800x\ud83d\ude00"))
                .isEqualTo("&lt;b a=&quot;1&quot;&gt;&amp; x\ud83d\ude00");
    }

    @Test
    void ticksAreRoundAndCover() {
        assertThat(Ticks.covering(0.13, 0.87, 6).values()).containsExactly(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);
        assertThat(Ticks.covering(-3, 1180, 5).values()).containsExactly(-500.0, 0.0, 500.0, 1000.0, 1500.0);
        assertThat(Ticks.covering(5, 5, 4).values()).hasSizeBetween(2, 4).first().isEqualTo(5.0);
        assertThat(Ticks.covering(0, 0, 4).low()).isLessThanOrEqualTo(0);
    }

    @Test
    void paletteIsTheLightTheme() throws IOException {
        String css;
        try (var in = FigureTest.class.getResourceAsStream("/concord/ui/css/theme-light.css")) {
            css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (Ink ink : Ink.values()) {
            assertThat(css).contains("-cc-" + ink.token() + ": " + Palette.LIGHT.hex(ink) + ";");
        }
    }

    @Test
    void everySlotHasItsOwnMark() {
        assertThat(IntStream.range(0, 16).mapToObj(slot -> LabelMark.marks(slot, 10, 10, 12)).distinct()).hasSize(16);
    }

    private static List<String> ticks(AgreementBars.Row row) {
        return all(new AgreementBars("a", "", List.of(row)).layout(720), Mark.Text.class).stream().filter(t -> t.size() == Canvas.TICK)
                .map(Mark.Text::text).toList();
    }

    private static AgreementBars.Row row(String name, double value) {
        return new AgreementBars.Row(name, Value.of(value), null);
    }

    private static LineCurve curve(LineCurve.Scale scale, LineCurve.Series... series) {
        return new LineCurve("Curve", "95% interval", "Training labels", scale, List.of(series));
    }

    private static LineCurve.CurvePoint point(double x, double y) {
        return new LineCurve.CurvePoint(x, y, y - .03, y + .03);
    }

    private static List<String> texts(Figure figure) {
        return all(figure, Mark.Text.class).stream().map(Mark.Text::text).toList();
    }

    private static <T extends Mark> List<T> all(Figure figure, Class<T> kind) {
        return figure.marks().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static List<Point> corners(Mark mark) {
        return switch (mark) {
            case Mark.Line l -> List.of(new Point(l.x1(), l.y1()), new Point(l.x2(), l.y2()));
            case Mark.Rect r -> List.of(new Point(r.x(), r.y()), new Point(r.x() + r.width(), r.y() + r.height()));
            case Mark.Circle c ->
                List.of(new Point(c.x() - c.radius(), c.y() - c.radius()), new Point(c.x() + c.radius(), c.y() + c.radius()));
            case Mark.Path p -> p.points();
            case Mark.Text t -> {
                double width = TextWidth.of(t.text(), t.size()) * .9;
                double left = t.anchor() == Anchor.START ? t.x() : t.anchor() == Anchor.END ? t.x() - width : t.x() - width / 2;
                yield new ArrayList<>(List.of(new Point(left, t.y() - t.size() * .8), new Point(left + width, t.y())));
            }
        };
    }
}
