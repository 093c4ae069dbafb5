package concord.ui.shell;

import concord.model.Variable;
import concord.stats.PairwiseFigures;
import concord.ui.control.Parts;
import java.util.List;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

final class ResultsCharts {
    ResultsCharts(Workspace workspace) {
    }

    Node exportMenu() {
        return Parts.gap(0);
    }

    void clear() {
    }

    List<Node> show(PairwiseFigures figures, AnnotatorPair pair, @Nullable Variable variable) {
        return List.of();
    }
}
