/// Wiring and services: everything that the window and the command line do, once.
///
/// May use: every room but ui and cli.
@NullMarked
package concord.app;

import org.jspecify.annotations.NullMarked;
