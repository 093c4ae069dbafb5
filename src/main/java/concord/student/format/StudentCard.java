package concord.student.format;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.student.StudentException;
import concord.student.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// concord.json: what a student folder needs beyond the Hugging Face files.
///
/// @param base        what it was started from
/// @param maxLength   tokens a text is cut to
/// @param task        what the outputs mean; a card that does not say is of a student with one label a text
/// @param labels      the answers there are; the outputs of the network are these only where the task gives each label one
/// @param temperature the logits are divided by it before they become probabilities; 1 leaves them
/// @param thresholds  of a student whose number is a cosine: a label but the lowest is given above its threshold, rising in their order; else empty
@JsonIgnoreProperties(ignoreUnknown = true)
public record StudentCard(int version, String base, Task task, List<String> labels, int maxLength, double temperature,
        List<Double> thresholds) {
    public static final int VERSION = 1;
    private static final String FILE = "concord.json";

    public StudentCard {
        task = task == null ? Task.SINGLE : task;
        labels = List.copyOf(labels);
        thresholds = thresholds == null ? List.of() : List.copyOf(thresholds);
    }

    /// Empty for a folder that another program made.
    public static Optional<StudentCard> read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file))
            return Optional.empty();
        StudentCard card;
        try {
            card = new ObjectMapper().readValue(file.toFile(), StudentCard.class);
        } catch (IOException | NullPointerException e) {
            throw new StudentException("The file " + file + " is damaged; train the student again or delete the file.", e);
        }
        if (card.version > VERSION)
            throw new StudentException("The student in " + folder + " was made by a newer version of Concord; update Concord to use it.");
        return Optional.of(card);
    }

    public void write(Path folder) throws IOException {
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(folder.resolve(FILE).toFile(), this);
    }
}
