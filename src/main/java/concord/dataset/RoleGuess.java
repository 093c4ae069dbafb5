package concord.dataset;

import concord.model.ColumnRole;
import concord.model.result.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Guesses what each column is, from its name and its values. Every guess is only shown or used where the user said nothing.
final class RoleGuess {
    /// More spellings than this in one column look like free text.
    static final int MANY_LABELS = 200;
    private static final int LABEL_CHARS = 100;
    /// Two columns that share more values than this are more likely places or dates than labels.
    private static final int FEW_LABELS = 12;

    private final List<ColumnProfile> columns;
    private final long rows;
    private final ProblemLog problems;
    private final ColumnRole[] roles;
    private boolean longForm;

    private RoleGuess(List<ColumnProfile> columns, long rows, ProblemLog problems) {
        this.columns = columns;
        this.rows = rows;
        this.problems = problems;
        roles = new ColumnRole[columns.size()];
    }

    /// @param columns   in file order, with the guess and the reason
    /// @param longForm  one row a label
    record Result(List<Column> columns, boolean longForm) {
        Map<String, ColumnRole> roles() {
            Map<String, ColumnRole> roles = new LinkedHashMap<>();
            for (Column column : columns) {
                roles.put(column.name(), column.guess());
            }
            return roles;
        }
    }

    static Result of(List<ColumnProfile> columns, long rows, ProblemLog problems) {
        RoleGuess guess = new RoleGuess(columns, rows, problems);
        guess.run();
        List<Column> result = new ArrayList<>();
        for (ColumnProfile c : columns) {
            ColumnRole role = guess.roles[c.index()];
            result.add(new Column(c.name(), role, ColumnNotes.note(c, role)));
        }
        return new Result(List.copyOf(result), guess.longForm);
    }

    private void run() {
        if (!pair())
            ranking();
        annotators();
        text();
        if (!longForm)
            labels();
        confidences();
        id();
        for (int i = 0; i < roles.length; i++) {
            if (roles[i] == null)
                roles[i] = new ColumnRole.Metadata();
        }
    }

    private boolean free(ColumnProfile c) {
        return roles[c.index()] == null;
    }

    private @Nullable ColumnProfile named(String plainName) {
        for (ColumnProfile c : columns) {
            if (free(c) && ColumnNames.plain(c.name()).equals(plainName))
                return c;
        }
        return null;
    }

    private @Nullable ColumnProfile firstNamed(List<String> names) {
        for (String name : names) {
            ColumnProfile c = named(name);
            if (c != null)
                return c;
        }
        return null;
    }

    private static boolean prose(ColumnProfile c) {
        return c.filled() == 0 || c.numberShare() < 0.5;
    }

    private boolean pair() {
        for (ColumnProfile a : columns) {
            ColumnProfile b = ColumnNames.partner(a.name()).map(this::named).orElse(null);
            if (b != null && prose(a) && prose(b) && a.meanChars() >= 3 && b.meanChars() >= 3) {
                roles[a.index()] = new ColumnRole.Text();
                roles[b.index()] = new ColumnRole.TextB();
                return true;
            }
        }
        return false;
    }

    private void ranking() {
        ColumnProfile query = firstNamed(ColumnNames.QUERY);
        if (query == null || !prose(query))
            return;
        for (String name : ColumnNames.DOCUMENT) {
            ColumnProfile document = named(name);
            if (document != null && document != query && prose(document)
                    && (query.name().toLowerCase(Locale.ROOT).startsWith("query")
                            || query.name().toLowerCase(Locale.ROOT).startsWith("search")
                            || firstNamed(ColumnNames.QUERY_ID) != null)) {
                roles[query.index()] = new ColumnRole.Query();
                roles[document.index()] = new ColumnRole.Document();
                return;
            }
        }
    }

