package concord.model.request;

import org.jspecify.annotations.Nullable;

/// Let a teacher, an LLM, label units.
///
/// @param run          name of the run and of the teacher it makes, unique in the project; null takes the next free one
/// @param teacher      PROVIDER:MODEL, such as openai:gpt-4o-mini, or embedded:minilm
/// @param baseUrl      where the provider is reached; null for its own address
/// @param sample       label the units of this sample only; null takes all units
/// @param fewShot      labelled examples in each prompt; 0 for none
/// @param examples     how they are chosen: fixed, balanced (by label) or nearest (to the unit, in embedding space)
/// @param examplesFrom the annotator whose labels the examples show; null where fewShot is 0
/// @param repeats      answers asked for each unit, from 1
/// @param temperature  0 to 2
/// @param maxTokens    longest answer
/// @param seed         of the choice of examples, and handed to providers that take one
/// @param budget       most to be spent, in US dollars; null for no cap
/// @param concurrency  calls at the same time
/// @param perMinute    most calls a minute; 0 for no limit of our own
/// @param system       template of the system message; null for the product's
/// @param user         template of the user message; null for the product's
/// @param reason       whether to ask for a sentence of reason with each label
/// @param batch        whether to go through the provider's batch endpoint: half the price, an answer within a day
public record TeachRequest(@Nullable String run, String variable, String teacher, @Nullable String baseUrl, @Nullable String sample,
        int fewShot, String examples, @Nullable String examplesFrom, int repeats, double temperature, int maxTokens, long seed,
        @Nullable Double budget, int concurrency, int perMinute, @Nullable String system, @Nullable String user, boolean reason,
        boolean batch) {
    public TeachRequest withRun(@Nullable String value) {
        return new TeachRequest(value, variable, teacher, baseUrl, sample, fewShot, examples, examplesFrom, repeats, temperature, maxTokens,
                seed, budget, concurrency, perMinute, system, user, reason, batch);
    }

    public TeachRequest withVariable(String value) {
        return new TeachRequest(run, value, teacher, baseUrl, sample, fewShot, examples, examplesFrom, repeats, temperature, maxTokens,
                seed,
                budget, concurrency, perMinute, system, user, reason, batch);
    }

    public TeachRequest withSample(@Nullable String value) {
        return new TeachRequest(run, variable, teacher, baseUrl, value, fewShot, examples, examplesFrom, repeats, temperature, maxTokens,
                seed, budget, concurrency, perMinute, system, user, reason, batch);
    }

    public TeachRequest withBudget(@Nullable Double value) {
        return new TeachRequest(run, variable, teacher, baseUrl, sample, fewShot, examples, examplesFrom, repeats, temperature, maxTokens,
                seed, value, concurrency, perMinute, system, user, reason, batch);
    }
}
