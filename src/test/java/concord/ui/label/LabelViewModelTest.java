package concord.ui.label;

import static org.assertj.core.api.Assertions.assertThat;

import concord.app.AppException;
import concord.app.LabelService;
import concord.app.ProjectSettings.Reveal;
import concord.model.Label;
import concord.model.LabelSet;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.ui.control.SingleFile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LabelViewModelTest {
    private final Deque<Runnable> background = new ArrayDeque<>();
    private long now;
    private final LabelViewModel model = new LabelViewModel(new SingleFile(new SingleFile.Loader() {
        @Override
        public <T> void load(Supplier<T> work, Consumer<? super T> then) {
            background.add(() -> then.accept(work.get()));
        }
    }), () -> now);
    private final MemorySession session = new MemorySession(4);

    private void settle() {
        while (!background.isEmpty()) {
            background.poll().run();
        }
    }

    private void open(VariableKind kind, Reveal reveal) {
        Variable variable = new Variable("stance", kind, "Which?", "",
                List.of(Label.named("support", 0), Label.named("oppose", 1), Label.named("neutral", 2)));
        session.revealAfter = reveal == Reveal.AFTER_SAVING;
        model.open(() -> new Start(session, variable, 1, reveal, List.of(), List.of()), null, _ -> {
        }, refused -> assertThat(refused).isEmpty());
        settle();
    }

    private int position() {
        return Objects.requireNonNull(model.shownProperty().get()).position();
    }

    @Test
    void theNextTextIsShownBeforeTheLabelIsWritten() {
        open(VariableKind.SINGLE, Reveal.NEVER);
        model.choose("support");
        assertThat(position()).isEqualTo(1);
        assertThat(session.log).isEmpty();
        model.choose("oppose");
        assertThat(position()).isEqualTo(2);
        settle();
        assertThat(session.log).containsExactly("1=support", "2=oppose");
        assertThat(model.progressProperty().get().done()).isEqualTo(2);
        assertThat(model.recentProperty().get()).extracting(LabelService.Recent::label).containsExactly("oppose", "support");
    }

    @Test
    void fastFingersNeverMeetADecidedTextAgain() {
        open(VariableKind.SINGLE, Reveal.NEVER);
        for (int i = 0; i < 4; i++) {
            model.choose("support");
            if (model.phaseProperty().get() == Phase.LOADING)
                settle();
        }
        settle();
        assertThat(session.log).containsExactly("1=support", "2=support", "3=support", "4=support");
        assertThat(model.phaseProperty().get()).isEqualTo(Phase.FINISHED);
    }

    @Test
    void aSaveThatFailsBringsItsTextBackWithTheSentence() {
        open(VariableKind.SINGLE, Reveal.NEVER);
        session.failNext = new AppException("The disk is full; free some space and save again.");
        model.choose("support");
        assertThat(position()).isEqualTo(1);
        settle();
        assertThat(position()).isZero();
        assertThat(model.failureProperty().get()).contains("disk is full");
        model.choose("oppose");
        settle();
        assertThat(session.log).containsExactly("1=oppose");
        assertThat(position()).isEqualTo(1);
        assertThat(model.failureProperty().get()).isEmpty();
    }

    @Test
    void undoGoesToTheTextAndRedoGivesTheLabelBack() {
        open(VariableKind.SINGLE, Reveal.NEVER);
        model.choose("support");
        settle();
        model.undo();
        settle();
        assertThat(position()).isZero();
        assertThat(model.chosenProperty().get()).isEmpty();
        assertThat(model.progressProperty().get().done()).isZero();
        model.redo();
        settle();
        assertThat(model.chosenProperty().get()).containsExactly("support");
        model.choose("support");
        assertThat(position()).as("the same label again only moves on").isEqualTo(1);
        model.undo();
        settle();
        model.undo();
        settle();
        assertThat(model.noteProperty().get()).isNotEmpty();
    }

    @Test
    void skipFlagCommentAndBlank() {
        open(VariableKind.SINGLE, Reveal.NEVER);
        model.flag();
        model.comment("odd one");
        settle();
        assertThat(Objects.requireNonNull(model.shownProperty().get()).flagged()).isTrue();
        assertThat(Objects.requireNonNull(model.shownProperty().get()).comment()).isEqualTo("odd one");
        model.skip();
        settle();
        assertThat(session.log).containsExactly("1 skipped");
        assertThat(position()).isEqualTo(1);
        model.choose("neutral");
        settle();
        model.goTo(2);
        settle();
        model.blank();
        settle();
        assertThat(position()).isEqualTo(1);
        assertThat(session.decisions).doesNotContainKey(2L);
    }

    @Test
    void afterSavingTheMachineLabelIsShownAndAChangeIsASecondRow() {
        session.machine.put(1L, "oppose");
        open(VariableKind.SINGLE, Reveal.AFTER_SAVING);
        assertThat(Objects.requireNonNull(model.shownProperty().get()).machine()).isEmpty();
        model.choose("support");
        assertThat(model.phaseProperty().get()).isEqualTo(Phase.SAVING);
        settle();
        assertThat(model.phaseProperty().get()).isEqualTo(Phase.SAVED);
        assertThat(Objects.requireNonNull(model.shownProperty().get()).machine()).hasSize(1);
        model.choose("oppose");
        settle();
        assertThat(session.log).containsExactly("1=support", "1=oppose seen");
        assertThat(Objects.requireNonNull(model.shownProperty().get()).own()).hasSize(2);
        model.confirm();
        assertThat(position()).isEqualTo(1);
        model.choose("neutral");
        settle();
        assertThat(position()).as("nothing to reveal: on to the next").isEqualTo(2);
    }

    @Test
    void aLabelGivenAfterAnUndoneRevealStillCountsAsSeen() {
        session.machine.put(1L, "oppose");
        open(VariableKind.SINGLE, Reveal.AFTER_SAVING);
        model.choose("support");
        settle();
        model.undo();
        settle();
        model.choose("oppose");
        settle();
        assertThat(session.log).containsExactly("1=support", "1=oppose seen");
    }

    @Test
    void severalLabelsAreSavedTogether() {
        open(VariableKind.MULTI, Reveal.NEVER);
        model.choose("neutral");
        model.choose("support");
        model.choose("oppose");
        model.choose("oppose");
        assertThat(position()).isZero();
        model.confirm();
        settle();
        assertThat(session.log).containsExactly("1=" + LabelSet.of(List.of("support", "neutral")).joined());
        model.confirm();
        settle();
        assertThat(session.log).last().isEqualTo("2=");
    }

    @Test
    void anOrdinalAnswerIsChosenThenSaved() {
        open(VariableKind.ORDINAL, Reveal.NEVER);
        model.confirm();
        assertThat(position()).isZero();
        model.choose("support");
        model.choose("oppose");
        model.confirm();
        settle();
        assertThat(session.log).containsExactly("1=oppose");
    }

    @Test
    void timeAwayFromTheWindowIsNotCounted() {
        open(VariableKind.SINGLE, Reveal.NEVER);
        now += 2_000_000_000L;
        model.stopwatch().pause();
        now += 60_000_000_000L;
        model.stopwatch().resume();
        now += 1_000_000_000L;
        model.choose("support");
        settle();
        assertThat(session.decisions.get(1L)).extracting(MemorySession.Decision::millis).containsExactly(3000);
    }

    @Test
    void arrowsMoveWithoutAChange() {
        open(VariableKind.SINGLE, Reveal.NEVER);
        model.move(1);
        settle();
        model.move(1);
        settle();
        model.move(-1);
        settle();
        assertThat(position()).isEqualTo(1);
        assertThat(session.log).isEmpty();
        model.choose("support");
        settle();
        assertThat(position()).isEqualTo(2);
    }
}
