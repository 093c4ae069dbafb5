package concord.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.app.AppContext;
import concord.app.Project;
import concord.app.StudyService;
import concord.app.StudySpecs;
import concord.app.StudySpecs.Spec;
import concord.job.JobException;
import concord.job.JobHandle;
import concord.model.Study;
import concord.model.request.SamplingStudyRequest;
import concord.model.request.StudyRequest;
import concord.report.StudyFiles;
import concord.report.StudyJson;
import concord.study.SamplingOutcome;
import concord.study.StudyOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "study", description = {"Run a study from a specification file: students of several arms compared, or what to label next.",
        "study --print-example shows a specification."})
final class StudyCommand extends Verb {
    private static final String DISTILLATION = Study.DISTILLATION;
    private static final String SAMPLING = Study.SAMPLING;

    @Parameters(paramLabel = "PROJECT", arity = "0..1")
    @Nullable
    Path project;

    @Option(names = "--spec", paramLabel = "FILE.json", description = "what to do; printed as an example by --print-example")
    @Nullable
    Path spec;

    @Option(names = "--resume", description = "go on with the study of this specification that broke off")
    boolean resume;

    @Option(names = "--plan-only", description = "check the specification, print what would be trained, and start nothing")
    boolean planOnly;

    @Option(names = "--print-example", arity = "0..1", fallbackValue = Study.DISTILLATION, paramLabel = "KIND", description = "print a complete specification: distillation or sampling (default: distillation)")
    @Nullable
    String example;

    @Option(names = "--show", paramLabel = "NAME", description = "print what has come of a study")
    @Nullable
    String show;

    @Option(names = "--list", description = "list the project's studies")
    boolean list;

    @Option(names = "--to", paramLabel = "FOLDER", description = "also write all tables and figures there; empty, or not there yet")
    @Nullable
    Path to;

    @Override
    public Integer call() {
        if (example != null)
            return example(example);
        if (project == null)
            throw usage("Name the project: study PROJECT --spec FILE.json.");
        if (Stream.of(spec != null, show != null, list).filter(b -> b).count() != 1)
            throw usage("Say one of --spec FILE.json, --show NAME and --list.");
        if (spec == null && (resume || planOnly))
            throw usage((resume ? "--resume" : "--plan-only") + " belongs to --spec.");
        if (to != null && (list || planOnly))
            throw usage("--to belongs to --spec or --show.");
        if (to != null)
            checkEmpty(to);
        // what is wrong with the file is said before the project is opened
        Spec asked = spec == null ? null : StudySpecs.read(spec);
        try (AppContext app = app(); Project opened = open(app, project)) {
            if (asked != null)
                return planOnly ? plan(opened.studies(), asked) : run(opened, asked);
            return show != null ? show(opened.studies(), show) : list(opened.studies());
        }
    }

    private int example(String kind) {
        out().print(switch (kind) {
            case DISTILLATION -> StudySpecs.distillationExample();
            case SAMPLING -> StudySpecs.samplingExample();
            default -> throw usage("There is no example of \"" + kind + "\": use " + DISTILLATION + " or " + SAMPLING + ".");
        });
        return Cli.DONE;
    }

    private int plan(StudyService studies, Spec asked) {
        switch (asked) {
            case Spec.Distillation(StudyRequest request) -> {
                StudyService.Plan plan = studies.plan(request);
                if (json)
                    print(StudyText.document(plan));
                else
                    StudyText.print(out(), plan);
            }
            case Spec.Sampling(SamplingStudyRequest request) -> {
                StudyService.SamplingPlan plan = studies.plan(request);
                if (json)
                    print(StudyText.document(plan));
                else
                    StudyText.print(out(), plan);
            }
        }
        return Cli.DONE;
    }

    private int run(Project opened, Spec asked) {
        StudyService studies = opened.studies();
        if (resume)
            return said(await(opened.jobs().resume(brokenOff(opened, asked))));
        return switch (asked) {
            case Spec.Distillation(StudyRequest request) -> {
                StudyService.Plan plan = studies.plan(request);
                StudyText.print(err(), plan);
                err().flush();
                yield said(await(studies.submit(request.withName(plan.name()))));
            }
            case Spec.Sampling(SamplingStudyRequest request) -> {
                StudyService.SamplingPlan plan = studies.plan(request);
                StudyText.print(err(), plan);
                err().flush();
                yield said(await(studies.submit(request.withName(plan.name()))));
            }
        };
    }

    private long brokenOff(Project opened, Spec asked) {
        OptionalLong job = switch (asked) {
            case Spec.Distillation(StudyRequest request) -> opened.jobs().brokenOff(request);
            case Spec.Sampling(SamplingStudyRequest request) -> opened.jobs().brokenOff(request);
        };
        return job.orElseThrow(() -> new JobException("No study of the specification " + spec
                + " has broken off in this project: leave --resume out to begin it, or look at --list."));
    }

    private int show(StudyService studies, String name) {
        Study study = studies.all().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow(() -> {
            List<String> names = studies.all().stream().map(Study::name).toList();
            return new JobException("There is no study \"" + name + "\" in this project"
                    + (names.isEmpty() ? "." : "; it has: " + String.join(", ", names) + "."));
        });
        return said(study.kind().equals(SAMPLING) ? studies.sampling(name) : studies.outcome(name));
    }

    private int list(StudyService studies) {
        if (json) {
            ObjectNode node = object();
            var array = node.putArray("studies");
            studies.all().forEach(s -> array.addObject().put("study", s.name()).put("kind", s.kind()).put("at", s.at().toString()));
            print(node);
        } else {
            studies.all().forEach(s -> out().printf("%-32s %-12s %s%n", s.name(), s.kind(), s.at()));
        }
        return Cli.DONE;
    }

    private int said(@Nullable Object result) {
        return switch (result) {
            case StudyOutcome outcome -> {
                write(StudyFiles.of(outcome));
                if (json)
                    print(StudyJson.of(outcome));
                else
                    StudyText.print(out(), outcome);
                yield Cli.DONE;
            }
            case SamplingOutcome outcome -> {
                write(StudyFiles.of(outcome));
                if (json)
                    print(StudyJson.of(outcome));
                else
                    StudyText.print(out(), outcome);
                yield Cli.DONE;
            }
            case null, default -> throw new JobException("The study gave no result.");
        };
    }

    private static void checkEmpty(Path folder) {
        if (!Files.exists(folder))
            return;
        try (Stream<Path> there = Files.list(folder)) {
            if (there.findAny().isPresent())
                throw new JobException("The folder " + folder + " is not empty: name a new one for the tables and figures.");
        } catch (IOException e) {
            throw new JobException(folder + " is no folder that can be read: name another one for the tables and figures.", e);
        }
    }

    /// @param files by name
    private void write(Map<String, byte[]> files) {
        if (to == null)
            return;
        try {
            Files.createDirectories(to);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(to.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new JobException("The tables and figures cannot be written to " + to
                    + ": make room there or name another folder; the study itself is kept, and --show prints it.", e);
        }
    }
}
