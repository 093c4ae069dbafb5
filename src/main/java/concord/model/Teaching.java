package concord.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One run of a teacher over units; the teacher annotator of the same name holds the labels it came to.
///
/// @param name            unique in the project; also the name of the teacher
/// @param teacher         PROVIDER:MODEL as asked for
/// @param codebookVersion the version its prompts are made from
/// @param request         the TeachRequest as JSON
/// @param summary         what came of it as JSON, null while it is not finished
public record Teaching(String name, String variable, String teacher, int codebookVersion, Instant at, String request,
        @Nullable String summary) {}
