package concord.ui.teacher;

import concord.app.Secrets;
import concord.app.TeacherService.Plan;
import concord.model.result.TeacherInfo;
import org.jspecify.annotations.Nullable;

/// What the form comes to.
///
/// @param info    null where provider, model or address are not complete
/// @param place   where the key was found
/// @param plan    null where it cannot run
/// @param refusal why not; empty where it can
record Outlook(@Nullable TeacherInfo info, Secrets.Place place, @Nullable Plan plan, String refusal) {
    static final Outlook NONE = new Outlook(null, Secrets.Place.NOWHERE, null, "");

    boolean runs() {
        return plan != null && info != null && info.key() != TeacherInfo.Key.MISSING;
    }
}
