package concord.ui.study;

import concord.report.LineCurve;
import concord.report.LineCurve.CurvePoint;
import concord.stats.Interval;
import concord.stats.Value;
import concord.study.SamplingOutcome;
import concord.study.SamplingOutcome.Mean;
import concord.ui.Texts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The budget curves of a sampling study.
final class BudgetCurves {
    private BudgetCurves() {
    }

    /// One for each domain that is tested, the target first.
    static List<LineCurve> of(SamplingOutcome outcome, String student, String measure) {
        List<LineCurve> curves = new ArrayList<>();
        for (String domain : List.of(SamplingOutcome.TARGET, SamplingOutcome.SOURCE)) {
            List<Mean> means = outcome.means().stream().filter(m -> m.domain().equals(domain) && m.student().equals(student)).toList();
            if (!means.isEmpty())
                curves.add(curve(outcome, domain, means, measure));
        }
        return curves;
    }

    private static LineCurve curve(SamplingOutcome outcome, String domain, List<Mean> means, String measure) {
        Set<String> strategies = new LinkedHashSet<>(outcome.request().strategies());
        means.forEach(m -> strategies.add(m.strategy()));
        strategies.remove(SamplingOutcome.START);
        List<LineCurve.Series> series = new ArrayList<>();
        int slot = 0;
        for (String strategy : strategies) {
            List<CurvePoint> points = new ArrayList<>();
            for (Mean mean : means) {
                if ((mean.strategy().equals(strategy) || mean.strategy().equals(SamplingOutcome.START))
                        && mean.merit() instanceof Value.Defined(double merit))
                    points.add(point(mean, merit));
            }
            series.add(new LineCurve.Series(SamplingSetUpView.name(strategy), slot++, points));
        }
        return new LineCurve(Texts.get("study.curve.title", SamplingSetUpView.domain(domain)), Texts.get("study.curve.what", measure),
                Texts.get("study.curve.labels"), LineCurve.Scale.BOUNDED, series);
    }

    private static CurvePoint point(Mean mean, double merit) {
        Interval interval = mean.interval();
        return interval == null
                ? CurvePoint.of(mean.labels(), merit)
                : new CurvePoint(mean.labels(), merit, interval.low(), interval.high());
    }
}
