package concord.teacher;

import concord.job.JobContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What happened on the way and belongs in a report; each thing is said once. Thread-safe.
final class RunNotes {
    private final JobContext context;
    private final Set<String> said = new LinkedHashSet<>();
    private final Set<String> models = new LinkedHashSet<>();
    private long impossible;
    private long absent;

    RunNotes(JobContext context) {
        this.context = context;
    }

    synchronized void say(String sentence) {
        if (said.add(sentence))
            context.log(sentence);
    }

    synchronized void answeredBy(String asked, String answered) {
        if (models.add(answered) && !answered.equals(asked))
            say("Asked for " + asked + ", the provider answers as " + answered + ".");
    }

    synchronized void usage(Usage.Trust trust) {
        switch (trust) {
            case IMPOSSIBLE -> impossible++;
            case ABSENT -> absent++;
            case REPORTED -> {
            }
        }
    }

    synchronized List<String> all() {
        List<String> all = new ArrayList<>(said);
        if (models.size() > 1)
            all.add("Answers came from more than one model: " + String.join(", ", models) + ".");
        if (impossible > 0)
            all.add("The provider reported impossible token counts for " + impossible + " calls; they are counted as estimated.");
        if (absent > 0)
            all.add("The provider reported no token counts for " + absent + " calls; their price is estimated.");
        return List.copyOf(all);
    }
}
