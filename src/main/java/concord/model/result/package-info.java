/// What long work gives back, as plain records shared by services, window and command line.
///
/// May use: the JDK, model.
@NullMarked
package concord.model.result;

import org.jspecify.annotations.NullMarked;
