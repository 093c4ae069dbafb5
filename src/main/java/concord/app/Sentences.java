package concord.app;

import concord.dataset.DatasetException;
import concord.job.JobException;
import concord.store.ProjectInUseException;
import concord.store.StoreException;
import concord.student.StudentException;
import concord.teacher.TeacherException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/// Turns what the inner rooms throw into this room's exceptions, keeping their one sentence, so that callers need to know only these.
final class Sentences {
    private Sentences() {
    }

    static <T> T keep(Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreException | DatasetException | StudentException | TeacherException e) {
            throw of(e);
        }
    }

    static void keep(Runnable work) {
        keep(() -> {
            work.run();
            return true;
        });
    }

    /// For the body of a job.
    static <T> T keepInJob(Callable<T> work) throws Exception {
        try {
            return work.call();
        } catch (StoreException | DatasetException | StudentException | TeacherException | AppException e) {
            throw new JobException(String.valueOf(e.getMessage()), e);
        }
    }

    /// The repository, its failures translated.
    static <T> T keep(Class<T> type, T repository) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (_, method, arguments) -> {
            try {
                return method.invoke(repository, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof StoreException refused ? of(refused) : e.getCause();
            }
        }));
    }

    private static RuntimeException of(RuntimeException e) {
        String sentence = String.valueOf(e.getMessage());
        return e instanceof ProjectInUseException busy
                ? new ProjectBusyException(busy.file(), sentence, e)
                : new AppException(sentence, e);
    }
}
