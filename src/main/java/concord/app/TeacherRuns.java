package concord.app;

import concord.model.Teaching;
import concord.model.request.TeachRequest;
import java.util.List;
import java.util.regex.Pattern;

/// Names of teaching runs, which are the names of their teachers too.
final class TeacherRuns {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,63}");
    private static final int LONGEST = 40;
    private final Repositories store;

    TeacherRuns(Repositories store) {
        this.store = store;
    }

    /// @throws AppException naming the runs there are
    Teaching named(String name) {
        return store.teachings().byName(name).orElseThrow(() -> {
            List<String> names = store.teachings().all().stream().map(Teaching::name).toList();
            return new AppException("There is no teaching run \"" + name + "\" in this project"
                    + (names.isEmpty() ? ": let a teacher label first." : "; there are " + Names.list(names) + "."));
        });
    }

    TeachRequest request(Teaching run) {
        return Json.read(run.request(), TeachRequest.class, "The request of the run \"" + run.name() + "\"").withRun(run.name());
    }

    /// The request with its run named.
    TeachRequest named(TeachRequest request) {
        String run = request.run();
        if (run == null)
            return request.withRun(next(base(request.teacher())));
        if (!NAME.matcher(run).matches() || run.endsWith(".") || run.endsWith(" "))
            throw new AppException("\"" + run + "\" cannot be the name of a run: use letters, digits, spaces, dots, - and _, at most 64.");
        if (taken(run))
            throw new AppException("The name \"" + run + "\" is taken in this project: choose another for the run.");
        return request;
    }

    private static String base(String teacher) {
        String model = teacher.substring(teacher.indexOf(':') + 1);
        String last = Names.file(model).replaceAll("[^\\p{L}\\p{N}._-]+", "-").replaceAll("^[^\\p{L}\\p{N}]+", "");
        return last.isEmpty() ? "teacher" : last.substring(0, Math.min(LONGEST, last.length()));
    }

    private String next(String base) {
        int number = 1;
        while (taken(base + "-" + number)) {
            number++;
        }
        return base + "-" + number;
    }

    private boolean taken(String name) {
        return name.equals(ResultsService.FINAL) || store.teachings().byName(name).isPresent()
                || Names.find(name, store.annotations().annotators()) != null || store.runs().byName(name).isPresent();
    }

    /// A free name that begins with this one.
    String like(String name) {
        return next(name.substring(0, Math.min(LONGEST + 10, name.length())));
    }
}
