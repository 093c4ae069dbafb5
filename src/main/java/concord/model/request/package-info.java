/// One serialisable record for each long job; the form, the command line, the job log and run-again all use it.
///
/// May use: the JDK, model.
@NullMarked
package concord.model.request;

import org.jspecify.annotations.NullMarked;
