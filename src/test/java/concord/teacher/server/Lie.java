package concord.teacher.server;

/// What the test server does instead of answering honestly.
public enum Lie {
    NONE,
    /// 429 with Retry-After in seconds.
    BUSY,
    /// 429 with Retry-After as a date.
    BUSY_DATE,
    /// 529, as Anthropic says it is overloaded.
    OVERLOADED, SERVER_ERROR,
    /// No answer for longer than anybody waits.
    HANG,
    /// The connection is closed without a response.
    RESET,
    /// The connection is closed in the middle of the body.
    BROKEN_BODY,
    /// A whole response whose JSON ends in the middle.
    CUT_RESPONSE,
    /// The model stopped at its token limit, in the middle of its answer.
    CUT_ANSWER, UNKNOWN_LABEL, TWO_LABELS, NO_LABEL, EMPTY_CHOICES, REFUSAL,
    /// 400 from a content filter.
    FILTERED, OTHER_MODEL, HUGE_USAGE, NEGATIVE_USAGE, NO_USAGE, UNAUTHORIZED, UNKNOWN_MODEL, NO_CREDIT, TOO_LONG,
    /// 400 because a JSON schema is not taken.
    NO_SCHEMA,
    /// 400 that quotes the key.
    QUOTES_KEY;

    /// Whether it ends in a whole 200 response, which a provider charges.
    public boolean charged() {
        return switch (this) {
            case NONE, CUT_RESPONSE, CUT_ANSWER, UNKNOWN_LABEL, TWO_LABELS, NO_LABEL, EMPTY_CHOICES, REFUSAL, OTHER_MODEL, HUGE_USAGE,
                    NEGATIVE_USAGE, NO_USAGE ->
                true;
            default -> false;
        };
    }
}
