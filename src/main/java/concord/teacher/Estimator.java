package concord.teacher;

import concord.model.Unit;
import concord.model.request.TeachRequest;
import concord.model.result.TeachEstimate;
import concord.model.result.TeachPrompt;
import concord.teacher.prompt.Prompts;
import concord.teacher.provider.Endpoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Foretells calls, tokens, price and time. Prompts are made of units spread evenly over the run, so a few hundred are read however many there are.
///
/// Ranges: tokens in from 0.8 to 1.3 times the estimate of [TokenCount]; tokens out from an answer of its label alone to the token limit; time
/// from 0.7 to 4 seconds a call (0.01 to 0.05 for the embedded teacher), divided by the calls at the same time and never faster than the calls a
/// minute allowed. These are assumptions, not measurements of the provider; the run itself tells the time left by its own pace.
final class Estimator {
    private static final int LOOKED_AT = 200;
    private static final double SECONDS_LOW = 0.7;
    private static final double SECONDS_HIGH = 4;
    private static final int SHORT_ANSWER = 10;
    private static final int SHORT_REASON = 30;

    private Estimator() {
    }

    /// @param open answers still to be asked for
    static TeachEstimate of(Lesson lesson, Endpoint endpoint, Prompts prompts, @Nullable Price price, String date, long open,
            List<String> notes) {
        TeachRequest request = lesson.request();
        double each = tokens(lesson, prompts);
        long inLow = Math.round(open * each * 0.8);
        long inHigh = Math.round(open * each * 1.3);
        long outLow = open * Math.min(request.maxTokens(), SHORT_ANSWER + (request.reason() ? SHORT_REASON : 0));
        long outHigh = open * request.maxTokens();
        boolean free = endpoint.baseUrl().isEmpty();
        double paced = request.perMinute() <= 0 ? 0 : open * 60.0 / request.perMinute();
        return new TeachEstimate(open, free ? 0 : inLow, free ? 0 : inHigh, free ? 0 : outLow, free ? 0 : outHigh,
                price == null ? null : Double.valueOf(price.of(inLow, 0, outLow)),
                price == null ? null : Double.valueOf(price.of(inHigh, 0, outHigh)), price == null ? null : date,
                (long) Math.max(paced, open * (free ? 0.01 : SECONDS_LOW) / request.concurrency()),
                (long) Math.ceil(Math.max(paced, open * (free ? 0.05 : SECONDS_HIGH) / request.concurrency())), notes);
    }

    private static double tokens(Lesson lesson, Prompts prompts) {
        List<Long> looked = new ArrayList<>();
        int step = Math.max(1, lesson.units().size() / LOOKED_AT);
        for (int i = 0; i < lesson.units().size(); i += step) {
            looked.add(lesson.units().get(i));
        }
        double sum = 0;
        for (Unit unit : looked.isEmpty() ? List.<Unit>of() : lesson.source().units(looked)) {
            TeachPrompt prompt = prompts.render(unit, lesson.examples().examples(unit));
            sum += TokenCount.of(prompt.system()) + TokenCount.of(prompt.user()) + 2 * TokenCount.FRAME;
        }
        return looked.isEmpty() ? 0 : sum / looked.size();
    }
}
