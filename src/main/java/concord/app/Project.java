package concord.app;

import concord.job.JobRunner;
import concord.store.CheckReport;
import concord.store.ProjectStore;
import concord.student.Students;
import concord.teacher.Teachers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An open project with its services. All services block and are safe to call from any thread but the window's own: views call them through
/// `concord.job.Background` or from a job.
public final class Project implements AutoCloseable {
    private static final String ENDING = ".mv.db";
    private final ProjectStore store;
    private final Home home;
    private final UnitIndex index;
    private final Changes changes = new Changes();
    private final ProjectJobs projectJobs;
    private final DataService data;
    private final CodebookService codebook;
    private final LabelService labels;
    private final AuditService audit;
    private final ResultsService results;
    private final SampleService samples;
    private final StudentService students;
    private final TeacherService teachers;
    private final TeachingResults teachings;
    private final ValidationService validation;
    private final GptAnnotate gptAnnotate;
    private final StudyService studies;
    private final JobService jobs;
    private final ProjectSettings settings;
    private final Runnable closed;

    /// @param closed called once after the file is closed
    Project(ProjectStore store, Home home, JobRunner runner, Supplier<Students> trainer, Secrets secrets, Consumer<Project> closed) {
        this.store = store;
        this.home = home;
        this.closed = () -> closed.accept(this);
        Repositories in = Repositories.of(store);
        index = new UnitIndex(in.units(), in.annotations(), in.samples());
        projectJobs = new ProjectJobs(runner, in.jobs());
        settings = new ProjectSettings(in.settings(), changes);
        SampleRoles roles = new SampleRoles(in.settings(), in.samples(), index);
        codebook = new CodebookService(in.codebooks(), in.annotations(), index, changes);
        data = new DataService(in.units(), in.annotations(), in.samples(), index, codebook, projectJobs, new Imports(in, index, changes),
                new Exports(in, index));
        labels = new LabelService(in, index, codebook, settings, changes);
        audit = new AuditService(in.units(), in.annotations(), index, codebook, changes);
        results = new ResultsService(index, codebook);
        Runs runs = new Runs(store.file(), in, trainer);
        TextEmbeddings embeddings = new TextEmbeddings(trainer);
        students = new StudentService(in, index, codebook, trainer, runs, projectJobs, changes, this::keepBackup);
        UnitChooser chooser = new UnitChooser(in, trainer, embeddings);
        samples = new SampleService(in, index, codebook, roles, new StudentChoice(in, index, codebook, runs, chooser), projectJobs,
                changes);
        PriceFile prices = new PriceFile(home);
        Lessons lessons = new Lessons(in, index, codebook, new FewShot(in, index, roles, embeddings), embeddings);
        teachers = new TeacherService(in, index, codebook, new Teachers(secrets, embeddings, prices::table), embeddings, prices, lessons,
                projectJobs, changes, this::keepBackup);
        teachings = new TeachingResults(in, index, codebook, lessons);
        validation = new ValidationService(in, index, codebook, lessons, roles, teachers, changes);
        gptAnnotate = new GptAnnotate(codebook, data, new GptAnnotateTables(in, index, codebook));
        studies = new StudyService(in, index, codebook, trainer, runs, roles, projectJobs, changes, this::keepBackup, chooser, teachers);
        jobs = new JobService(in.jobs(), projectJobs, data, samples, students, teachers, studies);
    }

    public Path file() {
        return store.file();
    }

    /// The file's name without `.mv.db`.
    public String name() {
        String file = store.file().getFileName().toString();
        return file.endsWith(ENDING) ? file.substring(0, file.length() - ENDING.length()) : file;
    }

    public DataService data() {
        return data;
    }

    public CodebookService codebook() {
        return codebook;
    }

    public LabelService labels() {
        return labels;
    }

    public AuditService audit() {
        return audit;
    }

    public ResultsService results() {
        return results;
    }

    public SampleService samples() {
        return samples;
    }

    public StudentService students() {
        return students;
    }

    public TeacherService teachers() {
        return teachers;
    }

    public TeachingResults teachings() {
        return teachings;
    }

    public ValidationService validation() {
        return validation;
    }

    public GptAnnotate gptAnnotate() {
        return gptAnnotate;
    }

    public StudyService studies() {
        return studies;
    }

    public JobService jobs() {
        return jobs;
    }

    public ProjectSettings settings() {
        return settings;
    }

    /// Writes a consistent copy of the project file while it stays open.
    ///
    /// @throws AppException when the target exists or cannot be written
    public void backup(Path target) {
        Sentences.keep(() -> store.backup(target));
    }

    private void keepBackup(String occasion) {
        Folders.make(home.backups());
        String stamp = LocalDateTime.now().format(DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss"));
        String base = name() + "-" + stamp + "-" + occasion.replaceAll("[^\\p{L}\\p{N}._-]+", "-");
        Path target = home.backups().resolve(base + ENDING);
        for (int i = 2; Files.exists(target); i++) {
            target = home.backups().resolve(base + "-" + i + ENDING);
        }
        backup(target);
    }

    /// Verifies the file and rebuilds the projection.
    public ProjectHealth check() {
        CheckReport report = Sentences.keep(store::check);
        if (report.repaired() > 0) {
            index.dropAll();
            changes.tell(Change.ANNOTATIONS, Change.GOLD);
        }
        return new ProjectHealth(report.schemaVersion(), report.units(), report.annotations(), report.events(), report.repaired(),
                report.findings());
    }

    /// Hears of changes, on any thread; several changes in a row may be reported once.
    ///
    /// @return closes the subscription
    public Runnable onChange(Consumer<Change> listener) {
        return changes.listen(listener);
    }

    /// Time of the latest write that is on disk; null before the first.
    public @Nullable Instant savedAt() {
        return store.savedAt();
    }

    /// Cancels the project's jobs, waits for them and closes the file.
    @Override
    public void close() {
        projectJobs.close();
        try {
            Sentences.keep(store::close);
        } finally {
            closed.run();
        }
    }
}
