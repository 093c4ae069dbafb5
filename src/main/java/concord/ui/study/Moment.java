package concord.ui.study;

import concord.job.Progress;
import concord.study.Cell;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a running study stands.
///
/// @param done  trainings that have ended
/// @param total trainings in all; 0 when not known
/// @param fraction of the whole time, 0 to 1
/// @param left  time left; empty when it cannot be told
/// @param works what is being trained, by the words the job says of it
record Moment(long done, long total, double fraction, Optional<Duration> left, Map<String, Work> works) {
    private static final Pattern SAID = Pattern.compile("training (\\d+) of (\\d+), (.*)");
    private static final Pattern EPOCH = Pattern.compile("epoch (\\d+) of (\\d+)");
    private static final String DONE = ", done";

    /// @param words as "epoch 2 of 3"
    /// @param share done of the training, 0 to 1
    record Work(String words, double share) {}

    /// What one message of the job says.
    ///
    /// @param about the training it is about
    /// @param ended whether that has ended
    record Said(long number, long total, String about, boolean ended) {}

    Moment {
        works = Map.copyOf(works);
    }

    static Optional<Said> said(String phase) {
        Matcher said = SAID.matcher(phase);
        return said.matches()
                ? Optional.of(new Said(Long.parseLong(said.group(1)), Long.parseLong(said.group(2)), said.group(3),
                        said.group(3).endsWith(DONE)))
                : Optional.empty();
    }

    /// @param works at the moment
    static Moment of(Progress progress, Map<String, Work> works) {
        Optional<Said> said = said(progress.phase());
        long total = said.map(Said::total).orElse(0L);
        long done = said.map(s -> s.ended ? s.number : Math.max(0, s.number - Math.max(1, works.size()))).orElse(0L);
        return new Moment(done, total, Math.max(0, progress.fraction()),
                progress.left().filter(left -> progress.elapsed().toSeconds() >= 2 && !left.isZero()), works);
    }

    static Work work(String about) {
        Matcher epoch = EPOCH.matcher(about);
        if (epoch.find())
            return new Work(epoch.group(), Double.parseDouble(epoch.group(1)) / Double.parseDouble(epoch.group(2)));
        return new Work(about.substring(about.lastIndexOf(", ") + (about.contains(", ") ? 2 : 1)), 0);
    }

    /// What is being trained for a cell; empty when nothing is.
    ///
    /// @param several whether the study has several variables
    Optional<Work> at(Cell cell, boolean several) {
        String about = about(cell, several) + ",";
        return works.entrySet().stream().filter(w -> w.getKey().startsWith(about)).map(Map.Entry::getValue).findFirst();
    }

    /// A cell as the job speaks of it.
    static String about(Cell cell, boolean several) {
        String student = cell.student() == null ? "" : cell.student().replaceAll("^hub:|[/\\\\]+$", "").replaceFirst("^.*[/\\\\]", "");
        return (several ? cell.variable() + ", " : "") + cell.title() + ", " + student;
    }
}
