/// From a codebook to a prompt and from an answer to a label; pure functions, no network.
@NullMarked
package concord.teacher.prompt;

import org.jspecify.annotations.NullMarked;
