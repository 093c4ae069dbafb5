package concord.study;

import concord.stats.BootstrapOptions;
import concord.stats.PairedBootstrap.Drawn;
import concord.stats.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one number by which answers are read in a sampling study, and the figures beside it.
sealed interface Merit {
    /// @param drawn its first figure is the merit
    record Judged(Value merit, TestFigures figures, Drawn drawn) {}

    /// @return aligned with the answers
    List<Judged> judge(List<SamplingAnswers> answers);

    static Merit of(TestUnits test, @Nullable String positive, BootstrapOptions options) {
        return new F1(new Marking(test, positive, options));
    }

    /// Test units without an answer.
    static long missing(TestUnits test, SamplingAnswers answers) {
        return answers.answers().stream().filter(answer -> answer == null).count();
    }

    record F1(Marking marking) implements Merit {
        @Override
        public List<Judged> judge(List<SamplingAnswers> answers) {
            return marking.mark(answers.stream().map(SamplingAnswers::answers).toList()).stream()
                    .map(marked -> new Judged(marked.f1(), marked.figures(), marked.drawn())).toList();
        }
    }
}
