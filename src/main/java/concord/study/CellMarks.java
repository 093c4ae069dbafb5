package concord.study;

import concord.model.LabelSet;
import concord.model.VariableKind;
import concord.stats.Among;
import concord.stats.BootstrapOptions;
import concord.stats.PairedBootstrap.Drawn;
import concord.stats.RatingTable;
import concord.study.Marking.Marked;
import concord.study.StudyOutcome.Stability;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A cell with what its seeds have answered so far, marked.
///
/// @param seeds in the order of the request
record CellMarks(Cell cell, List<Answers> seeds, List<Marked> marks) {
    List<Drawn> drawn() {
        return marks.stream().map(Marked::drawn).toList();
    }

    /// Null with fewer than two seeds, or when there is no unit that all of them answered.
    @Nullable
    Stability stability(VariableKind kind) {
        if (marks.size() < 2)
            return null;
        int units = marks.getFirst().answers().size();
        Map<String, Integer> places = new LinkedHashMap<>();
        int[][] ratings = new int[marks.size()][units];
        for (int seed = 0; seed < ratings.length; seed++) {
            for (int unit = 0; unit < units; unit++) {
                String answer = marks.get(seed).answers().get(unit);
                ratings[seed][unit] = answer == null ? -1 : places.computeIfAbsent(category(kind, answer), _ -> places.size());
            }
        }
        int answered = 0;
        int unchanged = 0;
        for (int unit = 0; unit < units; unit++) {
            int at = unit;
            int[] given = IntStream.range(0, ratings.length).map(seed -> ratings[seed][at]).distinct().toArray();
            if (IntStream.of(given).noneMatch(label -> label < 0)) {
                answered++;
                unchanged += given.length == 1 ? 1 : 0;
            }
        }
        if (answered == 0)
            return null;
        List<String> annotators = seeds.stream().map(Answers::run).toList();
        return new Stability(Among.of(new RatingTable(List.copyOf(places.keySet()), annotators, ratings), BootstrapOptions.NONE)
                .value("krippendorff_alpha.nominal"), (double) unchanged / answered);
    }

    /// The order in which several labels were given is no difference.
    private static String category(VariableKind kind, String answer) {
        return kind == VariableKind.MULTI ? LabelSet.of(LabelSet.parse(answer).names().stream().sorted().toList()).joined() : answer;
    }

    static List<Answers> ordered(Cell cell, List<Answers> answers, List<Long> seeds) {
        List<Answers> own = new ArrayList<>(answers.stream().filter(a -> a.cell().equals(cell)).toList());
        own.sort(Comparator.comparingInt(a -> a.seed() == null ? -1 : seeds.indexOf(a.seed())));
        return own;
    }
}
