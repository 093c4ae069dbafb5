package concord.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.model.Label;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.result.ProviderInfo;
import concord.model.result.TeachEstimate;
import concord.model.result.TeacherInfo;
import concord.teacher.server.FakeProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is known and said before the first call.
class ChecksTest {
    private static final Keys NONE = name -> Optional.empty();

    private static Teachers keyless() {
        return new Teachers(NONE, texts -> new float[0][], PriceTable::own);
    }

    private static void refused(Lessons.Request request, String sentence) {
        assertThatThrownBy(() -> keyless().estimate(Lessons.lesson(request.make(), 5), List.of())).isInstanceOf(TeacherException.class)
                .hasMessage(sentence);
    }

    @Test
    void oneSentenceForEachWrongRequest() {
        refused(Lessons.request("openai", null), "Name the model too, as in openai:MODEL.");
        refused(Lessons.request("opnai:x", null),
                "There is no provider \"opnai\": use one of openai, azure, anthropic, gemini, mistral, ollama, compatible, embedded.");
        refused(Lessons.request("compatible:x", null), "OpenAI-compatible server needs the address of the server, as in"
                + " http://localhost:8080/v1.");
        refused(Lessons.request("compatible:x", "localhost:1"), "\"localhost:1\" is not the address of a server: it begins with http:// or"
                + " https://.");
        refused(Lessons.request("openai:gpt-4o", null).budget(0), "A spending cap of 0 allows no call: raise it or leave it out.");
        refused(Lessons.request("openai:unheard-of", null).budget(5),
                "The price of unheard-of is not known, so a spending cap cannot be held:"
                        + " add the model to the price table or leave the cap out.");
        refused(Lessons.request("anthropic:claude-haiku-4-5", null).temperature(1.5), "Anthropic's models take a temperature up to 1.");
        refused(Lessons.request("gemini:gemini-2.5-flash", null).batch(), "Google Gemini has no batch endpoint that can be used here.");
        refused(Lessons.request("embedded:bert", null), "The embedded teacher has one model: embedded:minilm.");
        assertThatThrownBy(() -> keyless().run(Lessons.lesson(Lessons.request("openai:gpt-4o", null).make(), 5), new MemoryLog(),
                new TestContext())).hasMessage("There is no key for OpenAI: set OPENAI_API_KEY, or enter it in the settings.");
    }

    @Test
    void saysWhatLeavesTheMachine() {
        TeacherInfo remote = keyless().about("openai:gpt-4o", null);
        assertThat(remote).returns(false, TeacherInfo::local).returns(TeacherInfo.Key.MISSING, TeacherInfo::key);
        assertThat(remote.leaves()).contains("go to OpenAI at api.openai.com");
        TeacherInfo local = keyless().about("compatible:qwen", "http://192.168.1.5:8000/v1");
        assertThat(local).returns(true, TeacherInfo::local).returns(TeacherInfo.Key.NOT_NEEDED, TeacherInfo::key);
        assertThat(keyless().about("embedded:minilm", null).leaves()).startsWith("Nothing leaves this machine");
        assertThat(keyless().about("ollama:llama3.2:3b", null)).returns("llama3.2:3b", TeacherInfo::model).returns(true,
                TeacherInfo::local);
        for (String far : List.of("http://8.8.8.8/v1", "https://openrouter.ai/api/v1", "http://172.32.0.1/v1", "http://[2001:db8::1]/v1")) {
            assertThat(keyless().about("compatible:x", far).local()).as(far).isFalse();
        }
        for (String near : List.of("http://127.0.0.1:1", "http://[::1]:8080/v1", "http://10.1.2.3", "http://172.20.0.1", "http://gpu:8000",
                "http://box.local", "http://[fd00::1]/v1")) {
            assertThat(keyless().about("compatible:x", near).local()).as(near).isTrue();
        }
    }

