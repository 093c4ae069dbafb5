package concord.ui.study;

import concord.model.Study;
import concord.study.SamplingOutcome;
import concord.study.StudyOutcome;
import concord.ui.Texts;
import concord.ui.shell.Screen;
import concord.ui.shell.Workspace;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Studies: students of several arms compared on the same human labels, and ways to choose what a teacher labels next.
public final class StudyScreen implements Screen {
    private final StudiesViewModel model;
    private final SetUpViewModel setUp;
    private final StudyHeader header;
    private final VBox page;
    private final StackPane body = new StackPane();
    private final StackPane side = new StackPane();
    private final NoStudies none;
    private final SetUpView form;
    private final PlanSide plan;
    private final OutcomeView outcome;
    private final StudySide results;
    private final SamplingSetUpViewModel samplingSetUp;
    private final SamplingSetUpView samplingForm;
    private final SamplingPlanSide samplingPlan;
    private final SamplingOutcomeView sampling;
    private Page asked = Page.STUDY;

    /// What is asked to be seen.
    private enum Page {
        STUDY, SET_UP, SAMPLING_SET_UP
    }

    public StudyScreen(Workspace workspace) {
        this(workspace, new ProjectStudies(workspace.project().studies(), workspace.project().jobs()));
    }

    StudyScreen(Workspace workspace, Studies studies) {
        model = new StudiesViewModel(workspace, studies);
        setUp = new SetUpViewModel(workspace, studies);
        OutcomeViewModel shown = new OutcomeViewModel(model);
        header = new StudyHeader(model, actions());
        none = new NoStudies(setUp, this::fresh, () -> go(Page.SAMPLING_SET_UP));
        form = new SetUpView(setUp, () -> go(Page.STUDY));
        plan = new PlanSide(setUp);
        outcome = new OutcomeView(shown, model);
        results = new StudySide(shown);
        samplingSetUp = new SamplingSetUpViewModel(workspace, studies);
        samplingForm = new SamplingSetUpView(samplingSetUp, () -> go(Page.STUDY));
        samplingPlan = new SamplingPlanSide(samplingSetUp);
        sampling = new SamplingOutcomeView(model, shown);
        setUp.onStart(_ -> begun());
        samplingSetUp.onStart(_ -> begun());
        body.setMinHeight(0);
        VBox.setVgrow(body, Priority.ALWAYS);
        page = new VBox(16, header, body);
        page.setPadding(new Insets(24, 24, 20, 24));
        page.setMinSize(0, 0);
        page.setId("study-screen");
        model.loadedProperty().addListener((_, _, _) -> choose());
        model.selectedProperty().addListener((_, _, _) -> choose());
        choose();
    }

    private StudyHeader.Actions actions() {
        return new StudyHeader.Actions() {
            @Override
            public void distillation() {
                fresh();
            }

            @Override
            public void sampling() {
                go(Page.SAMPLING_SET_UP);
            }

            @Override
            public void again() {
                StudyOutcome now = model.outcomeProperty().get();
                SamplingOutcome loop = model.samplingProperty().get();
                if (now != null) {
                    setUp.again(now.request());
                    go(Page.SET_UP);
                } else if (loop != null) {
                    samplingSetUp.again(loop.request());
                    go(Page.SAMPLING_SET_UP);
                }
            }
        };
    }

    private void fresh() {
        setUp.fresh();
        go(Page.SET_UP);
    }

    private void begun() {
        go(Page.STUDY);
        model.refresh();
    }

    private void go(Page to) {
        asked = to;
        if (to != Page.SET_UP)
            setUp.leave();
        if (to == Page.SAMPLING_SET_UP)
            samplingSetUp.enter();
        else
            samplingSetUp.leave();
        choose();
    }

    private void choose() {
        Study study = model.selectedProperty().get();
        if (!model.loadedProperty().get()) {
            body.getChildren().clear();
        } else if (asked == Page.SET_UP) {
            header.plain(Texts.get("study.set.what"));
            show(form, plan);
        } else if (asked == Page.SAMPLING_SET_UP) {
            header.plain(Texts.get("study.set.sampling.what"));
            show(samplingForm, samplingPlan);
        } else if (study == null) {
            header.full();
            show(none, results);
        } else if (study.kind().equals(Study.SAMPLING)) {
            header.full();
            show(sampling, sampling.side());
        } else {
            header.full();
            show(outcome, results);
        }
    }

    private void show(Node centre, Node beside) {
        body.getChildren().setAll(centre);
        side.getChildren().setAll(beside);
    }

    @Override
    public String id() {
        return "study";
    }

    @Override
    public Node view() {
        return page;
    }

    @Override
    public @Nullable Node side() {
        return side;
    }

    @Override
    public void shown() {
        model.shown();
        setUp.shown();
        samplingSetUp.shown();
    }

    @Override
    public void hidden() {
        model.hidden();
        setUp.hidden();
        samplingSetUp.hidden();
    }

    @Override
    public void dispose() {
        model.dispose();
    }
}
