package concord.app;

import concord.model.LabelSet;
import concord.model.Sample;
import concord.model.SampleMember;
import concord.model.SampleRole;
import concord.model.SampleStrategy;
import concord.model.Unit;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.Recipe;
import concord.model.request.SamplingStudyRequest;
import concord.model.request.SamplingStudyRequest.Domain;
import concord.model.request.StudyRequest;
import concord.model.request.TeachRequest;
import concord.model.request.TrainRequest;
import concord.model.result.TeacherInfo;
import concord.sampling.Draw;
import concord.sampling.NearEqual;
import concord.student.Students;
import concord.study.SamplingOutcome;
import concord.study.TestUnits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Whether a sampling study can run, found out before anything is trained.
final class SamplingChecks {
    private final Repositories store;
    private final UnitIndex index;
    private final CodebookService codebook;
    private final Supplier<Students> students;
    private final Runs runs;
    private final SampleRoles roles;
    private final TeacherService teachers;

    SamplingChecks(Repositories store, UnitIndex index, CodebookService codebook, Supplier<Students> students, Runs runs, SampleRoles roles,
            TeacherService teachers) {
        this.store = store;
        this.index = index;
        this.codebook = codebook;
        this.students = students;
        this.runs = runs;
        this.roles = roles;
        this.teachers = teachers;
    }

    /// @param own the name the study has already when it is resumed
    /// @throws AppException with the reason it cannot run
    SamplingSetup check(SamplingStudyRequest asked, @Nullable String own) {
        SamplingStudyRequest request = SamplingSetup.whole(asked).withName(runs.studyName(asked.name(), own));
        Variable variable = codebook.variable(request.variable());
        SamplingRequestChecks.check(request, variable);
        Sentences.keep(() -> students.get().check(request.device()));
        request.students().forEach(
                student -> runs.check(TrainRequest.oneClick(variable.name(), student, "", null, null).withRecipe(request.recipe())));
        List<String> notes = new ArrayList<>();
        Map<String, StudyRequest.Test> asTests = tests(request);
        BitSet test = new BitSet();
        Map<String, TestUnits> tests = new LinkedHashMap<>();
        asTests.forEach((domain, one) -> {
            testSample(one, notes);
            test.or(index.members(one.sample()));
            tests.put(domain, tested(one, variable, notes));
        });
        TestTexts texts = TestTexts.of(test, variable.kind(), index, store);
        BitSet source = source(request, variable, test, texts, notes);
        BitSet pool = pool(request, variable, test, source, texts, notes);
        List<Long> first = ids(source);
        List<Long> choice = ids(pool);
        SamplingSetup setup = new SamplingSetup(request, first, choice, tests, material(request, variable, first, choice),
                looks(request, asTests.values(), notes), notes);
        request.students().forEach(student -> trainable(student, setup, variable));
        return setup;
    }

    /// @throws AppException when the labels that a study learns from are not those it began with
    void checkSame(SamplingSetup setup) {
        Variable variable = codebook.variable(setup.request().variable());
        if (!material(setup.request(), variable, setup.source(), setup.pool()).equals(setup.material()))
            throw new AppException("The labels of the study \"" + setup.request().name()
                    + "\" have changed since it began, so that the rest could not be compared with what is done: start a new study.");
    }

    private String material(SamplingStudyRequest request, Variable variable, List<Long> source, List<Long> pool) {
        Map<Long, Map<String, Double>> first = votes(request, variable, Objects.requireNonNull(request.source().labelsFrom()), source);
        String from = request.target().labelsFrom();
        return CodebookFiles.sha256(Json.write(List.of(first, from == null ? Map.of() : votes(request, variable, from, pool))));
    }

    private Map<Long, Map<String, Double>> votes(SamplingStudyRequest request, Variable variable, String from, List<Long> units) {
        VoteSource source = VoteSource.of(labels(request, from), variable, index, store);
        Map<Long, Map<String, Double>> votes = new TreeMap<>();
        for (long unit : units) {
            Votes own = source.at(index.position(unit));
            if (own != null)
                votes.put(unit, new TreeMap<>(own.shares()));
        }
        return votes;
    }

