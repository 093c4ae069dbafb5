package concord.app;

import concord.model.Codebook;
import concord.model.Teaching;
import concord.model.Unit;
import concord.model.Variable;
import concord.model.request.TeachRequest;
import concord.teacher.ExampleSource;
import concord.teacher.Lesson;
import concord.teacher.UnitSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Looks up what the names in a request stand for.
final class Lessons {
    private static final int PAGE = 1_000;
    private final Repositories store;
    private final UnitIndex index;
    private final CodebookService codebook;
    private final FewShot fewShot;
    private final TextEmbeddings embeddings;

    Lessons(Repositories store, UnitIndex index, CodebookService codebook, FewShot fewShot, TextEmbeddings embeddings) {
        this.store = store;
        this.index = index;
        this.codebook = codebook;
        this.fewShot = fewShot;
        this.embeddings = embeddings;
    }

    /// Under the present codebook, for what goes before a run: its examples are alike in number, and not the nearest.
    Lesson before(TeachRequest request) {
        Variable variable = codebook.variable(request.variable());
        return lesson(request, variable, codebook.current().version(), units(request.sample()), fewShot.alike(request, variable));
    }

    /// As [#before], of one unit, with the examples it would really be shown.
    Lesson preview(TeachRequest request, long unit) {
        Variable variable = codebook.variable(request.variable());
        return lesson(request, variable, codebook.current().version(), List.of(unit), fewShot.of(request, variable));
    }

    /// Under the codebook the run began with.
    Lesson of(TeachRequest request, Teaching run) {
        Variable variable = variable(run);
        return lesson(request, variable, run.codebookVersion(), units(request.sample()), fewShot.of(request, variable));
    }

    /// The variable as the run's prompts have it.
    Variable variable(Teaching run) {
        return codebook.versions().stream().filter(c -> c.version() == run.codebookVersion()).findFirst().map(Codebook::variables)
                .orElse(List.of()).stream().filter(v -> v.name().equals(run.variable())).findFirst()
                .orElseThrow(() -> new AppException("Version " + run.codebookVersion() + " of the codebook has no variable \""
                        + run.variable() + "\": check the project."));
    }

    private Lesson lesson(TeachRequest request, Variable variable, int version, List<Long> units, ExampleSource examples) {
        boolean near = request.teacher().startsWith("embedded:") || request.fewShot() > 0 && request.examples().equals(FewShot.NEAREST);
        return new Lesson(Objects.requireNonNullElse(request.run(), ""), request, variable, version, units, source(near), examples);
    }

    /// @param near whether the texts will be turned into vectors, which is faster many at a time
    private UnitSource source(boolean near) {
        return numbers -> {
            List<Unit> units = store.units().byIds(numbers.stream().mapToLong(Long::longValue).toArray());
            if (near && units.size() > 1)
                embeddings.embed(units.stream().map(Unit::text).toList());
            return units;
        };
    }

    /// Units with a text, in import order.
    ///
    /// @param sample its units only; null for all
    List<Long> units(@Nullable String sample) {
        long[] ids = index.ids();
        BitSet chosen = new BitSet();
        if (sample == null)
            chosen.set(0, ids.length);
        else
            chosen.or(index.members(sample));
        long[] wanted = chosen.stream().mapToLong(p -> ids[p]).toArray();
        if (store.units().emptyTexts() == 0)
            return Arrays.stream(wanted).boxed().toList();
        List<Long> units = new ArrayList<>();
        for (int from = 0; from < wanted.length; from += PAGE) {
            store.units().byIds(Arrays.copyOfRange(wanted, from, Math.min(wanted.length, from + PAGE))).stream()
                    .filter(u -> !TrainingUnits.blank(u)).forEach(u -> units.add(u.id()));
        }
        return units;
    }

    /// Units of the sample, or of the project, that have no text to label.
    long blank(TeachRequest request) {
        if (store.units().emptyTexts() == 0)
            return 0;
        long all = request.sample() == null ? index.size() : index.members(request.sample()).cardinality();
        return all - units(request.sample()).size();
    }
}
