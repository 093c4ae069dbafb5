package concord.app;

import concord.store.AnnotationRepository;
import concord.store.CodebookRepository;
import concord.store.JobRepository;
import concord.store.ProjectStore;
import concord.store.RunRepository;
import concord.store.SampleRepository;
import concord.store.SettingRepository;
import concord.store.StudyRepository;
import concord.store.TeachingRepository;
import concord.store.UnitRepository;

/// The project file as the services see it: what it refuses comes as this room's exceptions.
record Repositories(UnitRepository units, AnnotationRepository annotations, CodebookRepository codebooks, SampleRepository samples,
        RunRepository runs, TeachingRepository teachings, StudyRepository studies, JobRepository jobs, SettingRepository settings) {
    static Repositories of(ProjectStore store) {
        return new Repositories(Sentences.keep(UnitRepository.class, store.units()),
                Sentences.keep(AnnotationRepository.class, store.annotations()),
                Sentences.keep(CodebookRepository.class, store.codebooks()), Sentences.keep(SampleRepository.class, store.samples()),
                Sentences.keep(RunRepository.class, store.runs()),
                Sentences.keep(TeachingRepository.class, store.teachings()), Sentences.keep(StudyRepository.class, store.studies()),
                Sentences.keep(JobRepository.class, store.jobs()),
                Sentences.keep(SettingRepository.class, store.settings()));
    }
}
