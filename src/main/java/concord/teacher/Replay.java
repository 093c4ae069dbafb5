package concord.teacher;

import concord.model.CallStatus;
import concord.model.TeacherCall;
import concord.model.Variable;
import concord.model.result.UnitAnswer;
import concord.teacher.prompt.AnswerParser;
import concord.teacher.prompt.OutputForm;
import concord.teacher.prompt.Parsed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A run read again from its stored answers.
///
/// @param answers one for each unit, in the order of their first calls
/// @param differs calls whose stored label or status is not what the present parser reads
public record Replay(List<UnitAnswer> answers, List<TeacherCall> differs) {
    public Replay {
        answers = List.copyOf(answers);
        differs = List.copyOf(differs);
    }

    /// @param calls of one run, oldest first; of several calls of the same unit and repeat the last counts
    static Replay of(Variable variable, List<TeacherCall> calls) {
        AnswerParser parser = new AnswerParser(new OutputForm(variable, OutputForm.Reason.NONE));
        Map<List<Long>, TeacherCall> latest = new LinkedHashMap<>();
        calls.forEach(c -> latest.put(List.of(c.unit(), (long) c.repeat()), c));
        List<CallLog.Known> read = new ArrayList<>();
        List<TeacherCall> differs = new ArrayList<>();
        for (TeacherCall call : latest.values()) {
            CallLog.Known known = read(parser, call);
            read.add(known);
            if (known.status() != call.status() || !Objects.equals(known.label(), call.label()))
                differs.add(call);
        }
        List<Long> units = read.stream().map(CallLog.Known::unit).distinct().toList();
        return new Replay(Aggregate.all(units, read), differs);
    }

    /// What was answered is parsed again; that nothing was answered is a fact.
    private static CallLog.Known read(AnswerParser parser, TeacherCall call) {
        if (call.status() != CallStatus.LABELLED && call.status() != CallStatus.UNPARSABLE)
            return CallLog.Known.of(call);
        AnswerParser.End end = call.reason().equals(AnswerParser.CUT) ? AnswerParser.End.CUT : AnswerParser.End.COMPLETE;
        Parsed parsed = parser.parse(call.raw(), end);
        boolean same = Objects.equals(parsed.label(), call.label());
        return new CallLog.Known(call.unit(), call.repeat(), parsed.status(), parsed.label(), same ? call.confidence() : null);
    }
}
