package concord.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.model.Label;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        ImportRequest request = new ImportRequest("f", ReadOptions.GUESS, null, false, "v", VariableKind.ORDINAL, null, null, null,
                Map.of());
        Variable made = Imports.variable(request, Optional.empty(), List.of("1", "2", "5"));
        assertThat(made).isEqualTo(new Variable("v", VariableKind.ORDINAL, "", "", List.of(Label.named("1", 0), Label.named("2", 1),
                Label.named("5", 2))));
        assertThat(Imports.variable(request, Optional.of(made), List.of("5", "1"))).isNull();
        assertThat(Imports.variable(request, Optional.of(made), List.of("3")).labels())
                .containsExactly(Label.named("1", 0), Label.named("2", 1), Label.named("3", 3), Label.named("5", 2));
        Variable words = variable(key("yes", "y"), key("no", null));
        assertThat(Imports.variable(request, Optional.of(words), List.of("maybe", "no")).labelNames()).containsExactly("yes", "no",
                "maybe");
        assertThat(Imports.variable(request, Optional.empty(), List.of())).isNull();
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
