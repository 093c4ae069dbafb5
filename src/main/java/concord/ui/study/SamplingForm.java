package concord.ui.study;

import concord.model.SampleStrategy;
import concord.model.request.Recipe;
import concord.model.request.SamplingStudyRequest;
import concord.model.request.SamplingStudyRequest.Domain;
import concord.model.request.StudyRequest.Test;
import concord.model.request.TeachRequest;
import concord.ui.Texts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// A study of what to label next as its form edits it.
final class SamplingForm {
    /// What stands before the name of a run whose teacher is asked.
    static final String ASK = "ask:";
    private static final int MOST = 10_000_000;
    private static final int MOST_ROUNDS = 100;
    private static final int MOST_SEED = 999_999_999;

    /// A domain: its texts, their labels, and the texts it is tested on.
    ///
    /// @param labels an annotator, or [#ASK] and the run of a teacher that is asked
    /// @param test   empty where the domain is not tested
    record Side(StringProperty sample, StringProperty labels, StringProperty size, StringProperty test, StringProperty truth) {
        Side() {
            this(new SimpleStringProperty(""), new SimpleStringProperty(""), new SimpleStringProperty(""), new SimpleStringProperty(""),
                    new SimpleStringProperty(""));
        }

        List<Property<?>> properties() {
            return List.of(sample, labels, size, test, truth);
        }
    }

    final StringProperty question = new SimpleStringProperty("");
    final Side source = new Side();
    final Side target = new Side();
    final StringProperty budget = new SimpleStringProperty("300");
    final StringProperty rounds = new SimpleStringProperty("3");
    final ObjectProperty<Set<SampleStrategy>> strategies = new SimpleObjectProperty<>(
            Set.of(SampleStrategy.RANDOM, SampleStrategy.UNCERTAINTY, SampleStrategy.BASE_VS_TUNED));
    final BooleanProperty diverse = new SimpleBooleanProperty();
    final ObservableList<String> students = FXCollections.observableArrayList("minilm");
    final StringProperty seeds = new SimpleStringProperty("1, 2, 3");
    /// Empty for the macro average.
    final StringProperty positive = new SimpleStringProperty("");
    final DoubleProperty validation = new SimpleDoubleProperty(0.2);
    final StringProperty device = new SimpleStringProperty(Recipe.AUTO);

    List<Property<?>> properties() {
        List<Property<?>> all = new ArrayList<>(List.of(budget, rounds, strategies, diverse, seeds, positive, validation, device));
        all.addAll(source.properties());
        all.addAll(target.properties());
        return all;
    }

    /// Whether a strategy is always there, for the others to be held against.
    static boolean always(SampleStrategy strategy) {
        return strategy == SampleStrategy.RANDOM || strategy == SampleStrategy.UNCERTAINTY;
    }

    void choose(SampleStrategy strategy, boolean on) {
        Set<SampleStrategy> now = EnumSet.copyOf(strategies.get());
        if (on)
            now.add(strategy);
        else
            now.remove(strategy);
        strategies.set(now);
    }

    Optional<Refusal> wrong() {
        if (source.sample.get().isEmpty() || source.labels.get().isEmpty())
            return refusal(Field.SOURCE, Texts.get("study.wrong.source"));
        NumberList size = NumberList.whole(Texts.get("study.domain.size"), source.size.get(), 1, MOST);
        if (!size.wrong().isEmpty() || size.values().size() > 1)
            return refusal(Field.SOURCE, size.wrong().isEmpty() ? Texts.get("study.wrong.size") : size.wrong());
        if (target.sample.get().isEmpty() || target.labels.get().isEmpty())
            return refusal(Field.TARGET, Texts.get("study.wrong.target"));
        if (target.sample.get().equals(source.sample.get()))
            return refusal(Field.TARGET, Texts.get("study.wrong.same"));
        if (test(source) == null && test(target) == null)
            return refusal(Field.TARGET, Texts.get("study.wrong.tests"));
        NumberList labels = NumberList.whole(Texts.get("study.budget"), budget.get(), 1, MOST);
        NumberList portions = NumberList.whole(Texts.get("study.rounds"), rounds.get(), 1, MOST_ROUNDS);
        for (NumberList one : List.of(labels, portions)) {
            if (one.values().size() != 1)
                return refusal(Field.BUDGET, one.wrong().isEmpty() ? Texts.get("study.wrong.budget") : one.wrong());
        }
        if (students.isEmpty())
            return refusal(Field.STUDENTS, Texts.get("study.wrong.students"));
        NumberList seedList = NumberList.whole(Texts.get("study.seeds"), seeds.get(), 0, MOST_SEED);
        if (seedList.values().isEmpty())
            return refusal(Field.SEEDS, seedList.wrong().isEmpty() ? Texts.get("study.wrong.seeds") : seedList.wrong());
        return Optional.empty();
    }

    private static Optional<Refusal> refusal(Field field, String sentence) {
        return Optional.of(new Refusal(field, sentence));
    }

    private static @Nullable Test test(Side side) {
        return side.test.get().isEmpty() || side.truth.get().isEmpty() ? null : new Test(side.test.get(), side.truth.get());
    }

    /// Only when nothing is [#wrong].
    ///
    /// @param teachers requests of the project's teacher runs, by run
    SamplingStudyRequest request(String variable, Map<String, TeachRequest> teachers) {
        List<Integer> size = NumberList.whole("", source.size.get(), 1, MOST).integers();
        String labels = target.labels.get();
        TeachRequest teacher = labels.startsWith(ASK) ? teachers.get(labels.substring(ASK.length())) : null;
        return new SamplingStudyRequest(null, variable,
                new Domain(source.sample.get(), source.labels.get(), size.isEmpty() ? null : size.getFirst(), null, test(source)),
                new Domain(target.sample.get(), teacher == null ? labels : null, null,
                        teacher == null ? null : teacher.withRun(null).withVariable(variable).withSample(null), test(target)),
                one(budget), one(rounds), strategies.get().stream().sorted().map(SampleStrategy::key).toList(), diverse.get(), students,
                NumberList.whole("", seeds.get(), 0, MOST_SEED).longs(), positive.get().isEmpty() ? null : positive.get(),
                validation.get(), Recipe.DEFAULT, device.get(), StudyForm.DRAWS);
    }

    private static int one(StringProperty typed) {
        return NumberList.whole("", typed.get(), 1, MOST).integers().getFirst();
    }

    /// Takes over what another study asked for; a teacher that was asked is to be chosen anew.
    void fill(SamplingStudyRequest from) {
        fill(source, from.source());
        fill(target, from.target());
        budget.set(String.valueOf(from.budget()));
        rounds.set(String.valueOf(from.rounds()));
        Set<SampleStrategy> some = EnumSet.of(SampleStrategy.RANDOM, SampleStrategy.UNCERTAINTY);
        for (SampleStrategy strategy : SampleStrategy.values()) {
            if (from.strategies().contains(strategy.key()))
                some.add(strategy);
        }
        strategies.set(some);
        diverse.set(from.diverse());
        students.setAll(from.students());
        seeds.set(from.seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        positive.set(from.positive() == null ? "" : from.positive());
        validation.set(from.validation());
        device.set(from.device());
    }

    private static void fill(Side side, Domain from) {
        side.sample.set(from.sample());
        side.labels.set(from.labelsFrom() == null ? "" : from.labelsFrom());
        side.size.set(from.size() == null ? "" : String.valueOf(from.size()));
        side.test.set(from.test() == null ? "" : from.test().sample());
        side.truth.set(from.test() == null ? "" : from.test().annotator());
    }
}
