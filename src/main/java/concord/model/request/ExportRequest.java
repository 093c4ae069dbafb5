package concord.model.request;

/// Write the units and labels of a project to a data file; the ending of the name gives the format (csv, tsv, jsonl, xlsx, parquet).
///
/// @param longForm       one row an annotation with its provenance, else one row a unit
/// @param forSpreadsheet make cells that a spreadsheet would run as a formula harmless
public record ExportRequest(String file, boolean longForm, boolean forSpreadsheet) {}
