package concord.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One question to a teacher and what became of it; never changed once written.
///
/// @param run             the teaching run
/// @param repeat          which of the answers asked for this unit, from 1
/// @param attempt         HTTP attempts made for it, from 1; 0 when it was not sent
/// @param system          the system message as sent; may be empty
/// @param user            the user message as sent
/// @param codebookVersion the version the prompt was made from
/// @param provider        openai, azure, anthropic, gemini, mistral, ollama, compatible or embedded
/// @param requestedModel  as asked for
/// @param returnedModel   as the provider says it answered, null when it says nothing
/// @param fingerprint     the provider's system fingerprint, null when it gives none
/// @param seed            as sent, null where the provider takes none
/// @param examples        keys of the units shown as examples, in order
/// @param tokensIn        as the provider reports it; 0 when it reports nothing
/// @param cost            in US dollars by the price table, attempts that may have been charged included; null when the price is unknown
/// @param httpStatus      of the last attempt; 0 when there was no response
/// @param raw             the answer's text, or the error's; may be empty
/// @param label           for [CallStatus#LABELLED], several joined as [LabelSet] does; else null
/// @param reason          the model's sentence of reason, may be empty; for a call without a label, one sentence why there is none
/// @param confidence      probability of the label's tokens among the allowed labels, where the provider gives it; else null
public record TeacherCall(String run, long unit, int repeat, int attempt, String system, String user, int codebookVersion, String provider,
        String requestedModel, @Nullable String returnedModel, @Nullable String fingerprint, double temperature, @Nullable Long seed,
        List<String> examples, Instant start, Instant end, long tokensIn, long tokensOut, @Nullable Double cost, int httpStatus, String raw,
        CallStatus status, @Nullable String label, String reason, @Nullable Double confidence) {
    public TeacherCall {
        examples = List.copyOf(examples);
    }
}
