package concord.student.worker;

import java.util.ArrayList;
import java.util.List;

/// The texts of reference/tokenizer_files.py, which says how they are made.
final class ManyTexts {
    static final int COUNT = 10_000;
    private static final String[] WORDS = """
            the of and Inflation rates rise unaffordable policy isn't I'm we'll U.S. e-mail naïve café Zürich Straße ÉCOLE déjà garçon l'été \
            niño corazón ação łódź Příliš žluťoučký İstanbul ığdır ΑΘΗΝΑ κόσμος ς привет МОСКВА ёлка Київ שלום עולם مرحبا العالم كتاب नमस्ते हिन्दी \
            বাংলা தமிழ் ไทยแลนด์ ကျေးဇူး 日本語 東京都 こんにちは カタカナ 中文 经济增长 한국어 서울 Việt Nam ქართული հայերեն 🙂 👩‍👩‍👧 🇩🇪 ﬁne ½ ² ① Ａ ｶﾞ"""
            .split(" ");
    private static final String[] FRAGMENTS = {"<s>", "</s>", "<unk>", "<pad>", "<mask>", " <mask> ", "[CLS]", "[SEP]", "[UNK]", "[MASK]",
            "[PAD]",
            "<cls>", "<sep>", "<eop>", "<s>NOTUSED", "<extra>", "▁", "▁▁", "``quoted''", "#tag", "##ing", "@user", "http://a.b/c?d=e",
            "\u200d",
            "\ufeff", "\0", "\ufffd", "\u0301", "a\u0301", "e\u0308\u0323", "...", "!?", "\"", "(", ")", "–", "£", "€", "\r\n", "\u2028",
            "\u0007",
            "1,000.50", "3,", "'s", "'S"};
    private static final int[][] RANGES = {{0x21, 0x7e}, {0xa1, 0xff}, {0x100, 0x24f}, {0x300, 0x36f}, {0x370, 0x3ff}, {0x400, 0x4ff},
            {0x530, 0x58f}, {0x590, 0x5ff}, {0x600, 0x6ff}, {0x900, 0x97f}, {0x980, 0x9ff}, {0xb80, 0xbff}, {0xe00, 0xe7f},
            {0x1000, 0x109f},
            {0x10a0, 0x10ff}, {0x1100, 0x11ff}, {0x1e00, 0x1fff}, {0x2000, 0x206f}, {0x20a0, 0x20bf}, {0x2100, 0x214f}, {0x2460, 0x24ff},
            {0x3000, 0x30ff}, {0x3400, 0x34ff}, {0x4e00, 0x9fff}, {0xac00, 0xd7a3}, {0xe000, 0xe00f}, {0xf900, 0xfaff}, {0xfb00, 0xfb4f},
            {0xfe00, 0xfe0f}, {0xff00, 0xffef}, {0x1d400, 0x1d4ff}, {0x1f300, 0x1f64f}, {0x20000, 0x200ff}, {0xe0100, 0xe0110}};
    private static final String[] SEPARATORS = {" ", " ", " ", " ", "", "", "  ", "   ", "\n", "\t", "\u00a0", "\u3000"};

    private long state = 1;

    private ManyTexts() {
    }

    static List<String> all() {
        ManyTexts texts = new ManyTexts();
        List<String> out = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            out.add(texts.text());
        }
        return out;
    }

    private int next(int n) {
        state = state * 6364136223846793005L + 1442695040888963407L;
        return (int) ((state >>> 33) % n);
    }

    private String text() {
        StringBuilder out = new StringBuilder();
        int pieces = 1 + next(12);
        for (int i = 0; i < pieces; i++) {
            if (i > 0)
                out.append(one(SEPARATORS));
            out.append(piece());
        }
        return out.toString();
    }

    private String piece() {
        return switch (next(10)) {
            case 0, 1, 2, 3, 4 -> one(WORDS);
            case 5, 6 -> {
                int[] range = RANGES[next(RANGES.length)];
                StringBuilder out = new StringBuilder();
                int count = 1 + next(6);
                for (int i = 0; i < count; i++) {
                    out.appendCodePoint(range[0] + next(range[1] - range[0] + 1));
                }
                yield out.toString();
            }
            case 7 -> one(FRAGMENTS);
            case 8 -> Integer.toString(next(100_000));
            default -> one(SEPARATORS);
        };
    }

    private String one(String[] of) {
        return of[next(of.length)];
    }
}
