package concord.app;

import concord.dataset.TableColumn;
import concord.dataset.TableWriter;
import concord.model.LabelSet;
import concord.model.Teaching;
import concord.model.Unit;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.store.TeachingRepository.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Runs as the tables of gpt_annotate: the names and order of its columns, without its defects. An answer that could not be read is blank, not 0;
/// a tie is blank; the consistency is over the answers that were read.
final class GptAnnotateTables {
    private static final List<String> BINARY = List.of("0", "1");
    private static final int PAGE = 1_000;
    private final Repositories store;
    private final UnitIndex index;
    private final CodebookService codebook;
    private final TeacherRuns runs;

    GptAnnotateTables(Repositories store, UnitIndex index, CodebookService codebook) {
        this.store = store;
        this.index = index;
        this.codebook = codebook;
        this.runs = new TeacherRuns(store);
    }

    List<String> keys() {
        return store.units().keys();
    }

    /// A column of 0 and 1.
    ///
    /// @param label the label that is 1
    /// @param of    answers by unit and repeat
    private record Category(String name, boolean several, String label, Map<Long, Map<Integer, State>> of,
            IntFunction<@Nullable String> truth) {
        @Nullable
        Integer value(@Nullable String given) {
            if (given == null)
                return null;
            return (several ? LabelSet.parse(given).names().contains(label) : given.equals(label)) ? 1 : 0;
        }

        @Nullable
        Integer answer(long unit, int repeat) {
            State state = of.getOrDefault(unit, Map.of()).get(repeat);
            return state == null ? null : value(state.label());
        }

        Summary summary(long unit) {
            int[] votes = new int[2];
            of.getOrDefault(unit, Map.of()).values().forEach(s -> {
                Integer value = value(s.label());
                if (value != null)
                    votes[value]++;
            });
            int parsed = votes[0] + votes[1];
            Integer mode = parsed == 0 || votes[0] == votes[1] ? null : Integer.valueOf(votes[1] > votes[0] ? 1 : 0);
            return new Summary(mode, parsed == 0 ? null : Double.valueOf((double) Math.max(votes[0], votes[1]) / parsed));
        }
    }

    /// @param mode null for a tie, or where nothing was read
    private record Summary(@Nullable Integer mode, @Nullable Double consistency) {}

    /// @param counts true and false positives and negatives: tp, tn, fp, fn
    private record Score(Category category, int[] counts) {
        double share(int of, int rest) {
            return of + rest == 0 ? 0 : (double) of / (of + rest);
        }

        List<Object> row() {
            double precision = share(counts[0], counts[2]);
            double recall = share(counts[0], counts[3]);
            double f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
            return List.of(category.name, share(counts[0] + counts[1], counts[2] + counts[3]), precision, recall, f1);
        }
    }

    List<Path> write(List<String> names, @Nullable String reference, Path folder) {
        if (reference != null)
            Figures.checkAnnotator(reference, index);
        List<Category> categories = names.stream().flatMap(n -> categories(runs.named(n), reference)).toList();
        TreeMap<Long, Integer> units = new TreeMap<>();
        categories.forEach(c -> c.of.forEach((unit, repeats) -> units.merge(unit,
                repeats.keySet().stream().mapToInt(Integer::intValue).max().orElse(0), Math::max)));
        Folders.make(folder);
        return Sentences.keep(() -> {
            List<Path> files = new ArrayList<>();
            files.add(iterations(folder, categories, units, reference));
            files.addAll(finals(folder, categories, units, reference));
            return files;
        });
    }

    private Stream<Category> categories(Teaching run, @Nullable String reference) {
        Variable variable = codebook.variable(run.variable());
        Map<Long, Map<Integer, State>> of = new LinkedHashMap<>();
        store.teachings().states(run.name()).forEach(s -> of.computeIfAbsent(s.unit(), _ -> new TreeMap<>()).put(s.repeat(), s));
        IntFunction<@Nullable String> truth = reference == null ? _ -> null : new Figures(index, variable, null).labels(reference);
        boolean several = variable.kind() == VariableKind.MULTI;
        if (!several && variable.labelNames().equals(BINARY))
            return Stream.of(new Category(variable.name(), false, "1", of, truth));
        return variable.labelNames().stream().map(l -> new Category(l, several, l, of, truth));
    }

    private Path iterations(Path folder, List<Category> categories, TreeMap<Long, Integer> units, @Nullable String reference) {
        Path file = folder.resolve("gpt_out_all_iterations.csv");
        List<String> columns = new ArrayList<>(List.of("unique_id", "text"));
        if (reference != null)
            categories.forEach(c -> columns.add(c.name + "_x"));
        columns.add("llm_query");
        categories.forEach(c -> columns.add(reference == null ? c.name : c.name + "_y"));
        columns.add("iteration");
        try (TableWriter writer = open(file, columns)) {
            each(units, unit -> {
                for (int repeat = 1; repeat <= units.getOrDefault(unit.id(), 0); repeat++) {
                    List<@Nullable Object> row = head(unit);
                    if (reference != null)
                        categories.forEach(c -> row.add(c.value(c.truth.apply(index.position(unit.id())))));
                    row.add(unit.key() + " " + unit.text() + "\n");
                    int of = repeat;
                    categories.forEach(c -> row.add(c.answer(unit.id(), of)));
                    row.add(repeat);
                    writer.row(row);
                }
            });
            writer.commit();
        }
        return file;
    }

