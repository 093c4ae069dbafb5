/// Agreement and classification statistics with item-bootstrap intervals. Pure functions on arrays: no store, no threads of their own
/// beyond the common pool.
///
/// May use: the JDK.
@NullMarked
package concord.stats;

import org.jspecify.annotations.NullMarked;
