package concord.app;

import concord.app.ProjectJobs.Order;
import concord.app.UnitIndex.MetadataCodes;
import concord.job.JobContext;
import concord.job.JobHandle;
import concord.job.JobRunner.Weight;
import concord.model.Sample;
import concord.model.SampleMember;
import concord.model.SampleRole;
import concord.model.SampleStrategy;
import concord.model.request.SampleRequest;
import concord.sampling.Draw;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Named samples.
public final class SampleService {
    static final String SAMPLE = "sample";
    private static final String BY_LABEL = "label:";
    private final Repositories store;
    private final UnitIndex index;
    private final CodebookService codebook;
    private final SampleRoles roles;
    private final StudentChoice choice;
    private final ProjectJobs jobs;
    private final Changes changes;

    SampleService(Repositories store, UnitIndex index, CodebookService codebook, SampleRoles roles, StudentChoice choice, ProjectJobs jobs,
            Changes changes) {
        this.store = store;
        this.index = index;
        this.codebook = codebook;
        this.roles = roles;
        this.choice = choice;
        this.jobs = jobs;
        this.changes = changes;
    }

    public List<Sample> all() {
        return store.samples().all();
    }

    /// What a sample is kept for; empty where nobody said.
    public Optional<SampleRole> role(String name) {
        return roles.of(name);
    }

    /// @param role null for none
    /// @throws AppException when there is no such sample, one of its units is kept for something else, or it is to be a test sample and a
    ///                      student chose units of it
    public void role(String name, @Nullable SampleRole role) {
        roles.put(name, role);
        changes.tell(Change.SAMPLES);
    }

    /// In the order drawn.
    ///
    /// @throws AppException naming the samples there are when this is none of them
    public List<SampleMember> members(String name) {
        index.members(name);
        return store.samples().members(name);
    }

    /// What a sample would be drawn from.
    ///
    /// @throws AppException as [#draw]
    public Frame frame(SampleRequest request) {
        return limits(request).frame();
    }

    /// @param notes what of the frame is left out and why, one sentence each
    public record Frame(int units, List<String> notes) {
        public Frame {
            notes = List.copyOf(notes);
        }
    }

    /// Draws and keeps a sample by chance. Of a sample drawn inside another, the inclusion probabilities are those of both draws together.
    ///
    /// @throws AppException when the name is taken, the size is larger than the frame, a column or value does not exist, the units are kept for
    ///                      something else, or the strategy asks a student, which takes a job
    public Sample draw(SampleRequest request) {
        if (request.strategy().active())
            throw new AppException("The strategy " + request.strategy().key() + " asks a student and takes a while: start it as a job.");
        Limits limits = limits(request);
        return keep(request, limits, byChance(request, limits.units()));
    }

    /// Draws and keeps a sample in the background, by chance or by a student. What a student chooses has no inclusion probability and is kept
    /// for training.
    ///
    /// @throws AppException as [#draw]; also when there is no such student, its folder is gone, or it does not suit the strategy
    public JobHandle<Sample> submitDraw(SampleRequest request) {
        limits(request);
        return jobs.submit(order(request), context -> draw(request, context));
    }

    JobHandle<Sample> resumeDraw(long job, SampleRequest request) {
        limits(request);
        return jobs.resume(job, order(request), context -> draw(request, context));
    }

    private static Order order(SampleRequest request) {
        return new Order(SAMPLE, "Draw the sample " + request.name(), request, false,
                request.strategy().active() ? Weight.HEAVY : Weight.LIGHT);
    }

    private Sample draw(SampleRequest request, JobContext context) {
        context.progress(0, 0, "reading the units");
        Limits limits = limits(request);
        limits.frame().notes().forEach(context::log);
        List<SampleMember> drawn = request.strategy().active()
                ? choice.of(request, limits.units(), context)
                : byChance(request, limits.units());
        context.checkCancelled();
        return keep(request, limits, drawn);
    }

    private List<SampleMember> byChance(SampleRequest request, long[] frame) {
        List<SampleMember> drawn = switch (request.strategy()) {
            case ALL -> Arrays.stream(frame).mapToObj(unit -> new SampleMember(unit, 1)).toList();
            case RANDOM -> Draw.random(frame, request.size(), request.seed());
            case STRATIFIED -> Draw.stratified(frame, strata(request, frame), request.size(), request.seed());
            case IMPORT -> throw new AppException("Samples of an import are made by the import.");
            case UNCERTAINTY, MARGIN, LEAST_CONFIDENCE, CORESET, BADGE, BASE_VS_TUNED -> throw new IllegalArgumentException(
                    request.strategy().key());
        };
        return request.from() == null ? drawn : within(drawn, store.samples().members(request.from()));
    }

    private Sample keep(SampleRequest request, Limits limits, List<SampleMember> members) {
        SampleRole role = request.strategy().active() ? SampleRole.TRAIN : request.role();
        if (role != null) {
            BitSet positions = new BitSet();
            members.forEach(m -> positions.set(index.position(m.unit())));
            roles.check(request.name(), positions, role);
        }
        checkName(request);
        Sample sample = new Sample(request.name(), request.strategy(), request.seed(), limits.units().length, members.size(),
                Json.write(request), Instant.now());
        store.samples().save(sample, members);
        index.dropSamples();
        if (role != null)
            roles.put(request.name(), role);
        changes.tell(Change.SAMPLES);
        return sample;
    }