    private List<Path> finals(Path folder, List<Category> categories, TreeMap<Long, Integer> units, @Nullable String reference) {
        Path whole = folder.resolve("gpt_out_final.csv");
        Path wrong = folder.resolve("incorrect_sub.csv");
        Path missing = folder.resolve("missing.csv");
        List<Score> scores = categories.stream().map(c -> new Score(c, new int[4])).toList();
        List<String> columns = columns(categories, reference);
        TableWriter incorrect = reference == null ? null : open(wrong, columns);
        try (TableWriter all = open(whole, columns);
                TableWriter none = open(missing, List.of("unique_id", "text", "category", "asked", "read"));
                TableWriter some = incorrect) {
            each(units, unit -> {
                boolean suspect = false;
                List<@Nullable Object> row = head(unit);
                List<@Nullable Object> judged = new ArrayList<>();
                List<Summary> summaries = categories.stream().map(c -> c.summary(unit.id())).toList();
                for (int i = 0; i < categories.size(); i++) {
                    Category category = categories.get(i);
                    Integer mode = summaries.get(i).mode;
                    Integer truth = category.value(category.truth.apply(index.position(unit.id())));
                    List<@Nullable Object> cells = judge(mode, truth, scores.get(i));
                    judged.addAll(cells);
                    Double consistency = summaries.get(i).consistency;
                    suspect |= !Integer.valueOf(1).equals(cells.getFirst()) || consistency == null || consistency < 1;
                    if (mode == null)
                        none.row(missing(unit, category));
                }
                if (reference != null)
                    categories.forEach(c -> row.add(c.value(c.truth.apply(index.position(unit.id())))));
                summaries.forEach(s -> row.add(s.mode));
                summaries.forEach(s -> row.add(s.consistency));
                if (reference != null)
                    row.addAll(judged);
                all.row(row);
                if (some != null && suspect)
                    some.row(row);
            });
            all.commit();
            none.commit();
            if (some != null)
                some.commit();
        }
        if (reference == null)
            return List.of(whole, missing);
        return List.of(whole, performance(folder, scores), wrong, missing);
    }

    private static List<String> columns(List<Category> categories, @Nullable String reference) {
        List<String> columns = new ArrayList<>(List.of("unique_id", "text"));
        if (reference != null)
            categories.forEach(c -> columns.add(c.name + "_true"));
        categories.forEach(c -> columns.add(reference == null ? c.name : c.name + "_pred"));
        categories.forEach(c -> columns.add("consistency_" + c.name));
        for (int k = 1; reference != null && k <= categories.size(); k++) {
            for (String figure : List.of("correct_", "tp_", "tn_", "fp_", "fn_")) {
                columns.add(figure + k);
            }
        }
        return columns;
    }

    /// correct, tp, tn, fp, fn; blank where one of the two is missing.
    private static List<@Nullable Object> judge(@Nullable Integer mode, @Nullable Integer truth, Score score) {
        if (mode == null || truth == null)
            return new ArrayList<>(Arrays.asList(null, null, null, null, null));
        int place = truth == 1 ? mode == 1 ? 0 : 3 : mode == 1 ? 2 : 1;
        score.counts[place]++;
        List<@Nullable Object> cells = new ArrayList<>(List.of(mode.equals(truth) ? 1 : 0));
        for (int i = 0; i < 4; i++) {
            cells.add(i == place ? 1 : 0);
        }
        return cells;
    }

    private static List<@Nullable Object> missing(Unit unit, Category category) {
        Map<Integer, State> answers = category.of.getOrDefault(unit.id(), Map.of());
        List<@Nullable Object> row = head(unit);
        row.add(category.name);
        row.add(answers.size());
        row.add(answers.values().stream().filter(s -> s.label() != null).count());
        return row;
    }

    private static Path performance(Path folder, List<Score> scores) {
        Path file = folder.resolve("performance_metrics.csv");
        try (TableWriter writer = open(file, List.of("Category", "Accuracy", "Precision", "Recall", "F1"))) {
            scores.forEach(s -> writer.row(s.row()));
            writer.commit();
        }
        return file;
    }

    private static TableWriter open(Path file, List<String> columns) {
        return TableWriter.open(file, columns.stream().map(TableColumn::text).toList(), false);
    }

    private static List<@Nullable Object> head(Unit unit) {
        return new ArrayList<>(List.of(unit.key(), unit.text()));
    }

    private interface UnitRow {
        void write(Unit unit);
    }

    private void each(TreeMap<Long, Integer> units, UnitRow row) {
        long[] ids = units.keySet().stream().mapToLong(Long::longValue).toArray();
        for (int from = 0; from < ids.length; from += PAGE) {
            store.units().byIds(Arrays.copyOfRange(ids, from, Math.min(ids.length, from + PAGE))).forEach(row::write);
        }
    }
}
