package concord.store;

import concord.store.Event.Target;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The event log read from the start: what each row must say now, and whether the log itself hangs together.
final class EventReplay {
    private static final int PAGE = 5_000;

    private final Map<Target, Trail> trails = new HashMap<>();
    private final List<String> findings = new ArrayList<>();
    private long events;

    /// @param base what was there before the first event (bulk facts), null for nothing
    /// @param now  what the last event says
    record Trail(@Nullable String base, @Nullable String now) {}

    EventReplay(Db db, Visible visible) throws SQLException {
        long[] last = {0};
        long before;
        do {
            before = last[0];
            db.each("select " + Event.COLUMNS + " from event where seq > ? order by seq fetch first " + PAGE + " rows only", row -> {
                Event event = Event.map(row);
                follow(event, last[0], visible);
                last[0] = event.seq();
            }, before);
        } while (last[0] != before);
    }

    private void follow(Event event, long previous, Visible visible) {
        events++;
        if (event.seq() != previous + 1)
            findings.add("Events " + (previous + 1) + " to " + (event.seq() - 1)
                    + " are missing from the log: restore a backup to get them back.");
        if (event.unit() < 1 || event.unit() > visible.lastUnit())
            findings.add("Event " + event.seq() + " is about unit " + event.unit() + ", which does not exist.");
        if (event.undoes() != null && event.undoes() >= event.seq())
            findings.add("Event " + event.seq() + " undoes event " + event.undoes() + ", which comes after it.");
        Trail trail = trails.get(event.target());
        boolean follows = trail == null ? startsFromFacts(event) : Objects.equals(trail.now(), event.before());
        if (!follows)
            findings.add("Event " + event.seq() + " does not follow from the event before it on unit " + event.unit()
                    + ": the log was changed or an event is missing.");
        trails.put(event.target(), new Trail(trail == null ? event.before() : trail.base(), event.after()));
    }

    /// Before the first event on a row there is nothing, or what an import or a student wrote.
    private static boolean startsFromFacts(Event event) {
        if (event.before() == null)
            return true;
        return event.annotator() != null && Json.read(event.before(), AnnotationRow.class).origin() != 0;
    }

    Map<Target, Trail> trails() {
        return trails;
    }

    List<String> findings() {
        return findings;
    }

    long events() {
        return events;
    }
}
