/// The project file, one H2 database: migrations, repositories, the event log and its projection. The only room that speaks SQL.
///
/// May use: model, job, H2, Jackson.
@NullMarked
package concord.store;

import org.jspecify.annotations.NullMarked;
