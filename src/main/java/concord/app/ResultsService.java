package concord.app;

import concord.model.Variable;
import concord.model.VariableKind;
import concord.stats.Among;
import concord.stats.AmongFigures;
import concord.stats.BootstrapOptions;
import concord.stats.MultiLabel;
import concord.stats.MultiLabelFigures;
import concord.stats.Pairwise;
import concord.stats.PairwiseFigures;
import concord.stats.RankingFigures;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Agreement and performance figures. Of a person's labels the blind ones count; those given after a machine's label was shown do not.
public final class ResultsService {
    private final UnitIndex index;
    private final CodebookService codebook;

    ResultsService(UnitIndex index, CodebookService codebook) {
        this.index = index;
        this.codebook = codebook;
    }

    /// The name under which the final labels (see [AuditService]) can be asked for as an annotator.
    public static final String FINAL = "final";

    /// @param sample only its units, or null
    /// @throws AppException when an annotator or the variable does not exist (naming those that do) or the variable is multi-label
    public PairwiseFigures pairwise(String variable, String reference, String other, @Nullable String sample, BootstrapOptions bootstrap) {
        Figures figures = figures(single(variable), List.of(reference, other), sample);
        different(reference, other);
        return Pairwise.of(figures.paired(reference, other), bootstrap);
    }

    /// For a multi-label variable.
    ///
    /// @throws AppException as [#pairwise], and when the variable is not multi-label
    public MultiLabelFigures multiLabel(String variable, String reference, String other, @Nullable String sample,
            BootstrapOptions bootstrap) {
        Variable asked = codebook.variable(variable);
        if (asked.kind() != VariableKind.MULTI)
            throw new AppException("\"" + variable + "\" has one label a unit: ask for the pairwise figures.");
        Figures figures = figures(asked, List.of(reference, other), sample);
        different(reference, other);
        return MultiLabel.of(figures.pairedSets(reference, other), bootstrap);
    }

    /// How well the other orders the documents of each query by the grades of the reference.
    ///
    /// @param relevant the label from which on a document counts as relevant; null for the usual one
    /// @throws AppException as [#pairwise], and when the variable is no ranking, the reference gave no grades, or `relevant` is no grade
    public RankingFigures ranking(String variable, String reference, String other, @Nullable String sample, @Nullable String relevant,
            BootstrapOptions bootstrap) {
        Variable asked = codebook.variable(variable);
        List.of(reference, other).forEach(a -> Figures.checkAnnotator(a, index));
        different(reference, other);
        return new RankedDocuments(index, asked, sample == null ? null : index.members(sample)).figures(reference, other,
                RankedDocuments.relevant(asked, relevant), bootstrap);
    }

    /// Whether there are documents under queries to rank.
    public boolean ranks(String variable) {
        return codebook.variable(variable).kind() == VariableKind.RANKING && Arrays.stream(index.queries()).anyMatch(q -> q != null);
    }

    /// What each label of a ranking variable counts as a grade, in the order of the codebook: the number it reads as, or its place from 0 where the
    /// labels are not all numbers from 0 up.
    public Map<String, Double> grades(String variable) {
        return RankedDocuments.grades(codebook.variable(variable));
    }

    /// The teachers and students that order documents by numbers for a variable, whether they gave grades as well or not.
    public List<String> scorers(String variable) {
        return codebook.variable(variable).kind() == VariableKind.RANKING ? index.scorers(variable) : List.of();
    }

    /// @throws AppException as [#pairwise], and for fewer than two annotators
    public AmongFigures among(String variable, List<String> annotators, @Nullable String sample, BootstrapOptions bootstrap) {
        Figures figures = figures(single(variable), annotators, sample);
        if (annotators.size() < 2 || new HashSet<>(annotators).size() < annotators.size())
            throw new AppException("Agreement needs two or more different annotators; " + Names.list(annotators) + " was asked for.");
        return Among.of(figures.table(annotators), bootstrap);
    }

    private static void different(String reference, String other) {
        if (reference.equals(other))
            throw new AppException("\"" + reference + "\" cannot be compared with itself: choose two annotators.");
    }

    private Variable single(String name) {
        Variable variable = codebook.variable(name);
        if (variable.kind() == VariableKind.MULTI)
            throw new AppException("\"" + name + "\" is a multi-label variable, for which there are multi-label figures only.");
        return variable;
    }

    private Figures figures(Variable variable, List<String> annotators, @Nullable String sample) {
        annotators.forEach(a -> Figures.checkAnnotator(a, index));
        BitSet within = sample == null ? null : index.members(sample);
        return new Figures(index, variable, within);
    }
}
