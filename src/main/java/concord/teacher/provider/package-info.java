/// One wire to every provider: LangChain4j writes the requests, this package sends them and reads the answers.
///
/// The answer is read from the body as it came and not from LangChain4j's view of it, which drops refusals, usage beside an error, empty choices
/// and the difference between a cut and a complete answer; batch results, which LangChain4j never sees, are read by the same code.
@NullMarked
package concord.teacher.provider;

import org.jspecify.annotations.NullMarked;
