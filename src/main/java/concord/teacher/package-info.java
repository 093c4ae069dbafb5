/// LLM labelling: providers, prompts made from the codebook, parsing, consistency, cost, the record of every call.
///
/// May use `concord.model` and `concord.job`; the only room that knows LangChain4j. It does not know the store: units, examples and the log of
/// calls come through ports that `concord.app` connects.
@NullMarked
package concord.teacher;

import org.jspecify.annotations.NullMarked;
