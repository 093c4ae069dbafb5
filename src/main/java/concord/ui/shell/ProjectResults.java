package concord.ui.shell;

import concord.app.Project;
import concord.app.ResultsService;
import concord.model.Annotator;
import concord.model.UnitFilter;
import concord.model.UnitQuery;
import concord.stats.BootstrapOptions;
import concord.stats.PairwiseFigures;
import concord.stats.RankingFigures;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The live results' figures from an open project.
final class ProjectResults implements ResultsViewModel.Source {
    private final Project project;

    ProjectResults(Project project) {
        this.project = project;
    }

    @Override
    public List<Annotator> annotators() {
        return project.data().annotators();
    }

    @Override
    public Map<String, Long> counts(String variable) {
        return project.data().counts(variable);
    }

    @Override
    public boolean hasFinal(String variable) {
        return project.data().find(UnitQuery.ALL.with(new UnitFilter.HasFinal(variable, true))).length > 0;
    }

    @Override
    public PairwiseFigures pairwise(String variable, AnnotatorPair pair, BootstrapOptions bootstrap) {
        ResultsService results = project.results();
        return results.pairwise(variable, pair.reference(), pair.other(), null, bootstrap);
    }

    @Override
    public List<String> scorers(String variable) {
        return project.results().scorers(variable);
    }

    @Override
    public @Nullable RankingFigures ranking(String variable, AnnotatorPair pair, BootstrapOptions bootstrap) {
        return project.results().ranks(variable)
                ? project.results().ranking(variable, pair.reference(), pair.other(), null, null, bootstrap)
                : null;
    }

    @Override
    public void remember(String key, String value) {
        project.settings().remember(key, value);
    }

    @Override
    public @Nullable String remembered(String key) {
        return project.settings().remembered(key).orElse(null);
    }
}
