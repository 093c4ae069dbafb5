package concord.model.result;

import java.util.List;

/// What the Data screen shows before anything is written.
///
/// @param longForm the file looks like one row a label
/// @param rows     the first rows (at most as many as asked for)
/// @param totalRows rows in the whole file, those that cannot be read included
/// @param repeatedIds rows of a file with one row a unit whose id came before; 0 where no column is the id
/// @param labels   label spellings found in the columns taken as labels, by first appearance
public record Preview(FileFormat format, List<Column> columns, boolean longForm, List<Row> rows, long totalRows, long repeatedIds,
        List<String> labels,
        List<LookAlike> lookAlikes, List<Problem> problems) {}
