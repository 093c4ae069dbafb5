package concord.app;

import concord.job.JobContext;
import concord.model.Run;
import concord.model.SampleMember;
import concord.model.SampleRole;
import concord.model.SampleStrategy;
import concord.model.Unit;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.SampleRequest;
import concord.model.request.TrainRequest;
import concord.student.Task;
import concord.student.TrainingData;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Samples that a trained student of the project chooses.
final class StudentChoice {
    private final Repositories store;
    private final UnitIndex index;
    private final CodebookService codebook;
    private final Runs runs;
    private final UnitChooser chooser;

    StudentChoice(Repositories store, UnitIndex index, CodebookService codebook, Runs runs, UnitChooser chooser) {
        this.store = store;
        this.index = index;
        this.codebook = codebook;
        this.runs = runs;
        this.chooser = chooser;
    }

    /// @throws AppException when the request names no student that is there, or asks for what its strategy does not do
    void check(SampleRequest request) {
        String strategy = request.strategy().key();
        Run run = run(request);
        runs.present(run);
        if (request.stratify() != null)
            throw new AppException("The strategy " + strategy + " has no strata: leave them out.");
        if (request.role() != null && request.role() != SampleRole.TRAIN)
            throw new AppException("What a student chooses is kept for training, not for " + request.role().key() + ".");
        boolean spread = request.strategy() == SampleStrategy.CORESET || request.strategy() == SampleStrategy.BADGE;
        if (request.diverse() && spread)
            throw new AppException("The strategy " + strategy + " spreads its choice by itself: leave the diverse choice out.");
        boolean ranks = codebook.variable(run.variable()).kind() == VariableKind.RANKING;
        if (request.wholeQueries() && !(request.strategy() == SampleStrategy.BASE_VS_TUNED && ranks))
            throw new AppException("Whole queries are chosen by " + SampleStrategy.BASE_VS_TUNED.key() + " and for a ranking only.");
        if (request.wholeQueries() && request.diverse())
            throw new AppException("Whole queries are not put into clusters: leave the diverse choice out.");
    }

    private Run run(SampleRequest request) {
        if (request.student() == null)
            throw new AppException("The strategy " + request.strategy().key() + " needs a trained student that chooses: name one.");
        return runs.named(request.student());
    }

    /// Leaves out what the student learnt from and what is kept for something else than training.
    void limit(SampleRequest request, BitSet in, SampleRoles roles, List<String> notes) {
        Run run = run(request);
        for (String split : List.of(Runs.train(run.name()), Runs.validation(run.name()))) {
            if (store.samples().byName(split).isPresent())
                leaveOut(index.members(split), in, notes, "in \"" + split + "\", from which the student learnt");
        }
        for (SampleRole role : SampleRole.values()) {
            if (role != SampleRole.TRAIN)
                leaveOut(roles.members(role), in, notes, "kept for " + role.key());
        }
    }

    /// @param why in words that follow "12 units are left out, being"
    static void leaveOut(BitSet out, BitSet in, List<String> notes, String why) {
        int before = in.cardinality();
        in.andNot(out);
        int left = before - in.cardinality();
        if (left > 0)
            notes.add(left + (left == 1 ? " unit is" : " units are") + " left out, being " + why + ".");
    }

    List<SampleMember> of(SampleRequest request, long[] frame, JobContext context) {
        Run run = run(request);
        Variable variable = codebook.variable(run.variable());
        TrainingData learnt = switch (request.strategy()) {
            case CORESET, BASE_VS_TUNED -> learnt(run, variable);
            case ALL, RANDOM, STRATIFIED, IMPORT, UNCERTAINTY, MARGIN, LEAST_CONFIDENCE, BADGE -> new TrainingData(List.of(), List.of(),
                    List.of());
        };
        return chooser.choose(new UnitChooser.Order(request.strategy(), variable, runs.present(run), learnt, frame, request.size(),
                request.seed(), "auto", request.diverse(), request.wholeQueries()), context);
    }

    /// The units a run learnt from with the labels they have now; units that have none any more are left out.
    private TrainingData learnt(Run run, Variable variable) {
        TrainRequest request = Json.read(run.request(), TrainRequest.class, "The request of the run \"" + run.name() + "\"");
        VoteSource source = VoteSource.of(request, variable, index, store);
        Task task = variable.kind() == VariableKind.MULTI ? Task.MULTI : Task.SINGLE;
        return new TrainingData(task, variable.labelNames(), items(Runs.train(run.name()), variable, source, task),
                items(Runs.validation(run.name()), variable, source, task));
    }

    private List<TrainingData.Item> items(String sample, Variable variable, VoteSource source, Task task) {
        if (store.samples().byName(sample).isEmpty())
            return List.of();
        List<String> labels = variable.labelNames();
        long[] units = store.samples().members(sample).stream().mapToLong(SampleMember::unit).toArray();
        List<TrainingData.Item> items = new ArrayList<>();
        for (Unit unit : store.units().byIds(units)) {
            Votes votes = source.at(index.position(unit.id()));
            int label = votes == null || task == Task.MULTI ? -1 : labels.indexOf(votes.label(labels));
            if (votes != null && (task == Task.MULTI || label >= 0)) {
                double[] shares = task == Task.MULTI ? labels.stream().mapToDouble(votes::of).toArray() : null;
                items.add(new TrainingData.Item(TrainingUnits.first(variable.kind(), unit), TrainingUnits.second(variable.kind(), unit),
                        label,
                        shares));
            }
        }
        return items;
    }
}
