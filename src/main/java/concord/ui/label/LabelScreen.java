package concord.ui.label;

import concord.app.Change;
import concord.app.LabelService.Order;
import concord.app.Project;
import concord.app.ProjectSettings;
import concord.app.ProjectSettings.Reveal;
import concord.app.Settings;
import concord.model.Codebook;
import concord.model.Sample;
import concord.model.Variable;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.control.SingleFile;
import concord.ui.shell.Screen;
import concord.ui.shell.Workspace;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.value.ChangeListener;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// The Label screen: one text at a time, by keyboard, blind unless the project says otherwise.
public final class LabelScreen implements Screen {
    private static final String SEED = "label.seed";
    private static final long FIRST_SEED = 42;

    private final Workspace workspace;
    private final LabelViewModel model;
    private final LabelView view;
    private final SetupCard setup;
    private Entering entering = Entering.DONE;
    private boolean visible;
    private final ChangeListener<Boolean> attention = (_, _, here) -> attend(here ? Attention.HERE : Attention.AWAY);
    private final ChangeListener<@Nullable Variable> otherVariable = (_, _, _) -> {
        if (visible)
            enter();
    };
    private final ChangeListener<String> otherPerson = (_, _, _) -> {
        if (visible && entering == Entering.DONE)
            enter();
    };
    private enum Attention {
        HERE, AWAY
    }

    private enum Entering {
        UNDER_WAY, DONE
    }

    private record Situation(long units, List<String> people, List<Sample> samples, Choice choice) {}

    public LabelScreen(Workspace workspace) {
        this.workspace = workspace;
        model = new LabelViewModel(new SingleFile(workspace::load), System::nanoTime);
        view = new LabelView(model, new LabelView.Ways() {
            @Override
            public void codebook() {
                workspace.screenProperty().set("codebook");
            }

            @Override
            public void audit() {
                workspace.screenProperty().set("audit");
            }

            @Override
            public void change() {
                ask();
            }
        });
        setup = new SetupCard(this::begin);
        model.noteProperty().addListener((_, _, note) -> {
            if (!note.isEmpty())
                workspace.message(note);
        });
        workspace.variableProperty().addListener(otherVariable);
        workspace.personProperty().addListener(otherPerson);
        workspace.on(this::changed, Change.UNITS, Change.CODEBOOK, Change.SETTINGS);
        view.sceneProperty().addListener((_, _, scene) -> watch(scene));
    }

    @Override
    public String id() {
        return "label";
    }

    @Override
    public Node view() {
        return view;
    }

    @Override
    public void shown() {
        visible = true;
        model.stopwatch().resume();
        if (model.started().isPresent() && workspace.focusUnitProperty().get() == null) {
            blind(model.started().get().reveal());
            view.focus();
        } else {
            enter();
        }
    }

    @Override
    public void hidden() {
        visible = false;
        workspace.blindProperty().set(false);
        model.stopwatch().pause();
    }

    @Override
    public void dispose() {
        workspace.variableProperty().removeListener(otherVariable);
        workspace.personProperty().removeListener(otherPerson);
        model.close();
    }

    private void changed() {
        if (visible) {
            enter();
        } else {
            model.close();
        }
    }

    /// Takes up labelling with what is remembered, or asks.
    private void enter() {
        read(situation -> {
            if (situation.choice().person().isBlank()) {
                setup(situation, "");
            } else {
                start(situation.choice());
            }
        });
    }

    private void ask() {
        workspace.blindProperty().set(false);
        read(situation -> setup(situation, ""));
    }

    private void read(Consumer<Situation> then) {
        Variable variable = workspace.variableProperty().get();
        Project project = workspace.project();
        String person = workspace.personProperty().get();
        workspace.load(() -> new Situation(project.data().units(), project.labels().people(), project.samples().all(),
                remembered(project.settings(), person)), situation -> {
                    if (situation.units() == 0) {
                        model.close();
                        view.instead(new Notice("inbox", Texts.get("label.noUnits"), Texts.get("label.noUnitsHint"),
                                Parts.primary(Texts.get("label.toData"), "upload", () -> workspace.screenProperty().set("data"))));
                    } else if (variable == null || variable.labels().isEmpty()) {
                        model.close();
                        view.instead(new Notice("book-open", Texts.get("label.noVariable"), Texts.get("label.noVariableHint"),
                                Parts.primary(Texts.get("label.toCodebook"), "book-open",
                                        () -> workspace.screenProperty().set("codebook"))));
                    } else {
                        then.accept(situation);
                    }
                });
    }

    private static Choice remembered(ProjectSettings settings, String person) {
        String sample = settings.remembered(NextSample.SAMPLE).orElse("");
        Order order = settings.remembered(NextSample.ORDER).map(o -> Order.valueOf(o.toUpperCase(Locale.ROOT))).orElse(Order.RANDOM);
        long seed = settings.remembered(SEED).map(Long::parseLong).orElse(FIRST_SEED);
        return new Choice(person, sample.isEmpty() ? null : sample, order, seed);
    }

    private void setup(Situation situation, String problem) {
        model.close();
        view.instead(setup);
        setup.show(situation.choice(), situation.people(), situation.samples(), problem);
    }

    private void begin(Choice choice) {
        entering = Entering.UNDER_WAY;
        Settings now = workspace.app().settings();
        Settings named = new Settings(now.theme(), now.textSize(), choice.person(), now.threads(), now.draws(), now.recent());
        workspace.load(() -> {
            ProjectSettings settings = workspace.project().settings();
            settings.remember(NextSample.SAMPLE, choice.sample() == null ? "" : choice.sample());
            settings.remember(NextSample.ORDER, choice.order().name().toLowerCase(Locale.ROOT));
            settings.remember(SEED, String.valueOf(choice.seed()));
            workspace.app().settings(named);
            return choice;
        }, this::start);
    }

    private void start(Choice choice) {
        Variable variable = workspace.variableProperty().get();
        Codebook codebook = workspace.codebookProperty().get();
        if (variable == null)
            return;
        Project project = workspace.project();
        Long unit = workspace.focusUnitProperty().get();
        workspace.focusUnitProperty().set(null);
        model.open(() -> new Start(
                project.labels().start(choice.person(), variable.name(), choice.sample(), choice.order(), choice.seed()), variable,
                codebook.version(), project.settings().reveal(), project.settings().keywords(), project.data().annotators()), unit,
                started -> {
                    entering = Entering.UNDER_WAY;
                    workspace.personProperty().set(choice.person());
                    entering = Entering.DONE;
                    blind(started.reveal());
                    view.begin(choice, started);
                }, problem -> {
                    entering = Entering.DONE;
                    read(situation -> setup(new Situation(situation.units(), situation.people(), situation.samples(), choice), problem));
                });
    }

    private void blind(Reveal reveal) {
        workspace.blindProperty().set(visible && reveal != Reveal.ALWAYS);
    }

    private void watch(@Nullable Scene scene) {
        if (scene == null)
            return;
        scene.windowProperty().flatMap(Window::focusedProperty).orElse(true).addListener(attention);
    }

    private void attend(Attention now) {
        if (now == Attention.HERE && visible) {
            model.stopwatch().resume();
        } else {
            model.stopwatch().pause();
        }
    }
}
