package concord.app;

import concord.app.UnitIndex.MetadataCodes;
import concord.model.Sample;
import concord.model.SampleMember;
import concord.model.SampleRole;
import concord.model.SampleStrategy;
import concord.model.request.SampleRequest;
import concord.sampling.Draw;
import concord.store.SampleRepository;
import java.time.Instant;
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
    private static final String BY_LABEL = "label:";
    private final SampleRepository samples;
    private final UnitIndex index;
    private final CodebookService codebook;
    private final SampleRoles roles;
    private final Changes changes;

    SampleService(SampleRepository samples, UnitIndex index, CodebookService codebook, SampleRoles roles, Changes changes) {
        this.samples = samples;
        this.index = index;
        this.codebook = codebook;
        this.roles = roles;
        this.changes = changes;
    }

    public List<Sample> all() {
        return samples.all();
    }

    /// What a sample is kept for; empty where nobody said.
    public Optional<SampleRole> role(String name) {
        return roles.of(name);
    }

    /// @param role null for none
    /// @throws AppException when there is no such sample, or one of its units is kept for something else
    public void role(String name, @Nullable SampleRole role) {
        roles.put(name, role);
        changes.tell(Change.SAMPLES);
    }

    /// In the order drawn.
    ///
    /// @throws AppException naming the samples there are when this is none of them
    public List<SampleMember> members(String name) {
        index.members(name);
        return samples.members(name);
    }

    /// Draws and keeps a sample. Of a sample drawn inside another, the inclusion probabilities are those of both draws together.
    ///
    /// @throws AppException when the name is taken, the size is larger than the frame, or a column or value does not exist
    public Sample draw(SampleRequest request) {
        if (request.name().isBlank())
            throw new AppException("The sample has no name: give it one.");
        if (samples.byName(request.name()).isPresent())
            throw new AppException("There is a sample \"" + request.name() + "\" already: choose another name.");
        long[] frame = frame(request);
        if (frame.length == 0)
            throw new AppException("No unit fits the conditions of the sample \"" + request.name() + "\".");
        if (request.strategy() != SampleStrategy.ALL && request.size() < 1)
            throw new AppException("The sample \"" + request.name() + "\" needs a size of at least 1.");
        if (request.strategy() != SampleStrategy.ALL && request.size() > frame.length)
            throw new AppException("A sample of " + request.size() + " cannot be drawn from " + frame.length
                    + " units: ask for " + frame.length + " or fewer.");
        List<SampleMember> drawn = switch (request.strategy()) {
            case ALL -> Arrays.stream(frame).mapToObj(unit -> new SampleMember(unit, 1)).toList();
            case RANDOM -> Draw.random(frame, request.size(), request.seed());
            case STRATIFIED -> Draw.stratified(frame, strata(request, frame), request.size(), request.seed());
            case IMPORT -> throw new AppException("Samples of an import are made by the import.");
            case UNCERTAINTY, MARGIN, LEAST_CONFIDENCE, CORESET, BADGE, BASE_VS_TUNED -> throw new AppException(
                    "The strategy " + request.strategy().key() + " needs a trained student.");
        };
        List<SampleMember> members = request.from() == null ? drawn : within(drawn, samples.members(request.from()));
        Sample sample = new Sample(request.name(), request.strategy(), request.seed(), frame.length, members.size(), Json.write(request),
                Instant.now());
        samples.save(sample, members);
        index.dropSamples();
        changes.tell(Change.SAMPLES);
        return sample;
    }

    private long[] frame(SampleRequest request) {
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
        long[] ids = index.ids();
        return in.stream().mapToLong(p -> ids[p]).toArray();
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
