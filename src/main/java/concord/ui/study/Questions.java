package concord.ui.study;

import concord.app.Project;

/// What studies are to answer, in their users' words; kept among the project's settings. Blocks; for a background thread.
final class Questions {
    private static final String KEY = "study.question/";

    private Questions() {
    }

    static String of(Project project, String study) {
        return project.settings().remembered(KEY + study).orElse("");
    }

    /// An empty question takes away what an earlier study of the same name asked.
    static void keep(Project project, String study, String question) {
        project.settings().remember(KEY + study, question);
    }
}
