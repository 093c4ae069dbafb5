/// Reads and writes data files: encodings, separators, column roles, problems by line.
///
/// May use: model, job, Jackson, FastCSV, fastexcel, Parquet.
@NullMarked
package concord.dataset;

import org.jspecify.annotations.NullMarked;
