package concord.student.worker;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import concord.student.StudentException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Texts to tokens, by the tokenizer.json of the model.
final class TextEncoder implements AutoCloseable {
    private static final int PORTION = 512;

    private final HuggingFaceTokenizer tokenizer;

    private TextEncoder(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /// @param tokenizerJson the file's bytes
    static TextEncoder of(byte[] tokenizerJson, int maxLength) {
        Map<String, String> options = Map.of("padding", "false", "truncation", "true", "maxLength", Integer.toString(maxLength),
                "modelMaxLength", Integer.toString(maxLength));
        try {
            return new TextEncoder(HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(tokenizerJson), options));
        } catch (IOException | RuntimeException e) {
            throw new StudentException("The tokenizer.json of the model could not be read: " + e.getMessage() + ".", e);
        }
    }

    record Source(String text, @Nullable String textB) {}

    List<Tokens> encode(List<Source> texts) {
        List<Tokens> out = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size(); from += PORTION) {
            List<Source> portion = texts.subList(from, Math.min(texts.size(), from + PORTION));
            if (portion.stream().allMatch(s -> s.textB() == null)) {
                for (Encoding encoding : tokenizer.batchEncode(portion.stream().map(Source::text).toList())) {
                    out.add(tokens(encoding));
                }
            } else {
                for (Source source : portion) {
                    String b = source.textB();
                    out.add(tokens(b == null ? tokenizer.encode(source.text()) : tokenizer.encode(source.text(), b)));
                }
            }
        }
        return out;
    }

    private static Tokens tokens(Encoding encoding) {
        long[] ids = encoding.getIds();
        long[] types = encoding.getTypeIds();
        int[] narrow = new int[ids.length];
        int second = ids.length;
        for (int i = 0; i < ids.length; i++) {
            narrow[i] = (int) ids[i];
            if (types[i] == 1 && second == ids.length)
                second = i;
        }
        return new Tokens(narrow, second, encoding.exceedMaxLength());
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
