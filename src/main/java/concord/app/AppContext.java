package concord.app;

import concord.job.JobHandle;
import concord.job.JobRunner;
import concord.model.Variable;
import concord.model.result.DeviceReport;
import concord.model.result.StudentKind;
import concord.store.ProjectStore;
import concord.student.Students;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/// The program, wired by hand: settings, the job runner, the students, and opening of projects. One for the life of the program.
public final class AppContext implements AutoCloseable {
    private static final int RECENT = 10;
    /// Who is recorded as the author of the first version of a codebook.
    private static final String AUTHOR = "new project";
    private final Home home;
    private final SettingsFile file;
    private final Secrets secrets;
    private final JobRunner jobs = new JobRunner();
    private Students students;
    private final Set<Project> open = new CopyOnWriteArraySet<>();
    private Settings settings;

    public AppContext(Home home) {
        this(home, Secrets.standard());
    }

    AppContext(Home home, Secrets secrets) {
        this.home = home;
        this.secrets = secrets;
        file = new SettingsFile(home.settings());
        settings = file.read();
        students = new Students(home.cache(), settings.threads());
    }

    public Home home() {
        return home;
    }

    public JobRunner jobs() {
        return jobs;
    }

    /// Keys of providers.
    public Secrets secrets() {
        return secrets;
    }

    public synchronized Settings settings() {
        return settings;
    }

    /// Saves the settings; a failure to write is logged and kept in memory.
    public synchronized void settings(Settings settings) {
        if (settings.equals(this.settings))
            return;
        if (settings.threads() != this.settings.threads())
            students = new Students(home.cache(), settings.threads());
        this.settings = settings;
        file.write(settings);
    }

    private synchronized Students students() {
        return students;
    }

    /// Students that can be trained without naming a folder.
    public List<StudentKind> studentKinds() {
        return students().kinds();
    }

    /// Which device training and scoring will use, and why.
    public DeviceReport devices() {
        return Sentences.keep(() -> students().devices());
    }

    /// Scores a data file with a student folder, without a project.
    public JobHandle<FileScoring.Summary> submitScoring(FileScoring.Request request) {
        return jobs.submit(new FileScoring(request, students()), JobRunner.Weight.HEAVY);
    }

    /// @throws AppException (also for what the store refuses; [ProjectBusyException] when it is open elsewhere)
    public Project open(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Project project = project(Sentences.keep(() -> ProjectStore.open(absolute, home.backups())));
        remember(absolute);
        return project;
    }

    /// @throws AppException when the file exists or cannot be written, or the codebook breaks a rule
    public Project create(Path file, List<Variable> variables) {
        CodebookRules.check(variables);
        Path absolute = file.toAbsolutePath().normalize();
        Project project = project(Sentences.keep(() -> ProjectStore.create(absolute, variables, AUTHOR)));
        remember(absolute);
        return project;
    }

    private Project project(ProjectStore store) {
        Project project = new Project(store, home, jobs, this::students, secrets, open::remove);
        open.add(project);
        return project;
    }

    private synchronized void remember(Path opened) {
        List<String> recent = new ArrayList<>(settings.recent());
        recent.remove(opened.toString());
        recent.addFirst(opened.toString());
        settings(new Settings(settings.theme(), settings.textSize(), settings.annotator(), settings.threads(), settings.draws(),
                recent.subList(0, Math.min(RECENT, recent.size()))));
    }

    /// Copies a project that is open elsewhere, so that the copy can be opened.
    public void copy(Path file, Path target) {
        Sentences.keep(() -> ProjectStore.copy(file, target));
    }

    /// Makes (once) and returns the person's own copy of the sample project, under the home folder.
    ///
    /// @throws AppException when the sample data is not there or cannot be imported
    public Path sampleProject() {
        return new SampleProject(home)
                .file((path, variables) -> project(Sentences.keep(() -> ProjectStore.create(path, variables, AUTHOR))));
    }

    /// Project files opened last, newest first, those that still exist.
    public List<Path> recent() {
        return settings().recent().stream().map(Path::of).filter(Files::isRegularFile).toList();
    }

    /// Closes the projects still open, then ends the jobs.
    @Override
    public void close() {
        List.copyOf(open).forEach(Project::close);
        jobs.close();
    }
}
