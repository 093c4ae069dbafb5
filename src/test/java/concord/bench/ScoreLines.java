package concord.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.job.Job;
import concord.job.JobContext;
import concord.job.JobRunner;
import concord.student.Students;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Scores texts of a CSV file with a student and writes the lines reference/check_export.py compares with transformers.
///
/// Arguments: student folder, CSV file, its text column, its second text column or "-", number of rows, output file.
public final class ScoreLines {
    private ScoreLines() {
    }

    public static void main(String[] args) throws IOException {
        List<NamedCsvRecord> rows;
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(Files.newBufferedReader(Path.of(args[1])))) {
            rows = reader.stream().limit(Long.parseLong(args[4])).toList();
        }
        List<Students.Item> items = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            items.add(new Students.Item(i, rows.get(i).getField(args[2]), args[3].equals("-") ? null : rows.get(i).getField(args[3])));
        }
        Students students = new Students(Path.of(System.getProperty("concord.cache", "target/djl-cache")),
                Integer.getInteger("concord.threads", 0));
        ObjectMapper json = new ObjectMapper();
        try (JobRunner runner = new JobRunner(); BufferedWriter out = Files.newBufferedWriter(Path.of(args[5]))) {
            runner.submit(new Job<Long>() {
                @Override
                public String kind() {
                    return "score";
                }

                @Override
                public String title() {
                    return args[0];
                }

                @Override
                public Long run(JobContext context) {
                    return students.score(Path.of(args[0]), "cpu", items.iterator(), items.size(), prediction -> {
                        Students.Item item = items.get((int) prediction.unit());
                        ObjectNode line = json.createObjectNode().put("text", item.text()).put("text_b", item.textB());
                        ArrayNode logs = line.putArray("log_probabilities");
                        for (double p : prediction.values()) {
                            logs.add(Math.log(p));
                        }
                        try {
                            out.write(line + "\n");
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }, context);
                }
            }, JobRunner.Weight.HEAVY).await();
        }
    }
}
