package concord.app;

import concord.model.LabelSet;
import concord.model.Sample;
import concord.model.SampleRole;
import concord.model.SampleStrategy;
import concord.model.Unit;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.GridRequest;
import concord.model.request.StudyRequest;
import concord.model.request.StudyRequest.Arm;
import concord.model.request.TrainRequest;
import concord.student.Students;
import concord.study.Cell;
import concord.study.StudyPlan;
import concord.study.TestUnits;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Whether a distillation study can run, found out before anything is trained.
final class StudyChecks {
    private final Repositories store;
    private final UnitIndex index;
    private final CodebookService codebook;
    private final Supplier<Students> students;
    private final Runs runs;
    private final SampleRoles roles;

    StudyChecks(Repositories store, UnitIndex index, CodebookService codebook, Supplier<Students> students, Runs runs, SampleRoles roles) {
        this.store = store;
        this.index = index;
        this.codebook = codebook;
        this.students = students;
        this.runs = runs;
        this.roles = roles;
    }

    /// @param own the name the study has already when it is resumed
    /// @throws AppException with the reason it cannot run
    StudySetup check(StudyRequest asked, @Nullable String own) {
        StudyRequestChecks.check(asked);
        StudyRequest request = runs.named(asked, own);
        List<Variable> variables = request.variables().stream().map(codebook::variable).toList();
        variables.forEach(variable -> check(variable, request));
        Sentences.keep(() -> students.get().check(request.device()));
        request.students().stream().filter(student -> !student.equals(StudyRequest.MAJORITY)).forEach(student -> check(student, request));
        BitSet test = checkSamples(request);
        Map<String, Arm> arms = new LinkedHashMap<>();
        for (Arm arm : request.arms()) {
            arms.put(arm.name(), arm);
            annotators(arm).forEach(name -> Figures.checkAnnotator(name, index));
            if (request.test().annotator().equals(arm.teacher()))
                throw new AppException("The arm \"" + arm.name() + "\" compares \"" + arm.teacher()
                        + "\" with its own labels: name another teacher, or another annotator of the test.");
        }
        Figures.checkAnnotator(request.test().annotator(), index);
        Predicate<String> fromTeachers = StudySetup.fromTeachers(index);
        List<Cell> cells = StudyPlan.cells(request, fromTeachers);
        checkTitles(cells);
        Texts texts = texts(test);
        Map<String, TestUnits> tests = new LinkedHashMap<>();
        Map<String, ArmUnits> drawn = new LinkedHashMap<>();
        Set<String> notes = new java.util.LinkedHashSet<>();
        sampleNotes(request, test, texts, notes);
        for (Variable variable : variables) {
            TestUnits units = tested(request, variable, texts.readable());
            tests.put(variable.name(), units);
            StudyPool pool = pool(request, variable, test, texts, fromTeachers);
            poolNotes(variable, variables.size(), pool, notes);
            ArmUnits.Source source = new ArmUnits.Source(request, variable, pool, fromTeachers, index, store);
            checkLabels(request, variable, pool, texts.readable());
            for (Cell cell : cells) {
                if (cell.variable().equals(variable.name()) && !drawn.containsKey(StudySetup.key(cell)))
                    arm(Objects.requireNonNull(arms.get(cell.arm())), cell, source, units, drawn);
            }
        }
        int looks = (int) store.studies().looks(request.test().sample()).keySet().stream().filter(s -> !s.equals(request.name())).count();
        if (looks > 0)
            notes.add(looks + (looks == 1 ? " study has" : " studies have") + " compared answers with the labels of \""
                    + request.test().sample()
                    + "\" before: the more often a test is looked at, the more its figures flatter.");
        StudySetup setup = new StudySetup(request, cells, tests, drawn, looks, List.copyOf(notes));
        cells.stream().filter(StudySetup::trained).forEach(cell -> trainable(cell, setup));
        return setup;
    }

    private static void check(Variable variable, StudyRequest request) {
        if (variable.kind() == VariableKind.RANKING)
            throw new AppException("\"" + variable.name() + "\" ranks documents: use a sampling study for it.");
        String positive = request.positive();
        if (positive != null && variable.label(positive).isEmpty())
            throw new AppException("\"" + positive + "\" is no label of \"" + variable.name() + "\": use "
                    + Names.list(variable.labelNames()) + ", or leave it out for averages over the labels.");
    }