    /// One row a label: a column of annotators beside one column of labels.
    private void annotators() {
        ColumnProfile annotator = null;
        for (ColumnProfile c : columns) {
            if (free(c) && ColumnNames.isLongAnnotator(c.name()) && !c.many() && c.filled() > 0 && c.distinct() <= Math.max(3, rows / 2)
                    && c.longest() <= LABEL_CHARS) {
                annotator = c;
                break;
            }
        }
        if (annotator == null)
            return;
        ColumnProfile label = null;
        for (String name : ColumnNames.LONG_LABEL) {
            ColumnProfile c = named(name);
            if (c != null && c != annotator && labelLike(c)) {
                label = c;
                break;
            }
        }
        if (label == null)
            return;
        longForm = true;
        roles[annotator.index()] = new ColumnRole.LongAnnotator();
        roles[label.index()] = new ColumnRole.LongLabel();
    }

    private void text() {
        for (ColumnRole role : roles) {
            if (role instanceof ColumnRole.Text || role instanceof ColumnRole.Document)
                return;
        }
        for (String name : ColumnNames.TEXT) {
            ColumnProfile c = named(name);
            if (c != null && prose(c) && !(labelLike(c) && c.distinct() <= 20 && rows > 40)) {
                roles[c.index()] = new ColumnRole.Text();
                return;
            }
        }
        ColumnProfile best = null;
        for (ColumnProfile c : columns) {
            if (!free(c) || !prose(c) || c.filled() == 0 || ColumnNames.isDerived(c.name()) || ColumnNames.isId(c.name()))
                continue;
            boolean wordy = c.many() || c.distinct() > Math.max(1, c.filled() / 3);
            if (wordy && c.meanChars() >= 12 && c.medianWords() >= 2 && (best == null || c.meanChars() > best.meanChars()))
                best = c;
        }
        if (best != null)
            roles[best.index()] = new ColumnRole.Text();
    }

    private boolean labelLike(ColumnProfile c) {
        if (c.many() || c.filled() == 0 || c.longest() > LABEL_CHARS || c.meanChars() > 40)
            return false;
        if (c.numberShare() > 0.9 && c.hasFractions() && c.distinct() > 20)
            return false;
        return c.distinct() <= MANY_LABELS || c.distinct() <= c.filled() / 4;
    }

    private void labels() {
        List<ColumnProfile> humans = new ArrayList<>();
        for (ColumnProfile c : columns) {
            if (free(c) && ColumnNames.isHuman(c.name()) && !ColumnNames.isDerived(c.name()) && !ColumnNames.isRepeat(c.name())) {
                if (labelLike(c))
                    humans.add(c);
                else
                    noteFreeText(c);
            }
        }
        if (humans.isEmpty()) {
            ColumnProfile weak = firstNamed(ColumnNames.WEAK_LABEL);
            if (weak != null && labelLike(weak) && weak.distinct() <= Math.max(3, weak.filled() / 2))
                humans.add(weak);
        }
        humans.forEach(c -> roles[c.index()] = new ColumnRole.HumanLabel(c.name()));
        Set<String> known = new HashSet<>();
        humans.forEach(c -> known.addAll(c.values().keySet()));
        if (known.isEmpty())
            known.addAll(sharedLabels());
        for (ColumnProfile c : columns) {
            if (!free(c) || ColumnNames.isDerived(c.name()) || ColumnNames.isRepeat(c.name()))
                continue;
            if (ColumnNames.isTeacher(c.name())) {
                if (labelLike(c))
                    roles[c.index()] = new ColumnRole.TeacherLabel(c.name());
                else
                    noteFreeText(c);
            } else if (labelLike(c) && sameLabels(c, known)) {
                roles[c.index()] = ColumnNames.isPerhapsTeacher(c.name())
                        ? new ColumnRole.TeacherLabel(c.name())
                        : new ColumnRole.HumanLabel(c.name());
            } else if (labelLike(c) && ColumnNames.isPerhapsTeacher(c.name()) && known.containsAll(c.values().keySet())) {
                roles[c.index()] = new ColumnRole.TeacherLabel(c.name());
            }
        }
    }

