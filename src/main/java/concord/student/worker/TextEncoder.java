package concord.student.worker;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import concord.student.StudentException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Texts to tokens, by the tokenizer.json of the model.
///
/// The library tokenises; what is too long is cut here. Its own cutting also makes all the parts cut off, which for two long texts are as many
/// as the product of their lengths. Of an encoding only the ids, types and texts are fetched.
final class TextEncoder implements AutoCloseable {
    private static final int PORTION = 512;

    private final HuggingFaceTokenizer tokenizer;
    private final int maxLength;

    private TextEncoder(HuggingFaceTokenizer tokenizer, int maxLength) {
        this.tokenizer = tokenizer;
        this.maxLength = maxLength;
    }

    /// @param tokenizerJson the file's bytes
    /// @param maxLength     tokens a text (or a pair) may have, special ones included
    static TextEncoder of(byte[] tokenizerJson, int maxLength) {
        Map<String, String> options = Map.of("padding", "false", "truncation", "false");
        try {
            return new TextEncoder(HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(tokenizerJson), options), maxLength);
        } catch (IOException | RuntimeException e) {
            throw new StudentException("The tokenizer.json of the model could not be read: " + e.getMessage() + ".", e);
        }
    }

    record Source(String text, @Nullable String textB) {
        private boolean single() {
            return textB == null;
        }
    }

    /// In the order given.
    List<Tokens> encode(List<Source> texts) {
        List<Tokens> out = new ArrayList<>(texts.size());
        int from = 0;
        while (from < texts.size()) {
            boolean single = texts.get(from).single();
            int to = from + 1;
            while (to < texts.size() && to - from < PORTION && texts.get(to).single() == single) {
                to++;
            }
            out.addAll(portion(texts.subList(from, to), single));
            from = to;
        }
        return out;
    }

    private List<Tokens> portion(List<Source> texts, boolean single) {
        String[] first = texts.stream().map(source -> wellFormed(source.text())).toArray(String[]::new);
        TokenizersLibrary library = TokenizersLibrary.LIB;
        long handle = tokenizer.getHandle();
        long[] encodings = single
                ? library.batchEncode(handle, first, true)
                : library.batchEncodePair(handle, first,
                        texts.stream().map(source -> wellFormed(source.textB() == null ? "" : source.textB())).toArray(String[]::new),
                        true);
        try {
            List<Tokens> out = new ArrayList<>(encodings.length);
            for (long encoding : encodings) {
                out.add(tokens(library.getTokenIds(encoding), library.getTypeIds(encoding), library.getSequenceIds(encoding)));
            }
            return out;
        } finally {
            Arrays.stream(encodings).forEach(library::deleteEncoding);
        }
    }

    /// Half characters, as a text cut in the middle has them, would spoil the whole text on its way to the library.
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)))
                return new String(text.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.UTF_16LE);
        }
        return text;
    }

    /// @param texts which text a token is of: 0 or 1, or anything else for a special token
    private Tokens tokens(long[] ids, long[] types, long[] texts) {
        int[] lengths = new int[2];
        for (long text : texts) {
            if (text == 0 || text == 1)
                lengths[(int) text]++;
        }
        int[] keep = kept(lengths[0], lengths[1], maxLength - (ids.length - lengths[0] - lengths[1]));
        int length = ids.length - lengths[0] - lengths[1] + keep[0] + keep[1];
        int[] narrow = new int[length];
        byte[] narrowTypes = new byte[length];
        boolean typed = false;
        int at = 0;
        for (int i = 0; i < ids.length; i++) {
            if ((texts[i] == 0 || texts[i] == 1) && keep[(int) texts[i]]-- <= 0)
                continue;
            narrow[at] = (int) ids[i];
            narrowTypes[at++] = (byte) types[i];
            typed |= types[i] != 0;
        }
        return new Tokens(narrow, typed ? narrowTypes : new byte[0], length < ids.length);
    }

    /// How many tokens of two texts stay within the room: the longer one is cut down to the other, then both alike, the second keeping one more.
    private static int[] kept(int first, int second, int room) {
        int most = Math.max(0, room);
        if (first + second <= most)
            return new int[]{first, second};
        if (second == 0)
            return new int[]{most, 0};
        int shorter = Math.min(first, second);
        if (2 * shorter <= most)
            return first <= second ? new int[]{first, most - first} : new int[]{most - second, second};
        int half = most / 2;
        return first <= second ? new int[]{half, most - half} : new int[]{most - half, half};
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
