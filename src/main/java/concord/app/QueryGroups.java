package concord.app;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Stretches of a queue that are documents of one query.
final class QueryGroups {
    private static final int PAGE = 100;

    private final @Nullable String[] queries;
    /// By position the number of its query, from 1.
    private final int[] numbers;

    /// @param queries by position in the queue, those of one query side by side; null where there is no query
    QueryGroups(@Nullable String[] queries) {
        this.queries = queries;
        numbers = new int[queries.length];
        int number = 0;
        for (int p = 0; p < queries.length; p++) {
            if (queries[p] != null && (p == 0 || !Objects.equals(queries[p], queries[p - 1])))
                number++;
            numbers[p] = number;
        }
    }

    @Nullable
    String query(int position) {
        return queries[position];
    }

    int number(int position) {
        return numbers[position];
    }

    int count() {
        return numbers.length == 0 ? 0 : numbers[numbers.length - 1];
    }

    /// Position of the query's first document.
    int first(int position) {
        int p = position;
        while (p > 0 && Objects.equals(queries[p - 1], queries[position])) {
            p--;
        }
        return p;
    }

    /// Position after the query's last document.
    int end(int position) {
        int p = position + 1;
        while (p < queries.length && Objects.equals(queries[p], queries[position])) {
            p++;
        }
        return p;
    }

    /// Where the part of the query's documents begins that is listed together with this one.
    int listedFrom(int position) {
        int first = first(position);
        return first + (position - first) / PAGE * PAGE;
    }

    int listedTo(int position) {
        return Math.min(end(position), listedFrom(position) + PAGE);
    }
}
