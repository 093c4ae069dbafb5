package concord.dataset;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.List;

/// Guesses the separator of a text table from its first part: the one under which most records have as many cells as the header.
final class Separator {
    private static final char[] CANDIDATES = {',', '\t', ';', '|', '\u001f', '\u0001', '^', '~', ':'};
    private static final int RECORDS = 200;

    private Separator() {
    }

    /// @param sample whole lines or the beginning of the file
    /// @param whole  whether the sample is the whole file; if not, its last record is not counted
    static char guess(String sample, Whole whole, boolean plainQuotes) {
        char best = 0;
        double bestScore = 0;
        char single = 0;
        for (char candidate : CANDIDATES) {
            List<Integer> counts = counts(sample, candidate, whole, plainQuotes);
            if (counts.isEmpty())
                continue;
            int header = counts.getFirst();
            if (header < 2) {
                if (single == 0 && counts.stream().allMatch(n -> n == 1))
                    single = candidate;
                continue;
            }
            long same = counts.stream().filter(n -> n == header).count() - 1;
            double share = counts.size() == 1 ? 1 : (double) same / (counts.size() - 1);
            // Among separators that all fit, more columns are likelier; a colon splits clock times and prose, so it must fit perfectly.
            double score = (share >= 0.9 ? 2 : share) + Math.min(header, 50) * 0.001 + share * 0.1;
            if (candidate == ':' && share < 1)
                continue;
            if (score > bestScore + 1e-9) {
                bestScore = score;
                best = candidate;
            }
        }
        // A list of texts in one column: some of them hold commas, so the separator must be one that none of them holds.
        if (best != 0 && bestScore > 0.3)
            return best;
        return single == 0 ? '\u001f' : single;
    }

    enum Whole {
        FILE, BEGINNING
    }

    private static List<Integer> counts(String sample, char separator, Whole whole, boolean plainQuotes) {
        List<Integer> counts = new ArrayList<>();
        boolean cut = whole == Whole.BEGINNING;
        try (CsvReader<CsvRecord> reader = CsvRowReader.lenient(separator, plainQuotes, CsvRowReader.Unclosed.ALLOWED)
                .ofCsvRecord(sample)) {
            boolean open = false;
            for (CsvRecord record : reader) {
                open = record.getField(record.getFieldCount() - 1).indexOf('\n') >= 0;
                counts.add(record.getFieldCount());
                if (counts.size() > RECORDS) {
                    cut = true;
                    break;
                }
            }
            // a quotation mark that is never closed runs to the end: what it swallows says nothing of the separator
            cut |= open && !counts.getLast().equals(counts.getFirst());
        } catch (CsvParseException | java.io.IOException e) {
            cut = true;
        }
        if (cut && counts.size() > 1)
            counts.removeLast();
        return counts;
    }
}
