package concord.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.model.Label;
import concord.model.Variable;
import concord.model.VariableKind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CodebookRulesTest {
    @Test
    void keysAreFreeLettersOrTheLabelsOwnDigit() {
        assertThatCode(() -> CodebookRules.check(List.of(variable(key("a", "1"), key("b", "x"), key("c", null)))))
                .doesNotThrowAnyException();
        refused("used by the Label screen", key("a", "F"));
        refused("belongs to the label at that position", key("a", "2"));
        refused("given to both \"a\" and \"b\"", key("a", "x"), key("b", "X"));
        refused("not one character", key("a", "xy"));
    }

    @Test
    void namesAreThereAndDiffer() {
        refused("no name", key("", null));
        refused("names must differ", key("a", null), key("a", null));
        Variable one = variable(key("a", null));
        assertThatThrownBy(() -> CodebookRules.check(List.of(one, one))).hasMessageContaining("names must differ");
    }

    @Test
    void anImportMakesOrExtendsTheVariable() {
        Variable made = imported(null, "2", "1", "5");
        assertThat(made).isEqualTo(new Variable("v", VariableKind.ORDINAL, "", "", List.of(Label.named("1", 0), Label.named("2", 1),
                Label.named("5", 2))));
        assertThat(imported(made, "5", "1")).isNull();
        assertThat(imported(made, "3").labels())
                .containsExactly(Label.named("1", 0), Label.named("2", 1), Label.named("3", 3), Label.named("5", 2));
        Variable words = variable(key("yes", "y"), key("no", null));
        assertThat(imported(words, "maybe", "no").labelNames()).containsExactly("yes", "no",
                "maybe");
        assertThat(imported(null)).isNull();
    }

    private static Variable imported(@Nullable Variable existing, String... labels) {
        return Imports.variable("v", VariableKind.ORDINAL, Optional.ofNullable(existing), List.of(labels));
    }

    private static void refused(String part, Label... labels) {
        assertThatThrownBy(() -> CodebookRules.check(List.of(variable(labels)))).isInstanceOf(AppException.class)
                .hasMessageContaining(part);
    }

    private static Variable variable(Label... labels) {
        return new Variable("v", VariableKind.SINGLE, "", "", List.of(labels));
    }

    private static Label key(String name, String key) {
        return new Label(name, "", List.of(), List.of(), key, 0);
    }
}
