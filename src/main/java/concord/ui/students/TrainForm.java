package concord.ui.students;

import concord.model.request.Recipe;
import concord.model.request.TrainRequest;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.Property;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// What a training is asked to do, as its form edits it. An empty sample stands for all, a zero for the student's own default.
final class TrainForm {
    final StringProperty student = new SimpleStringProperty("minilm");
    final StringProperty labelsFrom = new SimpleStringProperty("");
    final StringProperty sample = new SimpleStringProperty("");
    final StringProperty excluded = new SimpleStringProperty("");
    final DoubleProperty validation = new SimpleDoubleProperty(0.2);
    final IntegerProperty epochs = new SimpleIntegerProperty();
    final IntegerProperty batch = new SimpleIntegerProperty();
    final DoubleProperty learningRate = new SimpleDoubleProperty();
    final IntegerProperty maxLength = new SimpleIntegerProperty();
    final BooleanProperty classWeights = new SimpleBooleanProperty();
    final IntegerProperty patience = new SimpleIntegerProperty(3);
    final LongProperty seed = new SimpleLongProperty(1);
    final StringProperty device = new SimpleStringProperty("auto");

    /// Everything that changes the request.
    List<Property<?>> properties() {
        return List.of(student, labelsFrom, sample, excluded, validation, epochs, batch, learningRate, maxLength, classWeights, patience,
                seed,
                device);
    }

    TrainRequest request(String variable) {
        return new TrainRequest(null, variable, student.get(), labelsFrom.get(), blankIsNull(sample.get()), blankIsNull(excluded.get()),
                validation.get(), seed.get(), device.get(), null,
                Recipe.DEFAULT.withEpochs(epochs.get()).withBatch(batch.get()).withLearningRate(learningRate.get())
                        .withMaxLength(maxLength.get()).withClassWeights(classWeights.get()).withPatience(patience.get()));
    }

    private static @org.jspecify.annotations.Nullable String blankIsNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
