package concord.student.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.student.StudentException;
import concord.student.format.Parts.Element;
import concord.student.format.SentencePieceModel.Piece;
import concord.student.format.SentencePieceModel.Use;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The SentencePiece models of XLNet, XLM-R, CamemBERT, DeBERTa-v2 and Mistral, each of which numbers and frames its pieces in its own way.
final class SentencePieceFiles implements OldTokenizer {
    private static final String SPACES = " {2,}";
    /// Keeps a piece out of use.
    private static final double NEVER = -100;
    private static final int FAIRSEQ_UNKNOWN = 3;

    private final TokenizerSettings settings;
    private final Family family;
    private final SentencePieceModel source;
    private final List<Piece> pieces;
    private final int unknown;
    private final Map<String, Integer> ids = new LinkedHashMap<>();

    /// Whose way it is to number and frame the pieces.
    enum Family {
        XLNET, XLM_ROBERTA, CAMEMBERT, DEBERTA, LLAMA
    }

    /// @param file name of the model in the folder
    SentencePieceFiles(TokenizerSettings settings, String file, Family family) {
        this.settings = settings;
        this.family = family;
        source = SentencePieceModel.read(settings.folder().resolve(file).toString(), settings.file(file));
        pieces = pieces();
        unknown = switch (family) {
            case XLM_ROBERTA, CAMEMBERT -> FAIRSEQ_UNKNOWN;
            case LLAMA -> 0;
            case XLNET, DEBERTA -> source.unknown();
        };
        if (unknown < 0 || unknown >= pieces.size())
            throw new StudentException("The file " + settings.folder().resolve(file) + " has no piece for what is unknown.");
        for (int i = 0; i < pieces.size(); i++) {
            ids.put(pieces.get(i).text(), i);
        }
    }

    private List<Piece> pieces() {
        List<Piece> own = source.pieces();
        List<Piece> out = new ArrayList<>();
        switch (family) {
            case XLNET -> own.forEach(piece -> out.add(numberAndComma(piece.text())
                    ? new Piece(piece.text(), piece.score() + NEVER, piece.use())
                    : piece));
            case XLM_ROBERTA -> {
                List.of("<s>", "<pad>", "</s>", "<unk>").forEach(text -> out.add(new Piece(text, 0, Use.ORDINARY)));
                out.addAll(own.subList(Math.min(3, own.size()), own.size()));
                out.add(new Piece("<mask>", 0, Use.ORDINARY));
            }
            case CAMEMBERT -> {
                List.of("<s>NOTUSED", "<pad>", "</s>NOTUSED", "<unk>").forEach(text -> out.add(new Piece(text, 0, Use.ORDINARY)));
                out.add(new Piece("<unk>NOTUSED", NEVER, Use.ORDINARY));
                out.addAll(own.subList(1, own.size()));
                out.add(new Piece("<mask>", 0, Use.ORDINARY));
            }
            case LLAMA -> {
                for (int i = 0; i < own.size(); i++) {
                    out.add(i < 3 ? new Piece(own.get(i).text(), 0, own.get(i).use()) : own.get(i));
                }
            }
            case DEBERTA -> out.addAll(own);
        }
        return out;
    }

    /// Pieces like "5," are not used by XLNet: numbers are cut from their commas.
    private static boolean numberAndComma(String text) {
        return text.endsWith(",") && text.length() > 1 && Character.isDigit(text.codePointBefore(text.length() - 1));
    }

    @Override
    public Vocabulary vocabulary() {
        Vocabulary out = new Vocabulary(ids);
        for (Piece piece : source.pieces()) {
            AddedToken token = AddedToken.special(piece.text());
            switch (piece.use()) {
                case ORDINARY -> {
                }
                case CONTROL -> out.add(token);
                case BY_THE_USER -> out.add(new AddedToken(piece.text(), false, false, false, false, false));
            }
        }
        return out;
    }

    @Override
    public ObjectNode model() {
        boolean bytes = family == Family.LLAMA;
        return switch (source.algorithm()) {
            case UNIGRAM -> {
                ObjectNode out = Parts.of("Unigram").put("unk_id", unknown);
                ArrayNode vocabulary = out.putArray("vocab");
                pieces.forEach(piece -> vocabulary.addArray().add(piece.text()).add(piece.score()));
                yield out.put("byte_fallback", bytes);
            }
            case PAIRS -> {
                ObjectNode out = Parts.of("BPE").putNull("dropout").put("unk_token", source.unknownPiece())
                        .putNull("continuing_subword_prefix").putNull("end_of_word_suffix").put("fuse_unk", true)
                        .put("byte_fallback", bytes).put("ignore_merges", false);
                ObjectNode vocabulary = out.putObject("vocab");
                ids.forEach(vocabulary::put);
                ArrayNode merges = out.putArray("merges");
                merges().forEach(merge -> merges.addArray().add(merge.left()).add(merge.right()));
                yield out;
            }
        };
    }

    private record Merge(String left, String right, double score) {
        private static int characters(String text) {
            return text.codePointCount(0, text.length());
        }

        private int leftLength() {
            return characters(left);
        }

        private int rightLength() {
            return characters(right);
        }
    }

