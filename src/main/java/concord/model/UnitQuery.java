package concord.model;

import java.util.List;

/// What the Data and Audit tables show: a text search and filters, all joined by and; results come in import order.
///
/// @param search  searched in text, second text, query and id; empty finds everything
/// @param matchCase whether upper and lower case differ
/// @param regex   whether `search` is a regular expression (java.util.regex)
public record UnitQuery(String search, boolean matchCase, boolean regex, List<UnitFilter> filters) {
    public static final UnitQuery ALL = new UnitQuery("", false, false, List.of());

    public UnitQuery {
        filters = List.copyOf(filters);
    }

    public UnitQuery with(UnitFilter filter) {
        return new UnitQuery(search, matchCase, regex,
                java.util.stream.Stream.concat(filters.stream(), java.util.stream.Stream.of(filter)).toList());
    }
}
