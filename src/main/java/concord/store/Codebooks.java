package concord.store;

import concord.model.Codebook;
import concord.model.Label;
import concord.model.Variable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Codebook versions by SQL; the current one is kept in memory.
final class Codebooks implements CodebookRepository {
    private final Lanes lanes;
    private volatile Codebook current;

    Codebooks(Lanes lanes) {
        this.lanes = lanes;
        current = lanes.read(db -> db.first("select version, variables, at, author, reason from codebook order by version desc",
                Codebooks::codebook)).orElseThrow(() -> new StoreException(
                        "The project file holds no codebook, so it is damaged: restore it from a backup."));
    }

    private static Codebook codebook(ResultSet row) throws SQLException {
        return new Codebook(row.getInt(1), Json.variables(row.getString(2)), Times.at(row.getLong(3)), row.getString(4), row.getString(5));
    }

    @Override
    public Codebook current() {
        return current;
    }

    @Override
    public List<Codebook> versions() {
        return lanes
                .read(db -> db.list("select version, variables, at, author, reason from codebook order by version", Codebooks::codebook));
    }

    @Override
    public Codebook save(List<Variable> variables, String author, String reason) {
        Codebook saved = lanes.write(db -> insert(db, variables, author, reason));
        show(saved);
        return saved;
    }

    /// On the writer; the caller shows it once it is committed.
    Codebook insert(Db db, List<Variable> variables, String author, String reason) throws SQLException {
        Set<String> names = new HashSet<>();
        for (Variable variable : variables) {
            if (!names.add(variable.name()))
                throw new StoreException("Two variables are called \"" + variable.name() + "\": give each its own name.");
        }
        Instant at = Instant.now();
        Codebook next = new Codebook((int) db.number("select max(version) from codebook") + 1, variables, at, author, reason);
        db.update("insert into codebook values (?, ?, ?, ?, ?)", next.version(), Json.write(next.variables()), Times.of(at), author,
                reason);
        return next;
    }

    synchronized void show(Codebook saved) {
        if (saved.version() > current.version())
            current = saved;
    }

    /// The variables with this one in: new, or with its new labels; empty when the codebook holds it all.
    Optional<List<Variable>> with(Variable wanted) {
        List<Variable> variables = new ArrayList<>(current.variables());
        Optional<Variable> known = current.variable(wanted.name());
        if (known.isEmpty()) {
            variables.add(wanted);
            return Optional.of(variables);
        }
        List<String> names = known.get().labelNames();
        List<Label> fresh = wanted.labels().stream().filter(l -> !names.contains(l.name())).toList();
        if (fresh.isEmpty())
            return Optional.empty();
        Variable next = wanted;
        if (!wanted.labelNames().containsAll(names)) {
            // a label of the codebook that the file does not use stays, with its definition
            List<Label> labels = new ArrayList<>(known.get().labels());
            labels.addAll(fresh);
            next = new Variable(wanted.name(), known.get().kind(), known.get().question(), known.get().instructions(), labels);
        }
        variables.set(variables.indexOf(known.get()), next);
        return Optional.of(variables);
    }
}
