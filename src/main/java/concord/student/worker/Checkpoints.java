package concord.student.worker;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.model.result.TrainOutcome;
import concord.student.StudentException;
import concord.student.format.Safetensors;
import concord.student.format.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The folder of an unfinished training: after each epoch the weights, the optimizer's state and where it stands.
///
/// The state file is moved into place last and names the weight files that go with it, so a crash at any moment leaves the last or the new
/// checkpoint whole. Random numbers need no state: each epoch starts them again from the seed and the epoch's number.
final class Checkpoints {
    private static final String STATE = "state.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final String fingerprint;

    /// @param fingerprint of the request, the data and the start; a checkpoint of another one is not continued
    Checkpoints(Path folder, String fingerprint) {
        this.folder = folder;
        this.fingerprint = fingerprint;
    }

    /// @param epoch      finished epochs
    /// @param weights    file with weights and optimizer state after that epoch
    /// @param best       file with the averaged weights of the best epoch
    /// @param validation figures of the best epoch
    /// @param rows       texts the memory has been found to suffice for at once
    @JsonIgnoreProperties(ignoreUnknown = true)
    record State(String fingerprint, int epoch, String weights, String best, int bestEpoch, Map<String, Double> validation,
            List<TrainOutcome.Epoch> history, int rows) {}

    /// The state to continue from; whatever does not belong to it is removed.
    Optional<State> open() {
        try {
            Files.createDirectories(folder);
            Optional<State> state = readState();
            Set<String> keep = state.map(s -> Set.of(STATE, s.weights(), s.best())).orElse(Set.of());
            removeAllBut(keep);
            return state;
        } catch (IOException e) {
            throw new StudentException("The folder " + folder + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private Optional<State> readState() {
        Path file = folder.resolve(STATE);
        if (!Files.isRegularFile(file))
            return Optional.empty();
        try {
            State state = JSON.readValue(file.toFile(), State.class);
            boolean ours = fingerprint.equals(state.fingerprint()) && Files.isRegularFile(folder.resolve(state.weights()))
                    && Files.isRegularFile(folder.resolve(state.best()));
            return ours ? Optional.of(state) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void restore(State state, Network network, AdamW optimizer) {
        try (Safetensors file = Safetensors.open(folder.resolve(state.weights()))) {
            network.restore(file::floats);
            optimizer.restore(file::floats);
        }
    }

    Path best(State state) {
        return folder.resolve(state.best());
    }

    /// Saves the end of an epoch. `previous` is the state before it, or null for the first.
    State save(int epoch, boolean better, Validation validation, List<TrainOutcome.Epoch> history, int rows, Network network,
            AdamW optimizer, @org.jspecify.annotations.Nullable State previous) {
        try {
            String best = "best-" + epoch + ".safetensors";
            if (better || previous == null)
                SafetensorsWriter.write(folder.resolve(best), network.sources(optimizer.averages()));
            Map<String, SafetensorsWriter.Source> tensors = network.sources(network.weights());
            tensors.putAll(optimizer.sources());
            String weights = "epoch-" + epoch + ".safetensors";
            SafetensorsWriter.write(folder.resolve(weights), tensors);
            State next = better || previous == null
                    ? new State(fingerprint, epoch, weights, best, epoch, validation.words(), List.copyOf(history), rows)
                    : new State(fingerprint, epoch, weights, previous.best(), previous.bestEpoch(), previous.validation(),
                            List.copyOf(history), rows);
            Path part = folder.resolve(STATE + ".tmp");
            JSON.writeValue(part.toFile(), next);
            SafetensorsWriter.moveIntoPlace(part, folder.resolve(STATE));
            removeAllBut(Set.of(STATE, next.weights(), next.best()));
            return next;
        } catch (IOException e) {
            throw new StudentException("The checkpoint in " + folder + " cannot be written: " + e.getMessage()
                    + ". Free some disk space and start again; the training goes on after its last finished epoch.", e);
        }
    }

    private void removeAllBut(Set<String> keep) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!keep.contains(file.getFileName().toString()))
                    Folders.delete(file);
            }
        }
    }
}