    /// Where no name gives the labels away: those of a column named like an LLM, else of two columns that hold the same few words, as
    /// columns named after the people who labelled do.
    private Set<String> sharedLabels() {
        List<ColumnProfile> few = columns.stream().filter(c -> free(c) && !ColumnNames.isDerived(c.name()) && labelLike(c))
                .filter(c -> c.distinct() >= 2 && c.distinct() <= FEW_LABELS).toList();
        for (ColumnProfile c : few) {
            if (ColumnNames.isTeacher(c.name()))
                return c.values().keySet();
        }
        for (ColumnProfile a : few) {
            for (ColumnProfile b : few) {
                if (a != b && sameLabels(a, b.values().keySet()) && sameLabels(b, a.values().keySet()))
                    return a.values().keySet();
            }
        }
        return Set.of();
    }

    private void noteFreeText(ColumnProfile c) {
        if (c.filled() > 0 && (c.many() || c.distinct() > MANY_LABELS))
            problems.warn(0, "free_text_label", "Column \"" + c.name() + "\" is named like a label but has "
                    + (c.many() ? "more than " + (c.distinct() - 1) : String.valueOf(c.distinct()))
                    + " different values, which looks like free text; it is taken as metadata unless you choose otherwise.");
    }

    /// Whether the column holds the labels of the others: words, because `0`, `1` and `yes` are the values of many things.
    private static boolean sameLabels(ColumnProfile c, Set<String> known) {
        long words = known.stream()
                .filter(v -> !Numbers.isNumber(v) && !Set.of("yes", "no", "true", "false").contains(v.toLowerCase(Locale.ROOT))).count();
        if (words < 2)
            return false;
        long inside = 0;
        int shared = 0;
        for (var entry : c.values().entrySet()) {
            if (known.contains(entry.getKey())) {
                inside += entry.getValue().count();
                shared++;
            }
        }
        return shared >= 2 && inside >= 0.9 * c.filled();
    }

    private void confidences() {
        Map<String, String> annotators = new HashMap<>();
        List<String> teachers = new ArrayList<>();
        for (ColumnProfile c : columns) {
            ColumnRole role = roles[c.index()];
            if (role != null && role.annotatorName() != null)
                annotators.putIfAbsent(ColumnNames.plain(c.name()), c.name());
            if (role instanceof ColumnRole.TeacherLabel)
                teachers.add(c.name());
        }
        Set<String> taken = new HashSet<>();
        for (ColumnProfile c : columns) {
            if (!free(c) || !degrees(c))
                continue;
            String of = ColumnNames.confidenceOf(c.name()).orElse(null);
            if (of == null)
                continue;
            String owner = longForm && of.isEmpty() ? "" : annotators.get(of);
            if (of.isEmpty() && !longForm) {
                if (teachers.size() == 1)
                    owner = teachers.getFirst();
                else if (teachers.isEmpty() && annotators.size() == 1)
                    owner = annotators.values().iterator().next();
            }
            if (owner != null && taken.add(owner))
                roles[c.index()] = new ColumnRole.Confidence(owner);
        }
    }

    private static boolean degrees(ColumnProfile c) {
        if (c.filled() == 0)
            return false;
        if (c.numberShare() >= 0.9)
            return true;
        String odd = c.oddity();
        return odd != null && odd.matches("\\s*\\d+([.,]\\d+)?\\s*%?\\s*");
    }

    private void id() {
        // The id of a query is not that of its documents, even where each query has a single one.
        boolean ranking = Arrays.stream(roles).anyMatch(ColumnRole.Query.class::isInstance);
        ColumnProfile best = null;
        for (String name : ColumnNames.SURE_ID) {
            ColumnProfile c = named(name);
            if (c != null && idLike(c) && (c.unique() || longForm || c.many() || c.distinct() >= c.filled() / 2)) {
                best = c;
                break;
            }
        }
        if (best == null) {
            for (ColumnProfile c : columns) {
                boolean ofQuery = ranking && ColumnNames.QUERY_ID.contains(ColumnNames.plain(c.name()));
                if (free(c) && !ofQuery && ColumnNames.isId(c.name()) && idLike(c) && (c.unique() || longForm)) {
                    best = c;
                    break;
                }
            }
        }
        if (best != null)
            roles[best.index()] = new ColumnRole.Id();
    }

    private static boolean idLike(ColumnProfile c) {
        return c.filled() > 0 && c.longest() <= 200 && !(c.numberShare() > 0.9 && c.hasFractions());
    }
}
