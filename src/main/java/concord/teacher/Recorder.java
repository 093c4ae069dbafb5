package concord.teacher;

import concord.model.CallStatus;
import concord.model.TeacherCall;
import concord.model.result.TeachPrompt;
import concord.teacher.prompt.AnswerParser;
import concord.teacher.prompt.LabelConfidence;
import concord.teacher.prompt.OutputForm;
import concord.teacher.prompt.Parsed;
import concord.teacher.provider.Answer;
import concord.teacher.provider.Endpoint;
import concord.teacher.provider.Reply;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Makes the record of a call. Pure but for the clock handed in.
final class Recorder {
    private static final TeachPrompt NOT_SENT = new TeachPrompt("", "", List.of());

    private final Lesson lesson;
    private final Endpoint endpoint;
    private final OutputForm form;
    private final AnswerParser parser;

    Recorder(Lesson lesson, Endpoint endpoint) {
        this.lesson = lesson;
        this.endpoint = endpoint;
        this.form = OutputForm.of(lesson.variable(), lesson.request());
        this.parser = new AnswerParser(form);
    }

    /// @param seed as sent
    TeacherCall call(Respondent.Question question, Attempts.Ended ended, Instant start, Instant end, @Nullable Long seed,
            @Nullable Price price) {
        Result result = result(ended.reply());
        Answer answer = ended.reply() instanceof Reply.Answered a ? a.answer() : null;
        Usage usage = ended.usage();
        double last = usage == null || usage.cost() == null ? 0 : usage.cost();
        return new TeacherCall(lesson.run(), question.unit().id(), question.repeat(), ended.attempts(), question.prompt().system(),
                question.prompt().user(), lesson.codebookVersion(), endpoint.provider().key(), endpoint.model(),
                answer == null ? null : answer.model(), answer == null ? null : answer.fingerprint(), lesson.request().temperature(), seed,
                question.prompt().examples(), start, end, usage == null ? 0 : usage.tokensIn(), usage == null ? 0 : usage.tokensOut(),
                price == null ? null : Double.valueOf(ended.lost() + last), ended.reply() == null ? 0 : ended.reply().status(),
                result.raw(), result.parsed().status(), result.parsed().label(), result.parsed().reason(), confidence(answer, result));
    }

    /// A call that the cap did not allow.
    TeacherCall capped(long unit, int repeat, Instant now) {
        return new TeacherCall(lesson.run(), unit, repeat, 0, NOT_SENT.system(), NOT_SENT.user(), lesson.codebookVersion(),
                endpoint.provider().key(), endpoint.model(), null, null, lesson.request().temperature(), null, NOT_SENT.examples(), now,
                now, 0, 0, null, 0, "", CallStatus.CAPPED, null, "Not asked: the spending cap was reached.", null);
    }

    private record Result(Parsed parsed, String raw) {
        static Result none(CallStatus status, String sentence, String raw) {
            return new Result(new Parsed(status, null, sentence), raw);
        }
    }

    private Result result(@Nullable Reply reply) {
        return switch (reply) {
            case null -> Result.none(CallStatus.CAPPED, "Not asked: the spending cap was reached.", "");
            case Reply.Answered(_, Answer answer) -> read(answer);
            case Reply.Garbled g -> Result.none(CallStatus.UNPARSABLE, "The response was cut off or is no JSON.", g.body());
            case Reply.Filtered f -> Result.none(CallStatus.REFUSED, f.sentence(), f.body());
            case Reply.Busy b -> Result.none(CallStatus.FAILED, "The provider asked for fewer calls each time.", b.body());
            case Reply.Lost l -> Result.none(CallStatus.FAILED, l.sentence(), l.body());
            case Reply.Declined d -> Result.none(CallStatus.FAILED, "The model does not take " + d.feature().title() + ".", d.body());
            case Reply.Unfit u -> Result.none(CallStatus.FAILED, u.sentence(), u.body());
            case Reply.Fatal f -> Result.none(CallStatus.FAILED, f.sentence(), f.body());
        };
    }

    private Result read(Answer answer) {
        if (answer.refusal() != null)
            return Result.none(CallStatus.REFUSED, answer.refusal(), answer.text());
        return new Result(parser.parse(answer.text(), answer.end()), answer.text());
    }

    private @Nullable Double confidence(@Nullable Answer answer, Result result) {
        String label = result.parsed().label();
        if (answer == null || answer.probabilities() == null || label == null || form.several())
            return null;
        OptionalDouble sure = LabelConfidence.of(answer.probabilities(), lesson.variable().labelNames(), label);
        return sure.isPresent() ? sure.getAsDouble() : null;
    }
}