    private void check(String student, StudyRequest request) {
        TrainRequest base = TrainRequest.oneClick("", student, "", null, null).withRecipe(request.recipe());
        runs.check(base);
        Grid.of(new GridRequest(base, request.grid(), request.seeds()));
        boolean smooth = request.recipe().labelSmoothing() > 0 || request.recipe().frozenLayers() > 0;
        if (student.equals(StudySetup.LINEAR) && smooth)
            throw new AppException("The linear student knows neither label smoothing nor frozen layers: leave them out of the recipe.");
    }

    private BitSet checkSamples(StudyRequest request) {
        String name = request.test().sample();
        BitSet test = index.members(name);
        Sample sample = store.samples().byName(name).orElseThrow();
        if (sample.strategy().active())
            throw new AppException("The sample \"" + name + "\" was chosen by what a student made of its units (" + sample.strategy().key()
                    + "): nothing can be tested on it; use one drawn at random.");
        if (test.isEmpty())
            throw new AppException("The test sample \"" + name + "\" holds no units.");
        if (request.pool() != null) {
            String pool = request.pool().sample();
            BitSet shared = (BitSet) index.members(pool).clone();
            if (pool.equals(name) || roles.of(pool).filter(role -> role == SampleRole.TEST).isPresent())
                throw new AppException("The sample \"" + pool + "\" is kept for test: nothing may learn from it.");
            shared.and(test);
            if (!shared.isEmpty())
                throw new AppException("The samples \"" + pool + "\" and \"" + name + "\" share " + shared.cardinality()
                        + (shared.cardinality() == 1 ? " unit" : " units") + ": a study cannot train on what it is tested on.");
        }
        SampleRole role = roles.of(name).orElse(SampleRole.TEST);
        if (role != SampleRole.TEST)
            throw new AppException("The sample \"" + name + "\" is kept for " + role.key() + ": a study needs a sample kept for test.");
        roles.check(name, SampleRole.TEST);
        return test;
    }

    private static List<String> annotators(Arm arm) {
        return arm.teacher() == null ? List.of() : List.of(arm.teacher());
    }

    private static void checkTitles(List<Cell> cells) {
        Set<String> keys = new HashSet<>();
        for (Cell cell : cells) {
            if (!keys.add(cell.key()))
                throw new AppException("Two arms of the study would be called \"" + cell.title() + "\": rename one.");
        }
    }

    /// @param readable positions of test units with a text
    private record Texts(BitSet readable, List<String> all) {}

    private Texts texts(BitSet test) {
        long[] ids = index.ids();
        BitSet readable = new BitSet();
        List<String> all = new ArrayList<>();
        for (Unit unit : store.units().byIds(test.stream().mapToLong(p -> ids[p]).toArray())) {
            if (!TrainingUnits.blank(unit)) {
                readable.set(index.position(unit.id()));
                all.add(TrainingUnits.text(unit));
            }
        }
        return new Texts(readable, all);
    }

    private void sampleNotes(StudyRequest request, BitSet test, Texts texts, Set<String> notes) {
        String name = request.test().sample();
        SampleStrategy strategy = store.samples().byName(name).orElseThrow().strategy();
        switch (strategy) {
            case RANDOM, STRATIFIED -> {
            }
            case ALL, IMPORT, UNCERTAINTY, MARGIN, LEAST_CONFIDENCE, CORESET, BADGE, BASE_VS_TUNED -> notes.add("The test sample \"" + name
                    + "\" was not drawn at random: its figures hold for its own units only, unless these were a random draw before.");
        }
        int blank = test.cardinality() - texts.readable().cardinality();
        if (blank > 0)
            notes.add(blank + " of the " + test.cardinality() + " test units have no text and do not count.");
    }

    private static void poolNotes(Variable variable, int variables, StudyPool pool, Set<String> notes) {
        String of = variables == 1 ? "" : " for \"" + variable.name() + "\"";
        int like = pool.likeTest().cardinality();
        if (like > 0)
            notes.add(like + (like == 1 ? " unit is" : " units are") + " left out of training" + of
                    + " because the test has an equal or nearly equal text; an arm that asks for all units learns from so many fewer.");
        if (pool.kept() > 0)
            notes.add(pool.kept() + (pool.kept() == 1 ? " unit is" : " units are")
                    + " left out of training because another sample keeps them for a test.");
    }

