package concord.dataset;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the name of a column says about it.
final class ColumnNames {
    /// In order of preference.
    static final List<String> TEXT = List.of("text", "full_text", "fulltext", "sentence", "content", "body", "tweet", "post", "comment",
            "message", "review", "passage", "document", "doc", "paragraph", "utterance", "statement", "speech", "response", "answer",
            "selftext", "abstract", "description", "headline", "title", "quote", "transcript", "article", "snippet", "question", "query");
    static final List<String> QUERY = List.of("query", "search_query", "query_text", "topic_text", "topic");
    static final List<String> DOCUMENT = List.of("document", "passage", "text", "doc", "document_text", "passage_text", "doc_text", "body",
            "content");
    static final List<String> QUERY_ID = List.of("qid", "query_id", "queryid", "topic_id", "topicid");
    static final List<String> DOCUMENT_ID = List.of("docid", "doc_id", "document_id", "documentid", "docno", "pid", "passage_id");
    static final List<String> SURE_ID = List.of("id", "_id", "unit", "unit_id", "item", "item_id", "text_id", "uid");
    static final List<String> WEAK_LABEL = List.of("class", "category", "stance", "sentiment", "code", "rating", "stars", "polarity",
            "ideology", "emotion", "tone", "frame", "verdict", "target", "value", "y");
    static final List<String> LONG_LABEL = List.of("label", "labels", "annotation", "value", "code", "rating", "class", "category",
            "answer", "judgement", "judgment", "response", "stance", "sentiment", "choice", "decision", "score", "human");

    private static final Pattern ID = Pattern
            .compile("(?:.*[ _.-])?(?:id|uid|uuid|guid|key|nr|no|index|idx)|docid|qid|docno|column_1|.*[a-z]Id");
    private static final Pattern OF_OTHERS = Pattern.compile(
            "(?:user|author|annotator|worker|coder|rater|labell?er|parent|conversation|thread|session|reply|in_reply).*");
    private static final Pattern LONG_ANNOTATOR = Pattern.compile(
            "(?:annotator|rater|coder|worker|labell?er|judge|participant|reviewer|user|annotated_by|labell?ed_by|coded_by|crowdworker)(?:[ _.-]?(?:id|name))?");
    private static final String TOKEN_START = "(?:^|.*[^a-z])";
    private static final Pattern TEACHER = Pattern.compile(TOKEN_START
            + "(?:chatgpt|gpt|instructgpt|openai|claude|anthropic|sonnet|opus|haiku"
            + "|gemini|gemma|palm|bard|llama|alpaca|vicuna|koala|mistral|mixtral|ministral|flan|davinci|dolly|h2o|h2ogpt|falcon"
            + "|qwen|qwq|deepseek|phi|command-r|cohere|olmo|tulu|bloomz?|zephyr|grok|granite|starling|openchat|wizardlm|internlm|chatglm|glm"
            + "|ernie|kimi|minimax|starcoder|stablelm|mpt|copilot|llm|pred|prediction|predicted)(?:$|[^a-z].*)"
            + "|o[134](?:-(?:mini|preview|pro))?(?:[^a-z0-9].*)?");
    /// Everyday words that also name models: believed only when the values are those of the other labels.
    private static final Pattern TEACHER_PERHAPS = Pattern
            .compile(TOKEN_START + "(?:solar|yi|nova|ai|model|teacher|machine|auto|automatic|bot)(?:$|[^a-z].*)");
    private static final Pattern HUMAN = Pattern.compile(
            "(?:human|gold|golden|label|labels|annotator|annotation|annot|ann|coder|rater|expert|worker|judge|crowd|majority|ground_?truth|truth"
                    + "|consensus|adjudicated|manual|hand|relevance|qrel)(?:$|[ _.#-]?\\d+$|[ _.-].*)|.*[ _.-](?:label|human|gold|annotation|coder|manual)");
    private static final Pattern DERIVED = Pattern
            .compile(".*[ _.-](?:mean|avg|average|median|std|sd|var|variance|count|n|num|agreement|entropy|source"
                    + "|raw|explanations?|reason|reasoning|rationale|comments?|notes?|time|timestamp|date|id|age|gender|sex|prompt|response|output|text"
                    + "|logprobs?|probs?|probability|probabilities|scores?|confidence|conf|certainty|tokens|cost|seconds|duration|version|url|link|split|set"
                    + "|model|rank|consistency)|(?:hard|soft)[ _.-]?labels?.*|split|aspect|consistency|fold|set|partition");
    private static final Pattern RUN = Pattern.compile(".*?(?:run|rep|repeat|trial|iter|iteration|sample)[ _.-]?\\d+");
    private static final Pattern CONFIDENCE_AFTER = Pattern.compile("(.*?)[ _.-]*(?:confidence|conf|certainty|prob|probability)");
    private static final Pattern CONFIDENCE_BEFORE = Pattern
            .compile("(?:confidence|conf|certainty|prob|probability)[ _.-](?:of[ _.-])?(.*)");
    private static final Pattern FIRST_OF_PAIR = Pattern.compile("(.*?)([ _.-]?)(a|1)( string)?");
    private static final Pattern PAIR_STEM = Pattern.compile(
            "#|(?:.*[ _.-])?(?:text|txt|sentence|sent|question|string|s|q|t|doc|document|passage|tweet|comment|argument|arg|response|answer|phrase|post|title|headline|claim)");

    private ColumnNames() {
    }

    static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    static boolean isId(String name) {
        return (ID.matcher(plain(name)).matches() || name.matches(".*[a-z]I[dD]")) && !OF_OTHERS.matcher(plain(name)).matches();
    }

    static boolean isLongAnnotator(String name) {
        return LONG_ANNOTATOR.matcher(plain(name)).matches();
    }

    static boolean isTeacher(String name) {
        return TEACHER.matcher(plain(name)).matches();
    }

    static boolean isPerhapsTeacher(String name) {
        return TEACHER_PERHAPS.matcher(plain(name)).matches();
    }

    static boolean isHuman(String name) {
        String plain = plain(name);
        return HUMAN.matcher(plain).matches() && !(isTeacher(name) && !plain.startsWith("human"));
    }

    /// Something about labels that is no label: an average, an explanation, a raw answer, a count; or a well-known grouping.
    static boolean isDerived(String name) {
        return DERIVED.matcher(plain(name)).matches();
    }

    /// One of several repeated answers of the same annotator.
    static boolean isRepeat(String name) {
        return RUN.matcher(plain(name)).matches();
    }

    /// The name before or after a word for confidence; empty when the name is that word alone.
    static Optional<String> confidenceOf(String name) {
        String plain = plain(name);
        Matcher before = CONFIDENCE_BEFORE.matcher(plain);
        if (before.matches())
            return Optional.of(before.group(1));
        Matcher after = CONFIDENCE_AFTER.matcher(plain);
        return after.matches() ? Optional.of(after.group(1)) : Optional.empty();
    }

    /// The name of the second column when this is the first of a pair of texts, in lower case.
    static Optional<String> partner(String name) {
        String plain = plain(name);
        if (plain.equals("premise"))
            return Optional.of("hypothesis");
        if (plain.equals("claim"))
            return Optional.of("evidence");
        Matcher m = FIRST_OF_PAIR.matcher(plain);
        if (!m.matches() || !PAIR_STEM.matcher(m.group(1)).matches())
            return Optional.empty();
        return Optional.of(m.group(1) + m.group(2) + (m.group(3).equals("a") ? "b" : "2") + (m.group(4) == null ? "" : m.group(4)));
    }
}
