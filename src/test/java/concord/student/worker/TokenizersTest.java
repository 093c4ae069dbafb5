package concord.student.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.student.StudentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokenizers in their old files and as tokenizer.json against transformers 4.57.6 (reference/tokenizer_files.py): 10,000 texts in many scripts.
class TokenizersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BLOCK = 500;
    private static final int NO_LIMIT = 1_000_000;

    @TempDir
    static Path all;

    @TempDir
    Path folder;

    private static List<String> texts;

    static {
        System.setProperty("DJL_CACHE_DIR", Tiny.cache().toString());
    }

    @BeforeAll
    static void unpack() throws IOException {
        texts = ManyTexts.all();
        try (InputStream in = TokenizersTest.class.getResourceAsStream("/concord/student/tokenizers.zip");
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = all.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.write(file, zip.readAllBytes());
            }
        }
    }

    static List<String> kinds() throws IOException {
        try (var found = Files.list(all)) {
            return found.map(kind -> kind.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void oldFilesGiveTheTokensOfTransformers(String kind) throws IOException {
        compare(kind, "slow");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void fastFilesGiveTheTokensOfTransformers(String kind) throws IOException {
        compare(kind, "fast");
    }

    private static void compare(String kind, String form) throws IOException {
        TokenizerFiles files = TokenizerFiles.read(all.resolve(kind).resolve(form));
        JsonNode expected = JSON.readTree(all.resolve(kind).resolve("expected.json").toFile());
        assertThat(files.padding()).isEqualTo(expected.path("padding").asInt());
        // what is cut does not depend on the file the tokens come from
        List<String> ways = form.equals("slow") ? List.of("single", "pair", "single_cut", "pair_cut") : List.of("single", "pair");
        for (String way : ways) {
            int length = expected.path(way).path("cut_to").asInt();
            int count = length == 0 ? texts.size() : 4 * BLOCK;
            List<Tokens> tokens;
            try (TextEncoder encoder = TextEncoder.of(files.main(), length == 0 ? NO_LIMIT : length)) {
                tokens = encoder.encode(sources(way.startsWith("pair")).subList(0, count));
            }
            List<String> blocks = new ArrayList<>();
            expected.path(way).path("blocks").forEach(block -> blocks.add(block.asText()));
            assertThat(digests(tokens)).as(kind + " " + form + " " + way).isNotEmpty().isEqualTo(blocks.subList(0, count / BLOCK));
        }
    }

    private static List<TextEncoder.Source> sources(boolean pairs) {
        List<TextEncoder.Source> out = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            out.add(new TextEncoder.Source(texts.get(i), pairs ? texts.get((7 * i + 3) % texts.size()) : null));
        }
        return out;
    }

    private static List<String> digests(List<Tokens> tokens) {
        List<String> out = new ArrayList<>();
        for (int from = 0; from < tokens.size(); from += BLOCK) {
            MessageDigest digest = sha256();
            for (Tokens one : tokens.subList(from, from + BLOCK)) {
                digest.update((spaced(one, one.ids()) + "|" + spaced(one, null) + "\n").getBytes(StandardCharsets.US_ASCII));
            }
            out.add(HexFormat.of().formatHex(digest.digest()).substring(0, 16));
        }
        return out;
    }

    private static String spaced(Tokens tokens, int @org.jspecify.annotations.Nullable [] ids) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < tokens.length(); i++) {
            out.append(i == 0 ? "" : " ").append(ids == null ? tokens.type(i) : ids[i]);
        }
        return out.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsCutIsSaidAndOnlyThat() {
        List<TextEncoder.Source> sources = sources(true).subList(0, 500);
        byte[] tokenizer = TokenizerFiles.read(all.resolve("xlnet/slow")).main();
        try (TextEncoder whole = TextEncoder.of(tokenizer, NO_LIMIT); TextEncoder cut = TextEncoder.of(tokenizer, 17)) {
            List<Tokens> uncut = whole.encode(sources);
            List<Tokens> limited = cut.encode(sources);
            assertThat(uncut).noneMatch(Tokens::cut);
            assertThat(limited).anyMatch(Tokens::cut).anyMatch(tokens -> !tokens.cut());
            for (int i = 0; i < sources.size(); i++) {
                assertThat(limited.get(i).cut()).isEqualTo(uncut.get(i).length() > 17);
                assertThat(limited.get(i).length()).isEqualTo(Math.min(17, uncut.get(i).length()));
            }
        }
    }

    @Test
    void singlesAndPairsMayBeMixed() {
        List<TextEncoder.Source> sources = List.of(new TextEncoder.Source("the policy", null), new TextEncoder.Source("rates", "rise"),
                new TextEncoder.Source("rates", null), new TextEncoder.Source("", ""), new TextEncoder.Source("", null));
        try (TextEncoder encoder = TextEncoder.of(TokenizerFiles.read(all.resolve("bert_uncased/fast")).main(), 64)) {
            List<Tokens> together = encoder.encode(sources);
            for (int i = 0; i < sources.size(); i++) {
                assertThat(together.get(i).ids()).isEqualTo(encoder.encode(List.of(sources.get(i))).getFirst().ids());
            }
            assertThat(together.get(1).type(0)).isZero();
            assertThat(together.get(1).type(together.get(1).length() - 1)).isEqualTo(1);
        }
    }

    @Test
    void halfCharactersSpoilOnlyThemselves() {
        try (TextEncoder encoder = TextEncoder.of(TokenizerFiles.read(all.resolve("roberta/fast")).main(), 64)) {
            List<Tokens> tokens = encoder.encode(List.of(new TextEncoder.Source("🙂 rates \ud83d", null),
                    new TextEncoder.Source("🙂 rates \ufffd", null)));
            assertThat(tokens.get(0).ids()).isEqualTo(tokens.get(1).ids());
        }
    }

    /// The library's own cutting needs seconds and gigabytes for this.
    @Test
    void twoLongTextsAreCutQuickly() {
        String text = "the policy rates rise of and ".repeat(4000);
        byte[] tokenizer = TokenizerFiles.read(all.resolve("bert_uncased/fast")).main();
        try (TextEncoder encoder = TextEncoder.of(tokenizer, 64)) {
            Tokens tokens = encoder.encode(List.of(new TextEncoder.Source(text, text))).getFirst();
            assertThat(tokens.length()).isEqualTo(64);
            assertThat(tokens.cut()).isTrue();
        }
    }

    @Test
    void theFilesWrittenAreThoseReadAndTheTokenizerJson() throws IOException {
        TokenizerFiles.read(all.resolve("llama/slow")).write(folder);
        try (var found = Files.list(folder)) {
            assertThat(found.map(file -> file.getFileName().toString())).contains("tokenizer.json", "tokenizer.model",
                    "tokenizer_config.json").doesNotContain("config.json");
        }
        assertThat(folder.resolve("tokenizer.model")).hasSameBinaryContentAs(all.resolve("llama/slow/tokenizer.model"));
    }

    @Test
    void aFolderWithoutATokenizerSaysWhatIsMissing() throws IOException {
        refused(Map.of("config.json", "{\"model_type\":\"bert\"}"), "neither tokenizer.json nor vocab.txt is there");
        refused(Map.of("config.json", "{\"model_type\":\"roberta\"}", "vocab.json", "{\"a\":0}"), "has no merges.txt");
        refused(Map.of("config.json", "{\"model_type\":\"marian\"}"), "save the model's fast tokenizer into it");
        refused(Map.of("config.json", "{\"model_type\":\"bert\"}", "tokenizer_config.json",
                "{\"tokenizer_class\":\"BertJapaneseTokenizer\"}", "vocab.txt", "[UNK]\n"), "a BertJapaneseTokenizer, cannot be read");
    }

    @Test
    void wrongFilesAreRefused() throws IOException {
        String bert = "{\"model_type\":\"bert\"}";
        refused(Map.of("config.json", bert, "vocab.txt", ""), "vocab.txt is empty");
        refused(Map.of("config.json", bert, "vocab.txt", "\n\n"), "vocab.txt is empty");
        refused(Map.of("config.json", bert, "vocab.txt", "one\ntwo\n"), "it lacks \\[UNK\\]");
        refused(Map.of("tokenizer.json", "{\"vocab\":{\"a\":1}}"), "is no tokenizer of the Hugging Face tokenizers library");
        refused(Map.of("tokenizer.json", "[1]"), "is no tokenizer of the Hugging Face tokenizers library");
        refused(Map.of("tokenizer.json", "{\"model\":{\"type\":\"WordPiece\",\"unk_token\":\"[UNK]\",\"vocab\":{\"a\":0}}}"),
                "has no token for words it does not know");
        refused(Map.of("tokenizer.json", "{"), "is not valid JSON");
        refused(Map.of("config.json", bert, "vocab.txt", "[UNK]\n", "tokenizer_config.json", "[]"), "is not a JSON object");
        refused(Map.of("config.json", "{\"model_type\":\"roberta\"}", "vocab.json", "{\"a\":\"b\"}", "merges.txt", "#version\n"),
                "is no vocabulary");
        refused(Map.of("config.json", "{\"model_type\":\"roberta\"}", "vocab.json", "{\"a\":0}", "merges.txt", "#version\na b\n"),
                "its line 2 is no pair");
        assertThatThrownBy(() -> TextEncoder.of("{\"model\":{\"vocab\":{}}}".getBytes(StandardCharsets.UTF_8), 64).close())
                .isInstanceOf(StudentException.class).hasMessageContaining("could not be read");
    }

    private void refused(Map<String, String> files, String why) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        assertThatThrownBy(() -> TokenizerFiles.read(folder)).isInstanceOf(StudentException.class).hasMessageMatching(".*" + why + ".*\\.");
        for (String name : files.keySet()) {
            Files.delete(folder.resolve(name));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlnet/slow/spiece.model", "camembert/slow/sentencepiece.bpe.model", "deberta/slow/spm.model",
            "mistral/slow/tokenizer.model"})
    void aModelOfPiecesCutAnywhereIsRefused(String name) throws IOException {
        byte[] whole = Files.readAllBytes(all.resolve(name));
        Files.copy(all.resolve(name).resolveSibling("config.json"), folder.resolve("config.json"));
        Path file = folder.resolve(Path.of(name).getFileName().toString());
        for (int length = 0; length < whole.length - 400; length += 1 + whole.length / 500) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> TokenizerFiles.read(folder)).as(name + " cut to " + length).isInstanceOf(StudentException.class)
                    .hasMessageContaining("is not a whole SentencePiece model");
        }
    }
}
