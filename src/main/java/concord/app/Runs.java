package concord.app;

import concord.model.Run;
import concord.model.request.GridRequest;
import concord.model.request.StudyRequest;
import concord.model.request.TrainRequest;
import concord.student.RecipeChecks;
import concord.student.Students;
import concord.student.hub.HubName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Names and places of trained students.
final class Runs {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,63}");
    /// Among the settings of an outcome: false where a study did not keep the student's folder.
    static final String WEIGHTS_KEPT = "weights_kept";
    /// Leaves room for the number of a cell and a seed after it.
    private static final int LONGEST_STUDY = 36;
    private final Path project;
    private final Repositories store;
    private final Supplier<Students> students;

    /// @param project the project file
    Runs(Path project, Repositories store, Supplier<Students> students) {
        this.project = project.toAbsolutePath();
        this.store = store;
        this.students = students;
    }

    /// @throws AppException naming the runs there are
    Run named(String name) {
        return store.runs().byName(name).orElseThrow(() -> {
            List<String> names = store.runs().all().stream().map(Run::name).toList();
            return new AppException("There is no trained student \"" + name + "\" in this project"
                    + (names.isEmpty() ? ": train one first." : "; there are " + Names.list(names) + "."));
        });
    }

    /// The folder of a run relative to the project file's folder.
    String relative(String run) {
        return project() + ".students/" + run;
    }

    /// The project's name.
    String project() {
        String file = project.getFileName().toString();
        return file.endsWith(".mv.db") ? file.substring(0, file.length() - ".mv.db".length()) : file;
    }

    Path folder(String relative) {
        Path folder = project.resolveSibling(relative).normalize();
        if (!folder.startsWith(project.getParent()))
            throw new AppException(
                    "The project names the folder " + relative + " for a student, which is not beside the project: check the file.");
        return folder;
    }

    /// The folder of a trained student.
    ///
    /// @throws AppException when it is not there
    Path present(Run run) {
        Path folder = folder(run.folder());
        boolean dropped = !Files.isDirectory(folder)
                && Boolean.FALSE.equals(StudentWork.outcome(run).settings().get(WEIGHTS_KEPT));
        if (dropped)
            throw new AppException("The study that trained \"" + run.name() + "\" did not keep its weights, only its answers on the test"
                    + " units: let the study keep all students, or train this one again.");
        if (!Files.isDirectory(folder))
            throw new AppException("The folder of the student \"" + run.name() + "\", " + folder
                    + ", is not there: put it back beside the project, or train the student again.");
        return folder;
    }

    /// The request with its run named, and the student checked as far as that goes without starting anything.
    ///
    /// @param own the name the request may have although it is taken, for a resumed job
    TrainRequest named(TrainRequest request, @Nullable String own) {
        check(request);
        String run = request.run();
        if (run == null) {
            run = next(base(request.student()));
        } else if (!NAME.matcher(run).matches() || run.endsWith(".") || run.endsWith(" ")) {
            throw new AppException("\"" + run + "\" cannot be the name of a run: use letters, digits, spaces, dots, - and _, at most 64.");
        } else if (!run.equals(own) && taken(run)) {
            throw new AppException("The name \"" + run + "\" is taken in this project: choose another for the run.");
        }
        return request.withRun(run);
    }

    /// @throws AppException when there is no such student, or the recipe has values that none can have
    void check(TrainRequest request) {
        checkStudent(request.student());
        Sentences.keep(() -> RecipeChecks.check(request.recipe()));
    }

    /// The study with its name.
    ///
    /// @param own the name the study may have although it is taken, when it is resumed
    StudyRequest named(StudyRequest request, @Nullable String own) {
        return request.withName(studyName(request.name(), own));
    }

    /// The name of a study, the next free one where it has none.
    ///
    /// @param own the name the study may have although it is taken, when it is resumed
    String studyName(@Nullable String name, @Nullable String own) {
        if (name == null)
            return nextStudy();
        if (!NAME.matcher(name).matches() || name.endsWith(".") || name.endsWith(" ") || name.length() > LONGEST_STUDY)
            throw new AppException("\"" + name + "\" cannot be the name of a study: use letters, digits, spaces, dots, - and _, at most "
                    + LONGEST_STUDY + ".");
        if (!name.equals(own) && takenByStudy(name))
            throw new AppException("The name \"" + name + "\" is taken in this project: choose another for the study.");
        return name;
    }

    private String nextStudy() {
        int number = 1;
        while (takenByStudy("study-" + number)) {
            number++;
        }
        return "study-" + number;
    }

    private boolean takenByStudy(String study) {
        return store.studies().byName(study).isPresent() || Files.exists(study(study))
                || store.runs().all().stream().anyMatch(run -> isOf(run.name(), study))
                || store.annotations().annotators().stream().anyMatch(annotator -> isOf(annotator.name(), study))
                || store.samples().all().stream().anyMatch(sample -> isOf(sample.name(), study));
    }

    /// Whether a run, or something named after it, is named as those of a study are: NAME-3-s1.
    static boolean isOf(String run, String study) {
        return run.matches(Pattern.quote(study) + "-\\d+" + GridWork.SEED + "-?\\d+(\\..*)?");
    }

    /// Where the trials of a study train.
    Path study(String study) {
        return folder(relative(study) + ".study");
    }

    /// Folders of trainings of a study that have not ended.
    List<Path> unfinished(String study) {
        Path all = folder(relative("x")).getParent();
        if (!Files.isDirectory(all))
            return List.of();
        try (Stream<Path> folders = Files.list(all)) {
            return folders.filter(folder -> isOf(folder.getFileName().toString(), study)).toList();
        } catch (IOException e) {
            throw new AppException("The folder " + all + " cannot be read: " + Folders.reason(e) + ".", e);
        }
    }

    private void checkStudent(String student) {
        List<String> kinds = students.get().kinds().stream().map(k -> k.key()).toList();
        if (kinds.contains(student))
            return;
        if (HubName.is(student)) {
            Sentences.keep(() -> HubName.parse(student));
            return;
        }
        if (!isFolder(student))
            throw new AppException("There is no student \"" + student + "\": use " + Names.list(kinds)
                    + ", a folder with a model in Hugging Face format, or hub:NAME for a model of the hub.");
        Sentences.keep(() -> students.get().info(Path.of(student)));
    }

    private static boolean isFolder(String path) {
        try {
            return Files.isDirectory(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String base(String student) {
        String last = Names.file(student.replaceAll("^hub:|[/\\\\]+$", "")).replaceAll("[^\\p{L}\\p{N}._-]+", "-").replaceAll(
                "^[^\\p{L}\\p{N}]+",
                "");
        return last.isEmpty() ? "student" : last.substring(0, Math.min(40, last.length()));
    }

    private String next(String base) {
        int number = 1;
        while (taken(base + "-" + number)) {
            number++;
        }
        return base + "-" + number;
    }

    /// A name is taken by an annotator, by the samples of an earlier run, by a folder, or by a training that has not ended well.
    private boolean taken(String name) {
        return name.equals(ResultsService.FINAL) || store.studies().all().stream().anyMatch(study -> isOf(name, study.name()))
                || store.runs().byName(name).isPresent()
                || store.runs().all().stream().anyMatch(r -> r.name().matches(Pattern.quote(name) + GridWork.SEED + "-?\\d+"))
                || Names.find(name, store.annotations().annotators()) != null
                || store.samples().byName(train(name)).isPresent() || store.samples().byName(validation(name)).isPresent()
                || Files.exists(folder(relative(name))) || Files.exists(folder(relative(name) + ".part")) || Files.exists(grid(name))
                || store.jobs().all().stream().anyMatch(j -> makesRuns(j.kind()) && !j.state().equals("succeeded")
                        && !j.state().equals("failed") && j.request().contains("\"run\":" + Json.write(name)));
    }

    private static boolean makesRuns(String kind) {
        return kind.equals(StudentService.TRAIN) || kind.equals(StudentService.GRID);
    }

    /// The file with the figures of the trials of a search for a run.
    Path grid(String run) {
        return folder(relative(run) + ".grid.json");
    }

    /// Where the trials of a search train.
    Path trials(String run) {
        return folder(relative(run) + ".grid");
    }

    /// The search with its run named, all that is tried and made checked.
    ///
    /// @param own the name the search may have although it is taken, for a resumed job
    GridRequest named(GridRequest request, @Nullable String own) {
        if (request.seeds().isEmpty())
            throw new AppException("A search needs at least one seed for the runs with the best settings.");
        if (new HashSet<>(request.seeds()).size() < request.seeds().size())
            throw new AppException("A seed is named twice.");
        GridRequest named = request.withBase(named(request.base(), own));
        Grid.of(named);
        if (own == null) {
            for (TrainRequest run : GridWork.finals(named)) {
                named(run, null);
            }
        }
        return named;
    }

    /// Name of the sample that holds the units a run learnt from.
    static String train(String run) {
        return run + ".train";
    }

    /// Name of the sample that holds the units a run was validated on.
    static String validation(String run) {
        return run + ".validation";
    }
}
