package concord.teacher;

import concord.model.result.TeachPrompt;
import concord.teacher.provider.Answer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Tokens and price of a call.
///
/// @param tokensIn  as reported, or as estimated where the report cannot be true
/// @param cost      US dollars; null when the price is not known
/// @param trust     whether the provider reported figures that can be true
record Usage(long tokensIn, long tokensOut, @Nullable Double cost, Trust trust) {
    /// Whether the provider's figures are counted.
    enum Trust {
        REPORTED, ABSENT, IMPOSSIBLE
    }

    /// What a call will hardly pass, and so what is set aside for it.
    static Usage highest(Bill bill) {
        long in = (long) Math.ceil(bill.estimate() * TokenCount.GENEROUS);
        return new Usage(in, bill.maxTokens(), bill.price() == null ? null : bill.price().of(in, 0, bill.maxTokens()), Trust.REPORTED);
    }

    /// What is assumed of an answer that was lost on its way and may have been charged; no tokens are on record for it.
    static Usage assumed(Bill bill) {
        Double cost = bill.price() == null ? null : bill.price().of(bill.estimate(), 0, bill.maxTokens());
        return new Usage(0, 0, cost, Trust.ABSENT);
    }

    /// Of an answer: the provider's figures, unless they are negative or more than the text can hold. A token is at least one byte, and an
    /// answer keeps to its limit but for what a model thinks beforehand.
    static Usage of(Bill bill, Answer answer) {
        long in = answer.tokensIn();
        long out = answer.tokensOut();
        long textOut = TokenCount.of(answer.text());
        if (in == 0 && out == 0)
            return new Usage(0, 0, bill.price() == null ? null : bill.price().of(bill.estimate(), 0, textOut), Trust.ABSENT);
        boolean possible = in >= 0 && out >= 0 && answer.tokensCached() >= 0 && in <= 4 * bill.bytes() + 2000L
                && out <= 4L * bill.maxTokens() + 32_000;
        long usedIn = possible ? in : bill.estimate();
        long usedOut = possible ? out : textOut;
        Double cost = bill.price() == null ? null : bill.price().of(usedIn, possible ? answer.tokensCached() : 0, usedOut);
        return new Usage(usedIn, usedOut, cost, possible ? Trust.REPORTED : Trust.IMPOSSIBLE);
    }

    /// What a call can come to.
    ///
    /// @param price    null when not known
    /// @param estimate tokens of the prompt
    /// @param bytes    of the prompt
    record Bill(@Nullable Price price, long estimate, long bytes, int maxTokens) {
        static Bill of(@Nullable Price price, TeachPrompt prompt, int maxTokens) {
            String text = prompt.system() + prompt.user();
            return new Bill(price, TokenCount.of(text) + 2 * TokenCount.FRAME, text.getBytes(StandardCharsets.UTF_8).length, maxTokens);
        }
    }
}
