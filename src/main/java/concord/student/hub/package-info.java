/// Models by their name on the Hugging Face hub: what to fetch, the download, and the cache in the hub's own layout.
///
/// May use: job, Jackson, [concord.student.StudentException]. The only room of the students that speaks to a network.
@NullMarked
package concord.student.hub;

import org.jspecify.annotations.NullMarked;
