package concord.app;

import concord.job.JobHandle;
import concord.job.JobListener;
import concord.job.Progress;
import concord.model.request.StudyRequest;
import java.nio.file.Path;

/// Runs a study until it is killed, and says how far it is. Arguments: the home, the project file, the request as JSON.
final class KilledStudy {
    private KilledStudy() {
    }

    public static void main(String[] args) {
        try (AppContext app = new AppContext(new Home(Path.of(args[0]))); Project project = app.open(Path.of(args[1]))) {
            JobHandle<?> job = project.studies().submit(Json.read(args[2], StudyRequest.class, "the request"));
            job.listen(new JobListener() {
                @Override
                public void progress(JobHandle<?> handle, Progress progress) {
                    System.out.println(progress.phase());
                }
            });
            job.await();
        }
    }
}