    private TestUnits tested(StudyRequest request, Variable variable, BitSet readable) {
        IntFunction<@Nullable String> truth = new Figures(index, variable, readable).labels(request.test().annotator());
        long[] ids = index.ids();
        List<Long> units = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        readable.stream().forEach(p -> {
            String label = truth.apply(p);
            if (label != null) {
                units.add(ids[p]);
                labels.add(label);
            }
        });
        String whose = "\"" + request.test().annotator() + "\" labelled ";
        String where = " of the test sample \"" + request.test().sample() + "\"";
        if (units.isEmpty())
            throw new AppException(whose + "no unit" + where + " for \"" + variable.name() + "\": label some, or name another annotator.");
        if (new HashSet<>(labels).size() == 1)
            throw new AppException(whose + "all " + units.size() + " units" + where + " \"" + shown(labels.getFirst())
                    + "\": a test needs at least two different labels of \"" + variable.name() + "\".");
        return new TestUnits(variable.name(), variable.kind(), variable.labelNames(), units, labels, null);
    }

    private static String shown(String label) {
        return String.join(", ", LabelSet.parse(label).names());
    }

    private StudyPool pool(StudyRequest request, Variable variable, BitSet test, Texts texts, Predicate<String> fromTeachers) {
        StudyPool none = new StudyPool(new int[0], new BitSet(), 0);
        BitSet labelled = new ArmUnits.Source(request, variable, none, fromTeachers, index, store).labelled();
        return StudyPool.of(request, labelled, test, texts.all(), roles, index, store);
    }

    /// Every label that would be learnt or compared stands in the codebook.
    private void checkLabels(StudyRequest request, Variable variable, StudyPool pool, BitSet test) {
        int[] tested = test.stream().toArray();
        foreign(request.test().annotator(), variable, tested, "the test sample");
        for (Arm arm : request.arms()) {
            if (arm.teacher() != null)
                foreign(arm.teacher(), variable, tested, "the test sample");
            for (String from : StudyPlan.sources(arm)) {
                for (String name : VoteSource.names(from, index)) {
                    foreign(name, variable, pool.order(), "the units to learn from");
                }
            }
        }
    }

    private void foreign(String annotator, Variable variable, int[] positions, String where) {
        IntFunction<@Nullable String> labels = new Figures(index, variable, null).labels(annotator);
        Set<String> known = new HashSet<>(variable.labelNames());
        for (int position : positions) {
            String label = labels.apply(position);
            if (label == null)
                continue;
            List<String> names = variable.kind() == VariableKind.MULTI ? LabelSet.parse(label).names() : List.of(label);
            for (String name : names) {
                if (!known.contains(name))
                    throw new AppException(
                            "\"" + annotator + "\" gave " + where + " the label \"" + name + "\", which the codebook does not have for \""
                                    + variable.name() + "\": add it to the codebook, or correct the labels.");
            }
        }
    }

    private void arm(Arm arm, Cell cell, ArmUnits.Source source, TestUnits tests, Map<String, ArmUnits> drawn) {
        if (arm.teacher() == null) {
            ArmUnits units = source.draw(arm, cell);
            if (units.units().isEmpty())
                throw new AppException("There is no unit labelled by \"" + units.labelsFrom() + "\" for the arm \"" + cell.title()
                        + "\" to learn \"" + cell.variable() + "\" from.");
            drawn.put(StudySetup.key(cell), units);
            return;
        }
        IntFunction<@Nullable String> answers = new Figures(index, source.variable(), null).labels(arm.teacher());
        if (tests.units().stream().allMatch(unit -> answers.apply(index.position(unit)) == null))
            throw new AppException("\"" + arm.teacher() + "\" labelled no test unit for \"" + cell.variable()
                    + "\": have it label the test sample first, or leave the arm \"" + arm.name() + "\" out.");
    }

    private void trainable(Cell cell, StudySetup setup) {
        setup.units(cell).training(setup.base(cell), codebook.variable(cell.variable()), store);
    }
}
