package concord.app;

import concord.model.Variable;
import concord.model.VariableKind;
import concord.stats.BootstrapOptions;
import concord.stats.RankingFigures;
import concord.stats.Rankings;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Puts the documents of a ranking variable into the shape that [Rankings] takes.
///
/// A grade is the number its label reads as, or, where the labels of the codebook are not all numbers from 0 up, the label's place in the
/// codebook, from 0. Whoever gave scores orders by these; whoever only gave grades orders by the grades. Units without a query do not count.
final class RankedDocuments {
    private static final int USUAL_HIGHEST = 3;

    private final UnitIndex index;
    private final Variable variable;
    private final @Nullable BitSet within;

    /// @param within positions that count; null for all
    /// @throws AppException when the variable is not a ranking
    RankedDocuments(UnitIndex index, Variable variable, @Nullable BitSet within) {
        if (variable.kind() != VariableKind.RANKING)
            throw new AppException("\"" + variable.name() + "\" is no ranking variable: ask for the other figures.");
        this.index = index;
        this.variable = variable;
        this.within = within;
    }

    /// The grade that each label of the codebook stands for, in its order.
    static Map<String, Double> grades(Variable variable) {
        List<String> labels = variable.labelNames();
        boolean numbers = labels.stream().allMatch(l -> l.strip().matches("\\+?(\\d{1,15}(\\.\\d{0,15})?|\\.\\d{1,15})"));
        Map<String, Double> grades = new LinkedHashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            grades.put(labels.get(i), numbers ? new BigDecimal(labels.get(i).strip()).doubleValue() : i);
        }
        return grades;
    }

    /// The least grade that counts as relevant when nobody says which: 2 where the grades reach 3, as in the tracks of TREC, else 1; where no
    /// grade is so high the highest.
    static double usualRelevant(Variable variable) {
        double highest = grades(variable).values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
        return highest >= USUAL_HIGHEST ? 2 : highest >= 1 || highest <= 0 ? 1 : highest;
    }

    /// @param relevant a label of the variable, or null for the usual one
    /// @throws AppException when it is none of the labels, or the lowest
    static double relevant(Variable variable, @Nullable String relevant) {
        if (relevant == null)
            return usualRelevant(variable);
        Double grade = grades(variable).get(relevant);
        if (grade == null || grade <= 0)
            throw new AppException("\"" + relevant + "\" cannot be the least relevant grade of \"" + variable.name() + "\": choose one of "
                    + Names.list(grades(variable).entrySet().stream().filter(e -> e.getValue() > 0).map(Map.Entry::getKey).toList()) + ".");
        return grade;
    }

    /// @throws AppException when the reference gave no grades, or no unit has a query
    RankingFigures figures(String reference, String other, double relevant, BootstrapOptions bootstrap) {
        String[] queries = index.queries();
        int[] counted = IntStream.range(0, queries.length).filter(p -> queries[p] != null && (within == null || within.get(p)))
                .toArray();
        if (counted.length == 0)
            throw new AppException("No unit " + (within == null ? "of this project" : "of these") + " has a query, so nothing is ranked: "
                    + "import the documents with the column of their queries.");
        double[] truth = grades(reference);
        if (Arrays.stream(truth).allMatch(Double::isNaN) && index.scorers(variable.name()).contains(reference))
            throw new AppException("\"" + reference + "\" gave scores, no grades: choose somebody who graded as the reference.");
        double[] order = order(other);
        return Rankings.of(Arrays.stream(counted).mapToObj(p -> queries[p]).toList(),
                Arrays.stream(counted).mapToDouble(p -> order[p]).toArray(), Arrays.stream(counted).mapToDouble(p -> truth[p]).toArray(),
                relevant, bootstrap);
    }

    /// What the annotator orders by, by position.
    private double[] order(String annotator) {
        return index.scorers(variable.name()).contains(annotator) && !Figures.isFinal(annotator, index)
                ? index.scores(variable.name(), annotator)
                : grades(annotator);
    }

    /// NaN where the annotator gave none.
    private double[] grades(String annotator) {
        IntFunction<@Nullable String> labels = new Figures(index, variable, null).labels(annotator);
        Map<String, Double> known = grades(variable);
        double[] grades = new double[index.size()];
        for (int p = 0; p < grades.length; p++) {
            String label = labels.apply(p);
            grades[p] = label == null ? Double.NaN : known.getOrDefault(label, Double.NaN);
        }
        return grades;
    }
}