    /// SentencePiece joins whatever gives the best piece; a list of pairs that does the same has every way to cut every piece, best first.
    private List<Merge> merges() {
        Map<String, Integer> known = new HashMap<>();
        for (int i = 0; i < source.pieces().size(); i++) {
            known.put(source.pieces().get(i).text(), i);
        }
        Map<String, Double> scores = new LinkedHashMap<>();
        pieces.forEach(piece -> scores.put(piece.text(), piece.score()));
        List<Merge> out = new ArrayList<>();
        scores.forEach((text, score) -> {
            List<Merge> ways = new ArrayList<>();
            for (int cut = text.offsetByCodePoints(0, Math.min(1, text.length())); cut < text.length(); cut = text.offsetByCodePoints(cut,
                    1)) {
                String left = text.substring(0, cut);
                String right = text.substring(cut);
                if (known.containsKey(left) && known.containsKey(right))
                    ways.add(new Merge(left, right, score));
            }
            ways.sort(Comparator.comparing((Merge way) -> known.get(way.left())).thenComparing(way -> known.get(way.right())));
            out.addAll(ways);
        });
        out.sort(Comparator.comparingDouble(Merge::score).thenComparingInt(Merge::leftLength).thenComparingInt(Merge::rightLength)
                .reversed());
        return out;
    }

    @Override
    public JsonNode normalizer() {
        List<ObjectNode> out = new ArrayList<>();
        switch (family) {
            case XLM_ROBERTA, CAMEMBERT -> {
                characters(out);
                out.add(Parts.strip(false, true));
                out.add(Parts.replaceMatches(SPACES, Parts.SPACE));
            }
            case XLNET -> {
                out.add(Parts.replace("``", "\""));
                out.add(Parts.replace("''", "\""));
                if (!settings.on("keep_accents", false)) {
                    out.add(Parts.of("NFKD"));
                    out.add(Parts.of("StripAccents"));
                }
                if (settings.on("do_lower_case", false))
                    out.add(Parts.of("Lowercase"));
                characters(out);
                out.add(Parts.replaceMatches(SPACES, " "));
            }
            case DEBERTA -> {
                if (settings.on("do_lower_case", false))
                    out.add(Parts.of("Lowercase"));
                out.add(Parts.strip(true, true));
                characters(out);
                out.add(Parts.replaceMatches(SPACES, " "));
            }
            case LLAMA -> {
                if (!older())
                    return Parts.none();
                if (spaceBefore())
                    out.add(Parts.of("Prepend").put("prepend", Parts.SPACE));
                out.add(Parts.replace(" ", Parts.SPACE));
            }
        }
        return Parts.sequence("normalizers", out);
    }

    private void characters(List<ObjectNode> parts) {
        if (source.characters().length > 0)
            parts.add(Parts.of("Precompiled").put("precompiled_charsmap", Base64.getEncoder().encodeToString(source.characters())));
    }

    /// Whether a space is put before each part between special tokens, as Llama's first tokenizer did.
    private boolean older() {
        return !Boolean.FALSE.equals(settings.open("legacy"));
    }

    private boolean spaceBefore() {
        return settings.on("add_prefix_space", true);
    }

    @Override
    public JsonNode preTokenizer() {
        return switch (family) {
            case LLAMA -> older() ? Parts.none() : Parts.spaces(spaceBefore() ? "first" : "never", false);
            case DEBERTA -> {
                List<ObjectNode> out = new ArrayList<>();
                if (settings.on("split_by_punct", false))
                    out.add(Parts.of("Punctuation").put("behavior", "Isolated"));
                out.add(Parts.spaces("always", true));
                yield Parts.sequence("pretokenizers", out);
            }
            case XLNET, XLM_ROBERTA, CAMEMBERT -> Parts.spaces("always", true);
        };
    }

    @Override
    public JsonNode postProcessor(Vocabulary vocabulary) {
        return switch (family) {
            case XLNET -> {
                Element end = Parts.token("<sep>", 0);
                Element whole = Parts.token("<cls>", 2);
                yield Parts.template(vocabulary, Parts.elements(Element.first(), end, whole),
                        Parts.elements(Element.first(), end, Element.second(1), Parts.token("<sep>", 1), whole));
            }
            case XLM_ROBERTA, CAMEMBERT -> {
                Element begin = Parts.token("<s>", 0);
                Element end = Parts.token("</s>", 0);
                yield Parts.template(vocabulary, Parts.elements(begin, Element.first(), end),
                        Parts.elements(begin, Element.first(), end, end, Element.second(0), end));
            }
            case DEBERTA -> {
                Element begin = Parts.token("[CLS]", 0);
                Element end = Parts.token("[SEP]", 0);
                yield Parts.template(vocabulary, Parts.elements(begin, Element.first(), end),
                        Parts.elements(begin, Element.first(), end, Element.second(1), Parts.token("[SEP]", 1)));
            }
            case LLAMA -> {
                List<Element> single = new ArrayList<>();
                framed(single, Element.first());
                List<Element> pair = new ArrayList<>(single);
                framed(pair, Element.second(1));
                yield Parts.template(vocabulary, single, pair);
            }
        };
    }

    private void framed(List<Element> out, Element text) {
        if (settings.on("add_bos_token", true))
            out.add(Parts.token(settings.content(TokenizerSettings.Special.BEGIN), text.type()));
        out.add(text);
        if (settings.on("add_eos_token", false))
            out.add(Parts.token(settings.content(TokenizerSettings.Special.END), text.type()));
    }

    @Override
    public JsonNode decoder() {
        if (family != Family.LLAMA)
            return Parts.spaces("always", true);
        List<ObjectNode> out = new ArrayList<>(List.of(Parts.replace(Parts.SPACE, " "), Parts.of("ByteFallback"), Parts.of("Fuse")));
        if (spaceBefore())
            out.add(Parts.of("Strip").put("content", " ").put("start", 1).put("stop", 0));
        return Parts.sequence("decoders", out);
    }
}
