package concord.student.hub;

import concord.student.StudentException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a model on the hub, as people give it: `hub:org/name` or `hub:name`, with `@revision` where it is not the newest.
///
/// @param name     org/name, or a name alone for the oldest models
/// @param revision a branch, a tag or a commit
public record HubName(String name, String revision) {
    private static final String PREFIX = "hub:";
    private static final String PART = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_])?";
    private static final Pattern STUDENT = Pattern
            .compile("hub:(" + PART + "(?:/" + PART + ")?)(?:@([A-Za-z0-9](?:[A-Za-z0-9._/-]{0,199})))?");
    private static final String NEWEST = "main";

    /// Whether a student is meant to come from the hub; the name may still be wrong.
    public static boolean is(String student) {
        return student.startsWith(PREFIX);
    }

    /// @throws StudentException when it cannot be the name of a model
    public static HubName parse(String student) {
        Matcher parts = STUDENT.matcher(student);
        if (!parts.matches() || student.contains("..") || student.contains("--") || student.contains("//"))
            throw new StudentException("\"" + student + "\" cannot be the name of a model on the hub: write hub:organisation/model, such as"
                    + " hub:google-bert/bert-base-uncased, and @revision behind it for another version than the newest.");
        return new HubName(parts.group(1), parts.group(2) == null ? NEWEST : parts.group(2));
    }

    /// Whether the revision is a full commit, of which there can never be a newer version.
    boolean pinned() {
        return revision.matches("[0-9a-f]{40}");
    }

    @Override
    public String toString() {
        return PREFIX + name + (revision.equals(NEWEST) ? "" : "@" + revision);
    }
}