    private void checkName(SampleRequest request) {
        if (request.name().isBlank())
            throw new AppException("The sample has no name: give it one.");
        if (store.samples().byName(request.name()).isPresent())
            throw new AppException("There is a sample \"" + request.name() + "\" already: choose another name.");
    }

    /// @param units the frame
    /// @param notes as in [Frame]
    private record Limits(long[] units, List<String> notes) {
        Frame frame() {
            return new Frame(units.length, notes);
        }
    }

    private Limits limits(SampleRequest request) {
        checkName(request);
        boolean active = request.strategy().active();
        if (active)
            choice.check(request);
        else if (request.student() != null || request.diverse() || request.wholeQueries())
            throw new AppException("The strategy " + request.strategy().key() + " asks no student: leave out what only a student needs.");
        BitSet in = units(request);
        List<String> notes = new ArrayList<>();
        if (in.isEmpty())
            throw new AppException("No unit fits the conditions of the sample \"" + request.name() + "\".");
        if (active)
            choice.limit(request, in, roles, notes);
        else if (request.role() != null && request.strategy() != SampleStrategy.ALL)
            limit(request.role(), in, notes);
        String left = notes.isEmpty() ? "" : " (" + String.join(" ", notes).replaceAll("\\.$", "") + ")";
        if (in.isEmpty())
            throw new AppException("No unit is left for the sample \"" + request.name() + "\"" + left + ".");
        long[] ids = index.ids();
        long[] frame = in.stream().mapToLong(p -> ids[p]).toArray();
        if (request.strategy() != SampleStrategy.ALL && request.size() < 1)
            throw new AppException("The sample \"" + request.name() + "\" needs a size of at least 1.");
        if (request.strategy() != SampleStrategy.ALL && request.size() > frame.length)
            throw new AppException("A sample of " + request.size() + " cannot be drawn from " + frame.length
                    + " units" + left + ": ask for " + frame.length + " or fewer.");
        return new Limits(frame, notes);
    }

    /// Leaves out what cannot have the role: a test is drawn by chance from what no student chose.
    private void limit(SampleRole role, BitSet in, List<String> notes) {
        if (role == SampleRole.TEST)
            StudentChoice.leaveOut(roles.chosen(), in, notes,
                    "chosen by a student and can be in no test sample, which stands for the rest");
        for (SampleRole other : SampleRole.values()) {
            if (other != role)
                StudentChoice.leaveOut(roles.members(other), in, notes, "kept for " + other.key() + " already");
        }
    }

    private BitSet units(SampleRequest request) {
        BitSet in = new BitSet();
        in.set(0, index.size());
        if (request.from() != null)
            in.and(index.members(request.from()));
        if (request.notIn() != null)
            in.andNot(index.members(request.notIn()));
        request.where().forEach((column, value) -> {
            MetadataCodes values = index.metadata(column);
            int code = value.isEmpty() ? -1 : values.values().indexOf(value);
            if (code < 0 && !value.isEmpty())
                throw new AppException(
                        "No unit has \"" + value + "\" in \"" + column + "\"; it holds " + Names.list(values.values()) + ".");
            for (int p = in.nextSetBit(0); p >= 0; p = in.nextSetBit(p + 1)) {
                if (values.codes()[p] != code)
                    in.clear(p);
            }
        });
        return in;
    }

    private String[] strata(SampleRequest request, long[] frame) {
        String by = request.stratify();
        if (by == null || by.isBlank())
            throw new AppException("A stratified sample needs a column, or label:ANNOTATOR, to stratify by.");
        IntFunction<@Nullable String> valueAt;
        if (by.startsWith(BY_LABEL)) {
            valueAt = labels(by.substring(BY_LABEL.length()));
        } else {
            MetadataCodes values = index.metadata(by);
            valueAt = p -> values.codes()[p] < 0 ? null : values.values().get(values.codes()[p]);
        }
        // A blank is a stratum of its own; the mark keeps it apart from an empty value.
        return Arrays.stream(frame).mapToObj(unit -> {
            String value = valueAt.apply(index.position(unit));
            return value == null ? "\u0000blank" : value;
        }).toArray(String[]::new);
    }

    /// The first variable of the codebook that this annotator labelled.
    private IntFunction<@Nullable String> labels(String annotator) {
        Figures.checkAnnotator(annotator, index);
        return codebook.current().variables().stream().filter(v -> Figures.isFinal(annotator, index)
                ? !index.golds(v.name()).isEmpty()
                : index.annotatorsOf(v.name()).contains(annotator)).findFirst()
                .map(v -> new Figures(index, v, null).labels(annotator))
                .orElseThrow(() -> new AppException("\"" + annotator + "\" has not labelled anything yet: stratify by a column."));
    }

    private static List<SampleMember> within(List<SampleMember> drawn, List<SampleMember> outer) {
        Map<Long, Double> first = new HashMap<>();
        outer.forEach(m -> first.put(m.unit(), m.probability()));
        return drawn.stream().map(m -> new SampleMember(m.unit(), m.probability() * first.getOrDefault(m.unit(), 1.0))).toList();
    }
}
