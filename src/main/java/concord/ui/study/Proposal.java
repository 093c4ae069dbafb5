package concord.ui.study;

import concord.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The arms that a project's labels allow and that are worth comparing: people and teachers at the same sizes, both together, and each teacher by
/// itself, as Pangakis and Wolken (2024) have them.
final class Proposal {
    private static final int FEW = 250;
    private static final int MANY = 1000;
    private static final int FEWEST = 20;
    private static final int CURVE = 100;

    private Proposal() {
    }

    /// @param available units that may be learnt from, by annotator
    static List<ArmDraft> arms(Ground ground, Map<String, Integer> available) {
        List<String> people = ground.people().stream().filter(p -> available.getOrDefault(p, 0) >= FEWEST).toList();
        List<String> teachers = ground.teachers().stream().filter(t -> available.getOrDefault(t, 0) >= FEWEST).toList();
        List<ArmDraft> arms = new ArrayList<>();
        int common = MANY;
        for (String teacher : teachers) {
            common = Math.min(common, available.getOrDefault(teacher, 0));
        }
        if (!people.isEmpty()) {
            String person = people.getFirst();
            int most = available.getOrDefault(person, 0);
            arms.add(ArmDraft.human(person, Texts.get("study.arm.name.human"), sizes(Math.min(MANY, most), most)));
            common = Math.min(common, most);
        }
        for (String teacher : teachers) {
            arms.add(ArmDraft.teacher(teacher, teacherSizes(available.getOrDefault(teacher, 0), people.isEmpty() ? 0 : common)));
        }
        if (!people.isEmpty() && !teachers.isEmpty() && common >= 2 * FEWEST) {
            int ofPerson = few(common);
            arms.add(ArmDraft.both(people.getFirst(), teachers.getFirst(), ofPerson, common - ofPerson));
        }
        ground.teachers().forEach(t -> arms.add(ArmDraft.itself(t)));
        return arms;
    }

    /// A few and the most, where that makes two.
    private static List<Integer> sizes(int most, int there) {
        TreeSet<Integer> sizes = new TreeSet<>();
        if (most >= CURVE)
            sizes.add(few(most));
        sizes.add(Math.min(most, there));
        return List.copyOf(sizes);
    }

    /// 250 where there are half as many more, else half of them.
    private static int few(int most) {
        return most >= FEW + FEW / 2 ? FEW : most / 2;
    }

    /// Those of the people, for a comparison at the same size, and 1,000 where there are as many.
    private static List<Integer> teacherSizes(int there, int common) {
        TreeSet<Integer> sizes = new TreeSet<>(sizes(Math.min(MANY, there), there));
        if (common >= FEWEST)
            sizes.add(common);
        return List.copyOf(sizes);
    }
}
