package concord.ui.data;

import concord.model.ColumnRole;
import concord.model.result.Preview;
import concord.model.result.Problem;
import concord.ui.Texts;
import concord.ui.data.ColumnChoice.Kind;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Why a file cannot be imported with the roles chosen: one sentence with what to change, or an empty string.
final class ImportObstacles {
    private ImportObstacles() {
    }

    static String first(Preview preview, List<ColumnChoice> columns, boolean longForm, String variable) {
        for (Problem problem : preview.problems()) {
            if (problem.severity() == Problem.Severity.FATAL)
                return problem.message();
        }
        Map<Kind, String> taken = new EnumMap<>(Kind.class);
        for (ColumnChoice column : columns) {
            String other = column.kind().once() ? taken.putIfAbsent(column.kind(), column.name()) : null;
            if (other != null)
                return Texts.get("data.import.twice", other, column.name());
        }
        if (!taken.containsKey(Kind.TEXT) && !taken.containsKey(Kind.DOCUMENT))
            return Texts.get("data.import.no-text");
        if (longForm && !(taken.containsKey(Kind.LONG_ANNOTATOR) && taken.containsKey(Kind.LONG_LABEL)))
            return Texts.get("data.import.long-needs");
        return longForm ? "" : annotators(columns, variable);
    }

    private static String annotators(List<ColumnChoice> columns, String variable) {
        Set<String> names = new HashSet<>();
        boolean under = columns.stream().anyMatch(c -> c.kind() == Kind.QUERY);
        for (ColumnChoice column : columns) {
            String name = column.roleProperty().get().annotatorName();
            if (name == null)
                continue;
            if (name.isBlank())
                return Texts.get("data.import.no-name", column.name());
            if (column.kind() == Kind.SCORE && !under)
                return Texts.get("ranking.import.no-query", column.name());
            if (column.kind() != Kind.CONFIDENCE && !names.add(name))
                return Texts.get("data.import.same-name", name);
        }
        Set<String> confident = columns.stream().map(c -> c.roleProperty().get()).filter(r -> r instanceof ColumnRole.Confidence)
                .map(ColumnRole::annotatorName).filter(Objects::nonNull).filter(n -> !names.contains(n)).collect(Collectors.toSet());
        if (!confident.isEmpty())
            return Texts.get("data.import.whose-confidence", confident.iterator().next());
        return !names.isEmpty() && variable.isBlank() ? Texts.get("data.import.no-variable") : "";
    }
}
