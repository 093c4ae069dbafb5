package concord.app;

import concord.model.Annotator;
import concord.model.Codebook;
import concord.model.Label;
import concord.model.Variable;
import concord.store.AnnotationRepository;
import concord.store.AnnotationRepository.LabelColumn;
import concord.store.CodebookRepository;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The codebook and its versions.
public final class CodebookService {
    private final CodebookRepository codebooks;
    private final AnnotationRepository annotations;
    private final UnitIndex index;
    private final Changes changes;

    CodebookService(CodebookRepository codebooks, AnnotationRepository annotations, UnitIndex index, Changes changes) {
        this.codebooks = codebooks;
        this.annotations = annotations;
        this.index = index;
        this.changes = changes;
    }

    public Codebook current() {
        return codebooks.current();
    }

    public List<Codebook> versions() {
        return codebooks.versions();
    }

    /// Makes the next version; the same codebook again makes none.
    ///
    /// @throws AppException when a name is empty or double, a shortcut is taken or reserved (letters f, c, g, h, n and digits beyond the label's own position), or a label in use disappears
    public Codebook save(List<Variable> variables, String author, String reason) {
        CodebookRules.check(variables);
        Codebook before = current();
        if (before.variables().equals(variables))
            return before;
        for (Variable old : before.variables()) {
            Set<String> gone = new LinkedHashSet<>(old.labelNames());
            variables.stream().filter(v -> v.name().equals(old.name())).forEach(v -> v.labelNames().forEach(gone::remove));
            boolean whole = variables.stream().noneMatch(v -> v.name().equals(old.name()));
            refuseInUse(old.name(), gone, whole);
        }
        Codebook saved = codebooks.save(variables, author, reason);
        changes.tell(Change.CODEBOOK);
        return saved;
    }

    private void refuseInUse(String variable, Set<String> gone, boolean whole) {
        for (String annotator : index.annotatorsOf(variable)) {
            LabelCodes column = index.labels(variable, annotator);
            for (String label : gone) {
                long count = column.count(label);
                if (count > 0)
                    throw new AppException(
                            "The label \"" + label + "\" of \"" + variable + "\" is in use (" + count + " units, " + annotator
                                    + "): it cannot be removed or renamed" + (whole ? " with its variable" : "") + ".");
            }
        }
    }

    /// The variable of this name in the current version.
    ///
    /// @throws AppException naming those that exist
    Variable variable(String name) {
        Codebook codebook = current();
        return codebook.variable(name)
                .orElseThrow(() -> new AppException("There is no variable \"" + name + "\" in this project"
                        + (codebook.variables().isEmpty()
                                ? ": its codebook is empty."
                                : "; it has " + Names.list(codebook.variables().stream().map(Variable::name).toList()) + ".")));
    }

    /// What changed from one version to another, one line each.
    public List<Edit> diff(Codebook before, Codebook after) {
        List<Edit> edits = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        before.variables().forEach(v -> names.add(v.name()));
        after.variables().forEach(v -> names.add(v.name()));
        for (String name : names) {
            var old = before.variable(name);
            var now = after.variable(name);
            if (old.isEmpty()) {
                edits.add(new Edit(name, "", String.join(", ", now.orElseThrow().labelNames())));
            } else if (now.isEmpty()) {
                edits.add(new Edit(name, String.join(", ", old.get().labelNames()), ""));
            } else {
                diff(old.get(), now.get(), edits);
            }
        }
        return List.copyOf(edits);
    }

    private static void diff(Variable before, Variable after, List<Edit> edits) {
        String where = after.name() + " / ";
        edit(edits, where + "kind", before.kind().key(), after.kind().key());
        edit(edits, where + "question", before.question(), after.question());
        edit(edits, where + "instructions", before.instructions(), after.instructions());
        Set<String> names = new LinkedHashSet<>(before.labelNames());
        names.addAll(after.labelNames());
        for (String name : names) {
            Label none = Label.named(name, 0);
            boolean was = before.label(name).isPresent();
            boolean is = after.label(name).isPresent();
            edit(edits, where + name, was ? name : "", is ? name : "");
            Label old = before.label(name).orElse(none);
            Label now = after.label(name).orElse(none);
            if (!is)
                continue;
            edit(edits, where + name + " / definition", old.definition(), now.definition());
            edit(edits, where + name + " / examples", String.join("\n", old.examples()), String.join("\n", now.examples()));
            edit(edits, where + name + " / counter-examples", String.join("\n", old.counterExamples()),
                    String.join("\n", now.counterExamples()));
            edit(edits, where + name + " / key", old.shortcut() == null ? "" : old.shortcut(),
                    now.shortcut() == null ? "" : now.shortcut());
            if (was)
                edit(edits, where + name + " / colour", String.valueOf(old.slot() + 1), String.valueOf(now.slot() + 1));
        }
        List<String> kept = before.labelNames().stream().filter(after.labelNames()::contains).toList();
        List<String> order = after.labelNames().stream().filter(before.labelNames()::contains).toList();
        edit(edits, where + "order", String.join(", ", kept), String.join(", ", order));
    }

    private static void edit(List<Edit> edits, String where, String before, String after) {
        if (!before.equals(after))
            edits.add(new Edit(where, before, after));
    }

    /// @param where  "stance / Support / definition"
    /// @param before empty for something new
    /// @param after  empty for something removed
    public record Edit(String where, String before, String after) {}

    /// Labels by people given under an older version in which the variable read differently: another question, instruction, definition, example
    /// or order. A label that was only added since then, or a new key or colour, is no difference.
    public long stale(String variable) {
        Codebook now = current();
        var current = now.variable(variable);
        if (current.isEmpty())
            return 0;
        Set<Integer> different = new HashSet<>();
        for (Codebook version : versions()) {
            boolean same = version.variable(variable).map(v -> readsAlike(reading(v), reading(current.get()))).orElse(false);
            if (!same)
                different.add(version.version());
        }
        if (different.isEmpty())
            return 0;
        long stale = 0;
        for (Annotator annotator : annotations.annotators()) {
            if (!(annotator instanceof Annotator.Human))
                continue;
            LabelColumn column = annotations.column(variable, annotator.name(), false);
            for (int i = 0; i < column.units().length; i++) {
                if (column.labels()[i] != null && different.contains(column.codebookVersions()[i]))
                    stale++;
            }
        }
        return stale;
    }

    private static boolean readsAlike(Variable before, Variable now) {
        List<Label> kept = now.labels().stream().filter(l -> before.label(l.name()).isPresent()).toList();
        return before.equals(new Variable(now.name(), now.kind(), now.question(), now.instructions(), kept));
    }

    /// The variable without what does not bear on its meaning.
    private static Variable reading(Variable v) {
        return new Variable(v.name(), v.kind(), v.question(), v.instructions(),
                v.labels().stream().map(l -> new Label(l.name(), l.definition(), l.examples(), l.counterExamples(), null, 0)).toList());
    }
}
