package concord.dataset;

import concord.model.result.Problem;
import concord.model.result.Problem.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Problems in the order met. Warnings of one code stop after [#WARNINGS_PER_CODE] and are only counted, so that a file in which every row is
/// doubtful does not fill the memory; rejected records are all kept, because each is named to the user.
final class ProblemLog {
    static final int WARNINGS_PER_CODE = 1_000;

    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> view = Collections.unmodifiableList(problems);
    private final Map<String, Long> warnings = new HashMap<>();
    private final int rejectedLimit;
    private long rejected;

    private ProblemLog(int rejectedLimit) {
        this.rejectedLimit = rejectedLimit;
    }

    static ProblemLog complete() {
        return new ProblemLog(Integer.MAX_VALUE);
    }

    /// For a preview, where nobody reads a hundred thousand lines.
    static ProblemLog shortened() {
        return new ProblemLog(WARNINGS_PER_CODE);
    }

    void warn(long line, String code, String message) {
        add(new Problem(Severity.WARNING, line, code, message));
    }

    void reject(long line, String code, String message) {
        add(new Problem(Severity.REJECTED, line, code, message));
    }

    void fatal(long line, String code, String message) {
        add(new Problem(Severity.FATAL, line, code, message));
    }

    void add(Problem problem) {
        switch (problem.severity()) {
            case WARNING -> {
                if (warnings.merge(problem.code(), 1L, Long::sum) <= WARNINGS_PER_CODE)
                    problems.add(problem);
            }
            case REJECTED -> {
                if (rejected++ < rejectedLimit)
                    problems.add(problem);
            }
            case FATAL -> problems.add(problem);
        }
    }

    /// Takes back the warning just added, if it is of this line and code, for a caller that rejects the line instead.
    void takeBack(long line, String code) {
        if (problems.isEmpty())
            return;
        Problem last = problems.getLast();
        if (last.line() != line || !last.code().equals(code) || last.severity() != Severity.WARNING)
            return;
        warnings.merge(code, -1L, Long::sum);
        problems.removeLast();
    }

    long rejected() {
        return rejected;
    }

    /// A live view, oldest first.
    List<Problem> all() {
        return view;
    }

    List<Problem> of(Severity severity) {
        return problems.stream().filter(p -> p.severity() == severity).toList();
    }

    /// What was met, closed by one line for each code of which some were only counted.
    List<Problem> closed() {
        List<Problem> all = new ArrayList<>(problems);
        warnings.forEach((code, n) -> {
            if (n > WARNINGS_PER_CODE)
                all.add(new Problem(Severity.WARNING, 0, code, (n - WARNINGS_PER_CODE) + " more lines have the same problem."));
        });
        if (rejected > rejectedLimit)
            all.add(new Problem(Severity.REJECTED, 0, "more_rejected", (rejected - rejectedLimit) + " more lines cannot be read."));
        return List.copyOf(all);
    }
}