    @Test
    void estimatesAndSaysWhatItDoesNotKnow() {
        TeachEstimate known = keyless().estimate(Lessons.lesson(Lessons.request("openai:gpt-4o-mini", null).repeats(3).make(), 100),
                List.of());
        assertThat(known.calls()).isEqualTo(300);
        assertThat(known.costLow()).isPositive().isLessThan(known.costHigh());
        assertThat(known.tokensInLow()).isBetween(300L * 100, 300L * 400);
        assertThat(known.priceDate()).matches("\\d{4}-\\d{2}.*");
        assertThat(known.secondsLow()).isPositive().isLessThan(known.secondsHigh());
        assertThat(known.notes()).containsExactly(
                "At temperature 0 the answers to one unit hardly differ, so repeats say little about consistency.");
        TeachEstimate unknown = keyless().estimate(Lessons.lesson(Lessons.request("openai:gpt-9", null).make(), 10), List.of());
        assertThat(unknown.costLow()).isNull();
        assertThat(unknown.notes()).containsExactly("The price of gpt-9 is not in the price table.");
        TeachEstimate local = keyless().estimate(Lessons.lesson(Lessons.request("ollama:llama3", null).make(), 10), List.of());
        assertThat(local.costHigh()).isZero();
    }

    @Test
    void aBareCodebookIsPointedOut() {
        Variable bare = new Variable("topic", VariableKind.SINGLE, "", "", List.of(Label.named("a", 0), Label.named("b", 1)));
        Lesson usual = Lessons.lesson(Lessons.request("ollama:llama3", null).make(), 3);
        Lesson lesson = new Lesson("r", usual.request(), bare, 1, usual.units(), usual.source(), usual.examples());
        assertThat(keyless().estimate(lesson, List.of()).notes())
                .containsExactly("The codebook defines none of the labels of \"topic\": the teacher has only their names to go by.");
    }

    @Test
    void pricesHoldForAModelAndItsVersionsOnly(@TempDir Path folder) throws Exception {
        PriceTable own = PriceTable.own();
        assertThat(price(own, "openai:gpt-4o-2024-08-06")).isEqualTo(price(own, "openai:gpt-4o")).isPresent();
        assertThat(price(own, "openai:gpt-4o-mini")).isNotEqualTo(price(own, "openai:gpt-4o"));
        assertThat(price(own, "openai:gpt-4-0613")).isPresent();
        assertThat(price(own, "openai:gpt-4.9")).isEmpty();
        assertThat(price(own, "openai:gpt-4o-audio-preview")).isEmpty();
        assertThat(price(own, "anthropic:claude-sonnet-4-5-20250929")).isPresent();
        assertThat(price(own, "anthropic:claude-sonnet-4-9")).isEmpty();
        Path file = Files.writeString(folder.resolve("p.json"),
                "{\"prices\": [{\"provider\": \"openai\", \"model\": \"m\", \"input\": -1}]}");
        assertThatThrownBy(() -> PriceTable.read(file)).isInstanceOf(TeacherException.class)
                .hasMessageContaining("no price \"input\" for \"m\"");
        Files.writeString(file, "not json");
        assertThatThrownBy(() -> PriceTable.read(file)).isInstanceOf(TeacherException.class).hasMessageContaining("cannot be read");
    }

    private static Optional<Price> price(PriceTable table, String teacher) {
        return table.price(concord.teacher.provider.Endpoint.of(teacher, null));
    }

    @Test
    void tokensByScript() {
        assertThat(TokenCount.of("")).isZero();
        assertThat(TokenCount.of("abcdefgh")).isEqualTo(2);
        assertThat(TokenCount.of("\u043f\u0440\u0438\u0432\u0435\u0442")).isEqualTo(3);
        assertThat(TokenCount.of("\u4e2d\u6587\u5b57")).isEqualTo(3);
        assertThat(TokenCount.of("\ud83d\ude00")).isEqualTo(1);
    }

    @Test
    void listsModelsWhereThereIsAList() {
        try (FakeProvider server = new FakeProvider()) {
            Teachers teachers = Lessons.teachers();
            for (String provider : List.of("openai", "azure", "compatible", "anthropic", "mistral")) {
                assertThat(teachers.models(provider, server.url())).as(provider).containsExactly("model-a", "model-b");
            }
            assertThat(teachers.models("gemini", server.url())).containsExactly("gemini-2.5-flash", "gemini-2.5-pro");
            assertThat(teachers.models("ollama", server.url())).containsExactly("gemma3:4b", "llama3.2:3b");
            assertThat(teachers.models("embedded", null)).containsExactly("minilm");
        }
        assertThat(Teachers.providers()).extracting(ProviderInfo::key).containsExactly("openai", "azure", "anthropic", "gemini", "mistral",
                "ollama", "compatible", "embedded");
    }
}