    private static Map<String, StudyRequest.Test> tests(SamplingStudyRequest request) {
        Map<String, StudyRequest.Test> tests = new LinkedHashMap<>();
        if (request.source().test() != null)
            tests.put(SamplingOutcome.SOURCE, request.source().test());
        if (request.target().test() != null)
            tests.put(SamplingOutcome.TARGET, request.target().test());
        if (tests.isEmpty())
            throw new AppException("The study tests neither domain: give the source or the target a test sample and its annotator.");
        return tests;
    }

    private void testSample(StudyRequest.Test test, List<String> notes) {
        String name = test.sample();
        if (index.members(name).isEmpty())
            throw new AppException("The test sample \"" + name + "\" holds no units.");
        Sample sample = store.samples().byName(name).orElseThrow();
        if (sample.strategy().active())
            throw new AppException("The sample \"" + name + "\" was chosen by what a student made of its units (" + sample.strategy().key()
                    + "): nothing can be tested on it; use one drawn at random.");
        roles.check(name, SampleRole.TEST);
        Figures.checkAnnotator(test.annotator(), index);
        if (sample.strategy() != SampleStrategy.RANDOM && sample.strategy() != SampleStrategy.STRATIFIED)
            add(notes,
                    "The test sample \"" + name + "\" was not drawn at random: its figures hold for its own units only, unless these were a"
                            + " random draw before.");
    }

    private static void add(List<String> notes, String note) {
        if (!notes.contains(note))
            notes.add(note);
    }

    private TestUnits tested(StudyRequest.Test test, Variable variable, List<String> notes) {
        IntFunction<@Nullable String> truth = new Figures(index, variable, index.members(test.sample())).labels(test.annotator());
        List<Long> units = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        List<String> queries = new ArrayList<>();
        int blank = 0;
        String where = " of the test sample \"" + test.sample() + "\"";
        for (Unit unit : store.units().byIds(ids(index.members(test.sample())).stream().mapToLong(Long::longValue).toArray())) {
            String label = truth.apply(index.position(unit.id()));
            if (TrainingUnits.blank(unit)) {
                blank++;
            } else if (label != null) {
                known(label, variable, test.annotator());
                units.add(unit.id());
                labels.add(label);
                if (variable.kind() == VariableKind.RANKING)
                    queries.add(query(unit));
            }
        }
        String whose = "\"" + test.annotator() + "\" labelled ";
        if (units.isEmpty())
            throw new AppException(whose + "no unit" + where + " for \"" + variable.name() + "\": label some, or name another annotator.");
        if (new HashSet<>(labels).size() == 1)
            throw new AppException(
                    whose + "all " + units.size() + " units" + where + " alike: a test needs at least two different labels of \""
                            + variable.name() + "\".");
        if (blank > 0)
            add(notes, blank + " units" + where + " have no text and do not count.");
        return new TestUnits(variable.name(), variable.kind(), variable.labelNames(), units, labels,
                variable.kind() == VariableKind.RANKING ? queries : null);
    }

    private static String query(Unit unit) {
        if (unit.query() == null)
            throw new AppException("The unit \"" + unit.key() + "\" has no query: a ranking needs one for each document.");
        return unit.query();
    }

    private static void known(String label, Variable variable, String annotator) {
        List<String> names = variable.kind() == VariableKind.MULTI ? LabelSet.parse(label).names() : List.of(label);
        for (String name : names) {
            if (variable.label(name).isEmpty())
                throw new AppException("\"" + annotator + "\" gave the label \"" + name + "\", which the codebook does not have for \""
                        + variable.name() + "\": add it to the codebook, or correct the labels.");
        }
    }

