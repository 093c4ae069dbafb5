package concord.app;

import concord.dataset.DataFiles;
import concord.dataset.DatasetException;
import concord.dataset.RowReader;
import concord.dataset.TableColumn;
import concord.dataset.TableWriter;
import concord.job.Job;
import concord.job.JobContext;
import concord.model.Annotation;
import concord.model.LabelSet;
import concord.model.request.ReadOptions;
import concord.model.result.Problem;
import concord.model.result.Row;
import concord.student.Answer;
import concord.student.Prediction;
import concord.student.StudentInfo;
import concord.student.Students;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Scores the rows of a data file with a student folder, without a project: id, the input's columns, label (several joined by |) and a p_LABEL column per
/// label, or the number under score.
///
/// Rows stream through one worker and are written in the order of the file as soon as they are scored, so that memory stays bounded however long
/// the file is.
public final class FileScoring implements Job<FileScoring.Summary> {
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
            try (TableWriter writer = TableWriter.open(request.output(), header(columns, scores(info), id), false)) {
                Rows rows = new Rows(reader, text, textB, (row, number, scores) -> writer.row(line(row, columns, id, number, scores,
                        info)));
                long truncated = students.score(student, request.device(), rows, 0, rows::scored, new ByShare(context, reader::fraction));
                writer.commit();
                long rejected = reader.problems().stream().filter(p -> p.severity() == Problem.Severity.REJECTED).count();
                return new Summary(request.output().toString(), rows.written, truncated, rejected);
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
    private static List<TableColumn> header(List<String> columns, List<String> scores, int id) {
        List<TableColumn> ours = new ArrayList<>(List.of(TableColumn.text("label")));
        scores.forEach(score -> ours.add(TableColumn.number(score)));
        Set<String> our = new HashSet<>(Set.of("id"));
        ours.forEach(column -> our.add(column.name()));
        Set<String> taken = new HashSet<>(columns);
        taken.addAll(our);
        List<TableColumn> header = new ArrayList<>(List.of(TableColumn.text("id")));
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i);
            if (i == id && name.equals("id"))
                continue;
            if (our.contains(name)) {
                do {
                    name = "input_" + name;
                } while (!taken.add(name));
            }
            header.add(TableColumn.text(name));
        }
        header.addAll(ours);
        return header;
    }

    private static List<String> scores(StudentInfo info) {
        return info.task().number() ? List.of(Annotation.SCORE) : info.labels().stream().map(label -> "p_" + label).toList();
    }

    private interface Scored {
        void write(Row row, long number, double[] scores);
    }

    /// Rows on their way: read, sent to be scored, and kept until all before them are written. Used by the job's thread.
    private static final class Rows implements Iterator<Students.Item> {
        private final RowReader reader;
        private final int text;
        private final int textB;
        private final Scored out;
        private final Deque<Row> waiting = new ArrayDeque<>();
        private final Map<Long, double[]> scores = new HashMap<>();
        private @Nullable Row next;
        private long sent;
        private long written;

        Rows(RowReader reader, int text, int textB, Scored out) {
            this.reader = reader;
            this.text = text;
            this.textB = textB;
            this.out = out;
            next = reader.next();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Students.Item next() {
            Row row = next;
            if (row == null)
                throw new NoSuchElementException();
            next = reader.next();
            waiting.add(row);
            String a = cell(row, text);
            return new Students.Item(++sent, a == null ? "" : a, textB < 0 ? null : cell(row, textB));
        }

        void scored(Prediction prediction) {
            scores.put(prediction.unit(), prediction.values());
            for (double[] first = scores.remove(written + 1); first != null; first = scores.remove(written + 1)) {
                out.write(waiting.remove(), ++written, first);
            }
        }
    }

    private static List<@Nullable Object> line(Row row, List<String> columns, int id, long number, double[] scores, StudentInfo info) {
        List<@Nullable Object> line = new ArrayList<>(columns.size() + scores.length + 2);
        line.add(id < 0 ? Long.toString(number) : cell(row, id));
        for (int i = 0; i < columns.size(); i++) {
            if (i != id || !columns.get(i).equals("id"))
                line.add(cell(row, i));
        }
        line.add(String.join("|", LabelSet.parse(Answer.of(info, scores).label()).names()));
        for (double score : scores) {
            line.add(score);
        }
        return line;
    }

    private static @Nullable String cell(Row row, int column) {
        return column < row.cells().size() ? row.cells().get(column) : null;
    }
}
