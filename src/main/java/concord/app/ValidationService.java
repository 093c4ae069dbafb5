package concord.app;

import com.fasterxml.jackson.core.type.TypeReference;
import concord.app.Validation.FinalTest;
import concord.app.Validation.Revision;
import concord.app.Validation.Round;
import concord.app.Validation.Step;
import concord.job.JobHandle;
import concord.model.Codebook;
import concord.model.Teaching;
import concord.model.UnitOutcome;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.TeachRequest;
import concord.model.result.TeachOutcome;
import concord.report.FiguresJson;
import concord.stats.BootstrapOptions;
import concord.stats.MultiLabel;
import concord.stats.MultiLabelFigures;
import concord.stats.Pairwise;
import concord.stats.PairwiseFigures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Guides the validation of a teacher: a random blind set labelled by a person, part of it to gauge the teacher and better the codebook, the
/// untouched rest for one final test, whose figures alone are offered to the report.
public final class ValidationService {
    private static final String KEY = "validation.";
    private final Repositories store;
    private final UnitIndex index;
    private final CodebookService codebook;
    private final Lessons lessons;
    private final SampleRoles roles;
    private final TeacherService teachers;
    private final Changes changes;

    ValidationService(Repositories store, UnitIndex index, CodebookService codebook, Lessons lessons, SampleRoles roles,
            TeacherService teachers, Changes changes) {
        this.store = store;
        this.index = index;
        this.codebook = codebook;
        this.lessons = lessons;
        this.roles = roles;
        this.teachers = teachers;
        this.changes = changes;
    }

    /// All validations of a variable, oldest first; at most the last is open.
    public List<Validation> all(String variable) {
        return store.settings().get(KEY + variable).map(json -> Json.read(json, new TypeReference<List<Validation>>() {
        }, "The validation of \"" + variable + "\"")).orElse(List.of());
    }

