package concord.app;

import concord.dataset.DataFiles;
import concord.dataset.DatasetException;
import concord.dataset.RowReader;
import concord.dataset.TableWriter;
import concord.job.Job;
import concord.job.JobContext;
import concord.model.request.ReadOptions;
import concord.model.result.Problem;
import concord.model.result.Row;
import concord.student.Prediction;
import concord.student.StudentInfo;
import concord.student.Students;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Scores the rows of a data file with a student folder, without a project: id, the input's columns, label and a p_LABEL column per label.
///
/// Works through the file in blocks of [#BLOCK] rows, so that memory stays bounded however long the file is.
public final class FileScoring implements Job<FileScoring.Summary> {
    private static final int BLOCK = 50_000;

    /// @param student folder of a student, or hub:NAME of a classifier on the hub
    /// @param id column written as id; null takes the column called id, else the row number
    public record Request(String student, Path input, ReadOptions options, String text, @Nullable String textB, @Nullable String id,
            Path output,
            String device) {}

    /// @param rejected rows that could not be read and are not in the output
    public record Summary(String output, long rows, long truncated, long rejected) {}

    private final Request request;
    private final Students students;

    FileScoring(Request request, Students students) {
        this.request = request;
        this.students = students;
    }

    @Override
    public String kind() {
        return "predict";
    }

    @Override
    public String title() {
        return "Score " + request.input().getFileName();
    }

    @Override
    public Summary run(JobContext context) {
        Path student = students.folder(request.student(), context);
        StudentInfo info = students.info(student);
        try (RowReader reader = DataFiles.open(request.input(), request.options())) {
            List<String> columns = List.copyOf(reader.columns());
            int text = index(columns, request.text());
            int textB = request.textB() == null ? -1 : index(columns, request.textB());
            int id = request.id() == null ? columns.indexOf("id") : index(columns, request.id());
            try (TableWriter writer = TableWriter.open(request.output(), header(columns, info.labels(), id), false)) {
                long rows = 0;
                long truncated = 0;
                List<Row> block = block(reader);
                while (!block.isEmpty()) {
                    double[][] scores = new double[block.size()][];
                    truncated += students.score(student, request.device(), items(block, text, textB), block.size(),
                            (Prediction p) -> scores[(int) p.unit()] = p.probabilities(), context);
                    for (int i = 0; i < block.size(); i++) {
                        writer.row(line(block.get(i), columns, id, ++rows, scores[i], info.labels()));
                    }
                    block = block(reader);
                }
                writer.commit();
                long rejected = reader.problems().stream().filter(p -> p.severity() == Problem.Severity.REJECTED).count();
                return new Summary(request.output().toString(), rows, truncated, rejected);
            }
        }
    }

    private int index(List<String> columns, String name) {
        int at = columns.indexOf(name);
        if (at < 0) {
            throw new DatasetException(request.input() + " has no column \"" + name + "\"; it has: " + String.join(", ", columns) + ".");
        }
        return at;
    }

    /// The id first, then the input's columns (one called like a column of ours gets "input_" before its name), then ours.
    private static List<String> header(List<String> columns, List<String> labels, int id) {
        List<String> ours = new ArrayList<>(List.of("label"));
        labels.forEach(label -> ours.add("p_" + label));
        List<String> header = new ArrayList<>(List.of("id"));
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i);
            if (i == id && name.equals("id"))
                continue;
            header.add(ours.contains(name) || name.equals("id") ? "input_" + name : name);
        }
        header.addAll(ours);
        return header;
    }

    private static List<Row> block(RowReader reader) {
        List<Row> rows = new ArrayList<>();
        while (rows.size() < BLOCK) {
            Row row = reader.next();
            if (row == null)
                break;
            rows.add(row);
        }
        return rows;
    }

    private static Iterator<Students.Item> items(List<Row> rows, int text, int textB) {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < rows.size();
            }

            @Override
            public Students.Item next() {
                if (!hasNext())
                    throw new NoSuchElementException();
                Row row = rows.get(next);
                String a = cell(row, text);
                return new Students.Item(next++, a == null ? "" : a, textB < 0 ? null : cell(row, textB));
            }
        };
    }

    private static List<@Nullable Object> line(Row row, List<String> columns, int id, long number, double[] scores, List<String> labels) {
        List<@Nullable Object> line = new ArrayList<>(columns.size() + labels.size() + 2);
        line.add(id < 0 ? Long.toString(number) : cell(row, id));
        for (int i = 0; i < columns.size(); i++) {
            if (i != id || !columns.get(i).equals("id"))
                line.add(cell(row, i));
        }
        int best = 0;
        for (int k = 1; k < scores.length; k++) {
            if (scores[k] > scores[best])
                best = k;
        }
        line.add(labels.get(best));
        for (double score : scores) {
            line.add(score);
        }
        return line;
    }

    private static @Nullable String cell(Row row, int column) {
        return column < row.cells().size() ? row.cells().get(column) : null;
    }
}
