package concord.ui.label;

import concord.app.LabelService.Order;
import concord.model.Sample;
import concord.ui.Texts;
import concord.ui.control.Parts;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// Asks once who is labelling, which texts and in what order.
final class SetupCard extends VBox {
    private static final String ALL = "";

    private final TextField person = new TextField();
    private final FlowPane people = new FlowPane(8, 8);
    private final ComboBox<String> sample = new ComboBox<>();
    private final ComboBox<Order> order = new ComboBox<>();
    private final TextField seed = new TextField();
    private final Label failure = Parts.wrapped("", "t-note", "ink-bad");
    private final Button start;
    private final Consumer<Choice> begin;

    SetupCard(Consumer<Choice> begin) {
        super(16);
        this.begin = begin;
        getStyleClass().addAll("card", "setup-card");
        setPadding(new Insets(28));
        setMaxWidth(520);
        setMaxHeight(USE_PREF_SIZE);
        person.setId("person");
        person.getStyleClass().add("input");
        person.setPromptText(Texts.get("label.personPrompt"));
        person.setOnAction(_ -> go());
        seed.getStyleClass().add("input");
        seed.setMaxWidth(140);
        sample.setMaxWidth(Double.MAX_VALUE);
        order.setMaxWidth(Double.MAX_VALUE);
        order.getItems().setAll(Order.values());
        order.setConverter(converter(SetupCard::words));
        sample.setConverter(converter(name -> name.equals(ALL) ? Texts.get("label.allTexts") : name));
        start = Parts.primary(Texts.get("label.start"), "arrow-right", this::go, "lg");
        start.setId("start-labelling");
        start.disableProperty().bind(person.textProperty().map(String::isBlank));
        getChildren().addAll(Parts.wrapped(Texts.get("label.setupTitle"), "t-title"), Parts.wrapped(Texts.get("label.setupHint"), "ink-2"),
                field("label.person", person), people, field("label.sample", sample), field("label.order", order),
                field("label.seed", seed),
                failure, start);
        failure.managedProperty().bind(failure.textProperty().isNotEmpty());
        seed.disableProperty().bind(order.valueProperty().isEqualTo(Order.FILE).or(order.valueProperty().isEqualTo(Order.DRAWN)));
    }

    /// @param known people already there
    void show(Choice now, List<String> known, List<Sample> samples, String problem) {
        person.setText(now.person());
        people.getChildren().clear();
        for (String name : known) {
            people.getChildren().add(Parts.button(name, "user", () -> {
                person.setText(name);
                person.requestFocus();
                person.end();
            }, "sm"));
        }
        people.setVisible(!known.isEmpty());
        people.setManaged(!known.isEmpty());
        sample.getItems().setAll(ALL);
        samples.forEach(s -> sample.getItems().add(s.name()));
        sample.setValue(now.sample() != null && sample.getItems().contains(now.sample()) ? now.sample() : ALL);
        order.setValue(now.order());
        seed.setText(String.valueOf(now.seed()));
        failure.setText(problem);
        person.requestFocus();
        person.selectAll();
    }

    static String words(Order order) {
        return switch (order) {
            case RANDOM -> Texts.get("label.orderRandom");
            case FILE -> Texts.get("label.orderFile");
            case UNCERTAINTY -> Texts.get("label.orderUncertainty");
            case DISAGREEMENT -> Texts.get("label.orderDisagreement");
            case DRAWN -> Texts.get("label.orderDrawn");
        };
    }

    private void go() {
        if (person.getText().isBlank())
            return;
        try {
            long number = Long.parseLong(seed.getText().strip());
            failure.setText("");
            String chosen = sample.getValue();
            begin.accept(new Choice(person.getText().strip(), ALL.equals(chosen) ? null : chosen,
                    Objects.requireNonNullElse(order.getValue(), Order.RANDOM), number));
        } catch (NumberFormatException wrong) {
            failure.setText(Texts.get("label.seedWrong", seed.getText()));
        }
    }

    private static Node field(String key, Control control) {
        Label name = Parts.text(Texts.get(key), "t-note", "t-medium", "ink-2");
        name.setLabelFor(control);
        return new VBox(6, name, control);
    }

    private static <T> StringConverter<T> converter(Function<T, String> words) {
        return new StringConverter<>() {
            @Override
            public String toString(@Nullable T value) {
                return value == null ? "" : words.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("the choice is not typed");
            }
        };
    }
}