    /// The latest one.
    public Optional<Validation> current(String variable) {
        List<Validation> all = all(variable);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /// The latest final test that has been looked at: the only figures for the report.
    public Optional<FinalTest> reportable(String variable) {
        return all(variable).reversed().stream().map(Validation::finalTest).filter(t -> t != null && t.figures() != null)
                .map(Objects::requireNonNull).findFirst();
    }

    /// How to begin.
    ///
    /// @param reference   who labels: a person, or "final" where several do and agree
    /// @param size        units of the random set; 250 to 1,250 are advised
    /// @param development share of them for the development part, strictly between 0 and 1
    /// @param sample      draw from this sample only; null for all units
    public record Start(String variable, String reference, int size, double development, @Nullable String sample, long seed) {}

    /// Draws the random set and divides it. Units of earlier validations are not drawn again.
    ///
    /// @throws AppException when one is open already, or there are too few units
    public Validation begin(Start start) {
        Variable variable = codebook.variable(start.variable());
        if (current(variable.name()).filter(Validation::open).isPresent())
            throw new AppException("A validation of \"" + variable.name() + "\" is under way: finish it or give it up.");
        if (start.reference().isBlank())
            throw new AppException("Say who labels the random set.");
        Validation made = new ValidationSets(store, index, lessons, roles).draw(start, all(variable.name()));
        List<Validation> all = new ArrayList<>(all(variable.name()));
        all.add(made);
        write(variable.name(), all);
        changes.tell(Change.SAMPLES);
        return made;
    }

    /// Where a validation stands.
    ///
    /// @param labelledDevelopment units of the development part with a label of the reference
    public record Status(Validation validation, Step next, int development, int labelledDevelopment, int test, int labelledTest) {}

    /// @throws AppException when there is no validation of the variable
    public Status status(String variable) {
        Validation of = named(variable);
        BitSet development = index.members(of.development());
        BitSet test = index.members(of.test());
        int labelledDevelopment = labelled(of, development);
        int labelledTest = labelled(of, test);
        FinalTest finalTest = of.finalTest();
        boolean present = codebook.current().version() == (of.rounds().isEmpty() ? -1 : of.rounds().getLast().codebookVersion());
        Step next = finalTest != null
                ? finalTest.figures() == null ? Step.TEST : Step.DONE
                : labelledDevelopment < development.cardinality() || labelledTest < test.cardinality()
                        ? Step.LABEL
                        : present ? Step.REVISE : Step.GAUGE;
        return new Status(of, next, development.cardinality(), labelledDevelopment, test.cardinality(), labelledTest);
    }

    private int labelled(Validation of, BitSet within) {
        if (!known(of.reference()))
            return 0;
        IntFunction<@Nullable String> labels = new Figures(index, codebook.variable(of.variable()), within).labels(of.reference());
        return (int) within.stream().filter(p -> labels.apply(p) != null).count();
    }

    private boolean known(String annotator) {
        return annotator.equals(ResultsService.FINAL) || Names.find(annotator, index.annotators()) != null;
    }

    /// Lets the teacher label the development part.
    ///
    /// @param request its variable and sample are those of the validation
    /// @throws AppException as [TeacherService#submit], and when the development part is not labelled yet
    public JobHandle<TeachOutcome> gauge(String variable, TeachRequest request) {
        Validation of = open(variable);
        Status status = status(variable);
        if (status.labelledDevelopment() == 0)
            throw new AppException("\"" + of.reference() + "\" has labelled nothing of the sample \"" + of.development()
                    + "\" yet: label it first, blind to any teacher.");
        TeachRequest named = teachers.named(request, variable, of.development());
        JobHandle<TeachOutcome> job = teachers.submit(named);
        change(variable, v -> v.withRounds(
                added(v.rounds(), new Round(String.valueOf(named.run()), codebook.current().version(), Instant.now(), List.of()))));
        return job;
    }

    /// A teacher on the development part: a gauge, never a result, because the codebook was made to fit these units.
    ///
    /// @param figures for a variable with one label a unit; else null
    /// @param several for a multi-label variable; else null
    /// @param wrong   units where the teacher and the reference differ
    /// @param missing units the reference labelled and the teacher did not
    /// @param looks   how often figures of the development part have been looked at, this time included
    public record Gauge(String run, int codebookVersion, @Nullable PairwiseFigures figures, @Nullable MultiLabelFigures several,
            List<Long> wrong, List<Long> missing, int looks) {
        public Gauge {
            wrong = List.copyOf(wrong);
            missing = List.copyOf(missing);
        }
    }

    /// Looks at a run on the development part. Each look counts, and the units that differ are remembered as having been seen.
    ///
    /// @param run null for the latest
    public Gauge look(String variable, @Nullable String run, BootstrapOptions bootstrap) {
        Validation of = named(variable);
        Round round = of.rounds().reversed().stream().filter(r -> run == null || r.run().equals(run)).findFirst()
                .orElseThrow(() -> new AppException("No teacher has been gauged on the development part of \"" + variable + "\" yet"
                        + (run == null ? "." : " under the name \"" + run + "\".")));
        Compared compared = compare(of, of.development(), round.run(), bootstrap);
        List<Long> shown = new ArrayList<>(new LinkedHashSet<>(concat(round.shown(), compared.wrong)));
        Validation after = change(variable, v -> v.withLooks(v.looks() + 1).withRounds(v.rounds().stream()
                .map(r -> r.run().equals(round.run()) ? new Round(r.run(), r.codebookVersion(), r.at(), shown) : r).toList()));
        return new Gauge(round.run(), round.codebookVersion(), compared.figures, compared.several, compared.wrong, compared.missing,
                after.looks());
    }

    private record Compared(@Nullable PairwiseFigures figures, @Nullable MultiLabelFigures several, List<Long> wrong,
            List<Long> missing) {}

    private Compared compare(Validation of, String sample, String run, BootstrapOptions bootstrap) {
        Figures.checkAnnotator(of.reference(), index);
        Variable variable = codebook.variable(of.variable());
        BitSet within = index.members(sample);
        Figures figures = new Figures(index, variable, within);
        IntFunction<@Nullable String> truth = figures.labels(of.reference());
        IntFunction<@Nullable String> answer = figures.labels(run);
        List<Long> wrong = new ArrayList<>();
        List<Long> missing = new ArrayList<>();
        for (int p = within.nextSetBit(0); p >= 0; p = within.nextSetBit(p + 1)) {
            String right = truth.apply(p);
            String given = answer.apply(p);
            if (right != null && given == null)
                missing.add(index.ids()[p]);
            else if (right != null && !right.equals(given))
                wrong.add(index.ids()[p]);
        }
        boolean several = variable.kind() == VariableKind.MULTI;
        return new Compared(several ? null : Pairwise.of(figures.paired(of.reference(), run), bootstrap),
                several ? MultiLabel.of(figures.pairedSets(of.reference(), run), bootstrap) : null, wrong, missing);
    }

    /// Makes the next version of the codebook, and keeps which development units informed it.
    ///
    /// @throws AppException as [CodebookService#save]
    public Codebook revise(String variable, List<Variable> variables, String author, String reason) {
        open(variable);
        int before = codebook.current().version();
        Codebook saved = codebook.save(variables, author, reason);
        if (saved.version() != before)
            change(variable, v -> v.withRevisions(added(v.revisions(), new Revision(before, saved.version(), saved.at(), author, reason,
                    v.rounds().stream().flatMap(r -> r.shown().stream()).distinct().toList()))));
        return saved;
    }

    /// Lets the teacher label the untouched rest, once.
    ///
    /// @param request its variable and sample are those of the validation
    /// @throws AppException as [TeacherService#submit], when the rest is not labelled wholly, or was tested before
    public JobHandle<TeachOutcome> test(String variable, TeachRequest request) {
        Validation of = named(variable);
        FinalTest done = of.finalTest();
        if (done != null && (done.figures() != null || answered(done.run())))
            throw new AppException("The final test of \"" + variable + "\" was made on " + done.at().toString().substring(0, 10)
                    + " with \"" + done.run() + "\", and there is only one: begin another validation with other units.");
        if (of.givenUp())
            throw new AppException("The validation of \"" + variable + "\" was given up: begin another one.");
        Status status = status(variable);
        if (status.labelledTest() < status.test())
            throw new AppException((status.test() - status.labelledTest()) + " units of the sample \"" + of.test()
                    + "\" are not labelled by \"" + of.reference() + "\" yet: the teacher comes after the person.");
        List<String> notes = notes(of);
        TeachRequest named = teachers.named(request, variable, of.test());
        JobHandle<TeachOutcome> job = teachers.submit(named);
        change(variable, v -> v.withFinalTest(
                new FinalTest(String.valueOf(named.run()), codebook.current().version(), Instant.now(), null, notes)));
        return job;
    }

    /// A run that never got an answer, such as one of a model that does not exist, has tested nothing.
    private boolean answered(String run) {
        Map<UnitOutcome, Long> outcomes = teachers.outcome(run).outcomes();
        return outcomes.entrySet().stream()
                .anyMatch(e -> e.getKey() != UnitOutcome.FAILED && e.getKey() != UnitOutcome.CAPPED && e.getValue() > 0);
    }

    private List<String> notes(Validation of) {
        List<String> notes = new ArrayList<>();
        BitSet test = index.members(of.test());
        List<String> seen = store.teachings().all().stream().filter(t -> t.variable().equals(of.variable())).map(Teaching::name)
                .filter(name -> {
                    LabelCodes labels = index.labels(of.variable(), name);
                    return test.stream().anyMatch(p -> labels.label(p) != null);
                }).toList();
        if (!seen.isEmpty())
            notes.add("Units of the test part had been labelled before by " + Names.list(seen) + ".");
        if (of.rounds().isEmpty())
            notes.add("No teacher was gauged on the development part.");
        else if (of.rounds().getLast().codebookVersion() != codebook.current().version())
            notes.add("The codebook was changed after the last gauge.");
        notes.add("Figures of the development part were looked at " + of.looks() + (of.looks() == 1 ? " time" : " times")
                + ", with " + of.revisions().size() + (of.revisions().size() == 1 ? " revision" : " revisions") + " of the codebook.");
        return notes;
    }

    /// The figures of the final test. They are kept as they are at the first look.
    ///
    /// @throws AppException when the test was not made, or is not finished
    public FinalTest result(String variable, BootstrapOptions bootstrap) {
        Validation of = named(variable);
        FinalTest made = of.finalTest();
        if (made == null)
            throw new AppException("The final test of \"" + variable + "\" has not been made yet.");
        if (made.figures() != null)
            return made;
        TeachOutcome outcome = teachers.outcome(made.run());
        long accounted = outcome.outcomes().values().stream().mapToLong(Long::longValue).sum();
        if (accounted < outcome.units())
            throw new AppException((outcome.units() - accounted) + " units of the final test are not answered yet: resume its job.");
        Compared compared = compare(of, of.test(), made.run(), bootstrap);
        List<String> notes = new ArrayList<>(made.notes());
        if (!compared.missing.isEmpty())
            notes.add(compared.missing.size() + " units without a label of the teacher do not count: " + unlabelled(outcome) + ".");
        String json = compared.figures == null
                ? FiguresJson.multiLabel(variable, of.reference(), made.run(), Objects.requireNonNull(compared.several)).toString()
                : FiguresJson.pairwise(variable, of.reference(), made.run(), compared.figures).toString();
        FinalTest result = new FinalTest(made.run(), made.codebookVersion(), made.at(), json, notes);
        change(variable, v -> v.withFinalTest(result));
        return result;
    }

    private static String unlabelled(TeachOutcome outcome) {
        Map<String, Long> counts = new LinkedHashMap<>();
        outcome.outcomes().forEach((o, n) -> {
            if (o != UnitOutcome.LABELLED && n > 0)
                counts.put(o.key(), n);
        });
        return String.join(", ", counts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList());
    }

    /// Leaves a validation without a final test. Its test part keeps its role.
    public void giveUp(String variable) {
        open(variable);
        change(variable, Validation::giveUp);
    }

    private Validation named(String variable) {
        codebook.variable(variable);
        return current(variable).orElseThrow(() -> new AppException("There is no validation of \"" + variable + "\" yet: begin one."));
    }

    private Validation open(String variable) {
        Validation of = named(variable);
        if (!of.open())
            throw new AppException("The validation of \"" + variable + "\" is finished: begin another one.");
        return of;
    }

    private synchronized Validation change(String variable, UnaryOperator<Validation> change) {
        List<Validation> all = new ArrayList<>(all(variable));
        all.set(all.size() - 1, change.apply(all.getLast()));
        write(variable, all);
        return all.getLast();
    }

    private void write(String variable, List<Validation> all) {
        store.settings().put(KEY + variable, Json.write(all));
        changes.tell(Change.SETTINGS);
    }

    private static <T> List<T> added(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }

    private static List<Long> concat(List<Long> a, List<Long> b) {
        List<Long> both = new ArrayList<>(a);
        both.addAll(b);
        return both;
    }
}
