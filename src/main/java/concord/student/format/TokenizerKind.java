package concord.student.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tokenizers whose old files can be read, each with what transformers takes for granted when the folder does not say it.
enum TokenizerKind {
    WORD_PIECE(List.of("vocab.txt"), named("", "", "[UNK]", "[SEP]", "[PAD]", "[CLS]", "[MASK]"), List.of()),
    /// RoBERTa's pairs of bytes.
    BYTE_LEVEL(List.of("vocab.json", "merges.txt"), named("<s>", "</s>", "<unk>", "</s>", "<pad>", "<s>", "<mask>"),
            List.of()), XLNET(List.of("spiece.model"), named("<s>", "</s>", "<unk>", "<sep>", "<pad>", "<cls>", "<mask>"),
                    List.of("<eop>", "<eod>")), XLM_ROBERTA(List.of("sentencepiece.bpe.model"),
                            named("<s>", "</s>", "<unk>", "</s>", "<pad>", "<s>", "<mask>"),
                            List.of()), CAMEMBERT(List.of("sentencepiece.bpe.model"),
                                    named("<s>", "</s>", "<unk>", "</s>", "<pad>", "<s>", "<mask>"),
                                    List.of("<s>NOTUSED", "</s>NOTUSED", "<unk>NOTUSED")), DEBERTA(List.of("spm.model"),
                                            named("[CLS]", "[SEP]", "[UNK]", "[SEP]", "[PAD]", "[CLS]", "[MASK]"),
                                            List.of()), LLAMA(List.of("tokenizer.model"),
                                                    named("<s>", "</s>", "<unk>", "", "", "", ""), List.of());

    /// In the order in which tokens that are not in the vocabulary get their ids.
    static final List<String> NAMES = List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");

    final List<String> files;
    private final List<String> specials;
    final List<String> additional;

    TokenizerKind(List<String> files, List<String> specials, List<String> additional) {
        this.files = files;
        this.specials = specials;
        this.additional = additional;
    }

    private static List<String> named(String... specials) {
        return List.of(specials);
    }

    /// What is usual for the special tokens, by name.
    Map<String, String> specials() {
        Map<String, String> out = new LinkedHashMap<>();
        for (int i = 0; i < NAMES.size(); i++) {
            if (!specials.get(i).isEmpty())
                out.put(NAMES.get(i), specials.get(i));
        }
        return out;
    }

    /// How a special token of this name is looked for in texts, when the folder just names it.
    AddedToken token(String name, String content) {
        AddedToken token = AddedToken.special(content);
        return switch (this) {
            case WORD_PIECE, LLAMA -> token;
            case BYTE_LEVEL -> name.equals("mask_token") ? token.takingTheSpaceBefore() : token.afterNormalization();
            case XLNET, XLM_ROBERTA, CAMEMBERT -> name.equals("mask_token") ? token.takingTheSpaceBefore() : token;
            case DEBERTA -> name.equals("unk_token") ? token.afterNormalization() : token;
        };
    }

    /// @param tokenizerClass of transformers; empty when the folder does not say it
    /// @return empty for a tokenizer whose old files are not read
    static Optional<TokenizerKind> of(String tokenizerClass, String modelType) {
        return switch (tokenizerClass.replaceAll("Fast$", "")) {
            case "BertTokenizer", "DistilBertTokenizer", "ElectraTokenizer", "ConvBertTokenizer", "MobileBertTokenizer",
                    "SqueezeBertTokenizer" ->
                Optional.of(WORD_PIECE);
            case "RobertaTokenizer", "LongformerTokenizer", "BartTokenizer" -> Optional.of(BYTE_LEVEL);
            case "XLNetTokenizer" -> Optional.of(XLNET);
            case "XLMRobertaTokenizer" -> Optional.of(XLM_ROBERTA);
            case "CamembertTokenizer" -> Optional.of(CAMEMBERT);
            case "DebertaV2Tokenizer" -> Optional.of(DEBERTA);
            case "LlamaTokenizer" -> Optional.of(LLAMA);
            case "", "PreTrainedTokenizer" -> switch (modelType) {
                case "bert", "distilbert", "electra", "convbert", "mobilebert", "squeezebert" -> Optional.of(WORD_PIECE);
                case "roberta", "longformer", "bart" -> Optional.of(BYTE_LEVEL);
                case "xlnet" -> Optional.of(XLNET);
                case "xlm-roberta" -> Optional.of(XLM_ROBERTA);
                case "camembert" -> Optional.of(CAMEMBERT);
                case "deberta-v2" -> Optional.of(DEBERTA);
                case "mistral", "llama" -> Optional.of(LLAMA);
                default -> Optional.empty();
            };
            default -> Optional.empty();
        };
    }
}