    private BitSet source(SamplingStudyRequest request, Variable variable, BitSet test, TestTexts texts, List<String> notes) {
        Domain source = request.source();
        String from = source.labelsFrom();
        if (from == null || source.teacher() != null)
            throw new AppException("The source needs labels that are there already: name the annotator that gave them, not a teacher.");
        BitSet usable = apart(source.sample(), test);
        int all = usable.cardinality();
        keep(usable, labelled(from, request, variable, usable));
        if (usable.isEmpty())
            throw new AppException("\"" + from + "\" labelled none of the " + all + " units of the source sample \"" + source.sample()
                    + "\" for \"" + variable.name() + "\": label some, or name another annotator.");
        leaveOut(usable, texts, "the source", notes);
        Integer size = source.size();
        if (size == null)
            return usable;
        if (size > usable.cardinality())
            throw new AppException("The source asks for " + size + " units, but \"" + source.sample() + "\" has " + usable.cardinality()
                    + " labelled by \"" + from + "\" to learn from: ask for " + usable.cardinality() + " or fewer, or label more.");
        long[] frame = ids(usable).stream().mapToLong(Long::longValue).toArray();
        BitSet drawn = new BitSet();
        for (SampleMember member : Draw.random(frame, size, request.seeds().getFirst())) {
            drawn.set(index.position(member.unit()));
        }
        return drawn;
    }

    private BitSet pool(SamplingStudyRequest request, Variable variable, BitSet test, BitSet source, TestTexts texts, List<String> notes) {
        Domain target = request.target();
        if ((target.labelsFrom() == null) == (target.teacher() == null))
            throw new AppException("The target needs either an annotator whose labels are there already or a teacher to ask.");
        BitSet pool = apart(target.sample(), test);
        BitSet both = (BitSet) pool.clone();
        both.and(source);
        if (!both.isEmpty()) {
            pool.andNot(source);
            notes.add(count(both.cardinality()) + " of the target sample learnt from at the start and cannot be chosen.");
        }
        otherwiseKept(pool, notes);
        String from = target.labelsFrom();
        if (from != null) {
            int before = pool.cardinality();
            keep(pool, labelled(from, request, variable, pool));
            if (pool.isEmpty())
                throw new AppException(
                        "\"" + from + "\" labelled none of the " + before + " units of the target sample \"" + target.sample()
                                + "\" for \"" + variable.name() + "\": label them, name another annotator, or a teacher to ask.");
            if (pool.cardinality() < before)
                notes.add(count(before - pool.cardinality()) + " of the target sample without a label of \"" + from
                        + "\" and cannot be chosen.");
        }
        leaveOut(pool, texts, "the target", notes);
        if (request.budget() > pool.cardinality())
            throw new AppException("The budget is " + request.budget() + " labels, but there are " + pool.cardinality()
                    + " units to choose from in the target sample \"" + target.sample() + "\": take a smaller budget or a larger sample.");
        if (target.teacher() != null)
            teacher(request, target.teacher(), pool.cardinality(), notes);
        if (variable.kind() == VariableKind.RANKING)
            notes.add("Documents are chosen singly, each with its query; the budget counts documents.");
        return pool;
    }

    private static String count(int units) {
        return units == 1 ? "1 unit is" : units + " units are";
    }

    /// The members of a sample that is learnt from.
    private BitSet apart(String sample, BitSet test) {
        BitSet members = (BitSet) index.members(sample).clone();
        if (roles.of(sample).filter(role -> role == SampleRole.TEST).isPresent())
            throw new AppException("The sample \"" + sample + "\" is kept for test: nothing may learn from it.");
        BitSet shared = (BitSet) members.clone();
        shared.and(test);
        if (!shared.isEmpty())
            throw new AppException(
                    "The sample \"" + sample + "\" shares " + shared.cardinality() + (shared.cardinality() == 1 ? " unit" : " units")
                            + " with a test sample of the study: a study cannot train on what it is tested on.");
        return members;
    }

