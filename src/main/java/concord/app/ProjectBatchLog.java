package concord.app;

import concord.store.TeachingRepository;
import concord.teacher.BatchLog;
import java.util.List;
import java.util.Locale;

/// The batches of one run in the project file.
final class ProjectBatchLog implements BatchLog {
    private final TeachingRepository store;
    private final String run;

    ProjectBatchLog(TeachingRepository store, String run) {
        this.store = store;
        this.run = run;
    }

    @Override
    public void save(Batch batch) {
        store.saveBatch(run, new TeachingRepository.Batch(batch.token(), batch.id(), batch.at(), batch.requests(),
                batch.state().name().toLowerCase(Locale.ROOT)));
    }

    @Override
    public List<Batch> open() {
        return store.batches(run).stream()
                .map(b -> new Batch(b.token(), b.providerId(), b.at(), b.requests(), State.valueOf(b.state().toUpperCase(Locale.ROOT))))
                .filter(b -> b.state() != State.COLLECTED).toList();
    }
}
