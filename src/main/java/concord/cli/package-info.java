/// The command line: one picocli command a verb, thin over the services of app.
///
/// May use: app, job, model, stats, report, picocli.
@NullMarked
package concord.cli;

import org.jspecify.annotations.NullMarked;