    private IntPredicate labelled(String from, SamplingStudyRequest request, Variable variable, BitSet within) {
        VoteSource votes = VoteSource.of(labels(request, from), variable, index, store);
        for (String name : VoteSource.names(from, index)) {
            IntFunction<@Nullable String> labels = new Figures(index, variable, within).labels(name);
            within.stream().mapToObj(labels).filter(Objects::nonNull).distinct().forEach(label -> known(label, variable, name));
        }
        return p -> votes.at(p) != null;
    }

    /// A request whose labels [VoteSource] reads.
    static TrainRequest labels(SamplingStudyRequest request, String from) {
        return new TrainRequest(null, request.variable(), "", from, null, null, request.validation(), 1, request.device(), null,
                request.recipe());
    }

    private static void keep(BitSet units, IntPredicate kept) {
        for (int p = units.nextSetBit(0); p >= 0; p = units.nextSetBit(p + 1)) {
            if (!kept.test(p))
                units.clear(p);
        }
    }

    /// Chosen units get the role of training, which no unit with another role can have.
    private void otherwiseKept(BitSet pool, List<String> notes) {
        int before = pool.cardinality();
        for (SampleRole role : SampleRole.values()) {
            if (role != SampleRole.TRAIN)
                pool.andNot(roles.members(role));
        }
        if (pool.cardinality() < before)
            notes.add(count(before - pool.cardinality()) + " of the target sample kept for another purpose and cannot be chosen.");
    }

    private void leaveOut(BitSet units, TestTexts texts, String what, List<String> notes) {
        BitSet kept = roles.members(SampleRole.TEST);
        kept.and(units);
        units.andNot(kept);
        if (!kept.isEmpty())
            notes.add(count(kept.cardinality()) + " left out of " + what + " because another sample keeps them for a test.");
        int like = texts.leaveOut(units, index, store);
        if (like > 0)
            notes.add(count(like) + " left out of " + what + " because a test has an equal or nearly equal "
                    + (texts.ofQueries() ? "query." : "text."));
    }

    private void teacher(SamplingStudyRequest request, TeachRequest asked, int pool, List<String> notes) {
        TeacherService.Plan plan = teachers
                .plan(teachers.named(asked.withRun(null), request.variable(), request.target().sample()));
        if (plan.teacher().key() == TeacherInfo.Key.MISSING)
            throw new AppException("There is no key for " + plan.teacher().provider() + ": set "
                    + String.join(" or ", plan.teacher().keyNames()) + ", or enter it.");
        notes.add(plan.teacher().leaves());
        long most = Math.min(pool, (long) request.budget() * request.students().size() * request.seeds().size()
                * SamplingSetup.strategies(request).size());
        Double cost = plan.estimate().costHigh();
        notes.add("The teacher is asked about at most " + most + " of " + pool + " units, each once over all strategies and seeds"
                + (cost == null || plan.units() == 0
                        ? "."
                        : String.format(Locale.ROOT, ", for at most about $%.4f.", cost * most / plan.units()))
                + (asked.budget() == null ? "" : String.format(Locale.ROOT, " It stops at $%.2f.", asked.budget())));
    }

    private int looks(SamplingStudyRequest request, Iterable<StudyRequest.Test> tests, List<String> notes) {
        Set<String> studies = new HashSet<>();
        for (StudyRequest.Test test : tests) {
            Set<String> own = new HashSet<>(store.studies().looks(test.sample()).keySet());
            own.remove(request.name());
            if (!own.isEmpty())
                notes.add(own.size() + (own.size() == 1 ? " study has" : " studies have") + " compared answers with the labels of \""
                        + test.sample() + "\" before: the more often a test is looked at, the more its figures flatter.");
            studies.addAll(own);
        }
        return studies.size();
    }

    private void trainable(String student, SamplingSetup setup, Variable variable) {
        SamplingUnits units = new SamplingUnits(setup, variable, null, index, store);
        for (long seed : setup.request().seeds()) {
            units.training(student, seed, List.of());
        }
    }

    private List<Long> ids(BitSet positions) {
        long[] ids = index.ids();
        return positions.stream().mapToObj(p -> ids[p]).toList();
    }
}
