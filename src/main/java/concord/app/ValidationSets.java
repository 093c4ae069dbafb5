package concord.app;

import concord.app.ValidationService.Start;
import concord.model.Sample;
import concord.model.SampleMember;
import concord.model.SampleRole;
import concord.model.SampleStrategy;
import concord.sampling.Draw;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Draws the random set of a validation and divides it into samples that are kept for one thing each.
final class ValidationSets {
    private final Repositories store;
    private final UnitIndex index;
    private final Lessons lessons;
    private final SampleRoles roles;

    ValidationSets(Repositories store, UnitIndex index, Lessons lessons, SampleRoles roles) {
        this.store = store;
        this.index = index;
        this.lessons = lessons;
        this.roles = roles;
    }

    /// Units that a student chose are left out.
    ///
    /// @param earlier validations whose units are not drawn again
    Validation draw(Start start, List<Validation> earlier) {
        if (!(start.development() > 0 && start.development() < 1))
            throw new AppException("The share of the development part lies between 0 and 1.");
        int forDevelopment = (int) Math.round(start.size() * start.development());
        if (forDevelopment < 1 || forDevelopment >= start.size())
            throw new AppException("The random set is too small to be divided: take more units.");
        Set<Long> used = new HashSet<>();
        for (Validation one : earlier) {
            store.samples().members(one.development()).forEach(m -> used.add(m.unit()));
            store.samples().members(one.test()).forEach(m -> used.add(m.unit()));
        }
        BitSet chosen = roles.chosen();
        List<Long> whole = lessons.units(start.sample()).stream().filter(u -> !used.contains(u)).toList();
        long[] frame = whole.stream().filter(u -> !chosen.get(index.position(u))).mapToLong(Long::longValue).toArray();
        int left = whole.size() - frame.length;
        if (frame.length < start.size())
            throw new AppException("A random set of " + start.size() + " cannot be drawn from " + frame.length + " units"
                    + (left == 0 ? "" : "; " + left + " more were chosen by a student and can be in no test") + ".");
        long[] drawn = Draw.random(frame, start.size(), start.seed()).stream().mapToLong(SampleMember::unit).toArray();
        Set<Long> first = new LinkedHashSet<>();
        Draw.random(drawn, forDevelopment, start.seed() + 1).forEach(m -> first.add(m.unit()));
        List<Long> rest = Arrays.stream(drawn).filter(u -> !first.contains(u)).boxed().toList();
        String base = start.variable() + " validation" + (earlier.isEmpty() ? "" : " " + (earlier.size() + 1));
        String development = save(base + " development", start, frame.length, List.copyOf(first));
        String test = save(base + " test", start, frame.length, rest);
        index.dropSamples();
        roles.put(development, SampleRole.DEVELOPMENT);
        roles.put(test, SampleRole.TEST);
        return new Validation(start.variable(), start.reference(), frame.length, start.seed(), development, test, Instant.now(), List.of(),
                List.of(), 0, null, false);
    }

    private String save(String base, Start start, int frame, List<Long> units) {
        String name = base;
        for (int i = 2; store.samples().byName(name).isPresent(); i++) {
            name = base + " " + i;
        }
        double probability = (double) units.size() / frame;
        store.samples().save(
                new Sample(name, SampleStrategy.RANDOM, start.seed(), frame, units.size(), Json.write(start), Instant.now()),
                units.stream().map(u -> new SampleMember(u, probability)).toList());
        return name;
    }
}
