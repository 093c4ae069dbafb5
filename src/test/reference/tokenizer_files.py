"""Tokenizers of every kind in their old files, and what transformers makes of 10,000 texts with them.

    python src/test/reference/tokenizer_files.py src/test/resources/concord/student/tokenizers.zip

Needs transformers 4.57.6, tokenizers 0.22.2, sentencepiece 0.2.x, protobuf. Trains tiny tokenizers, saves each as a folder of old files
(KIND/slow: vocab.txt, vocab.json + merges.txt or a SentencePiece model) and as the fast tokenizer transformers makes of it (KIND/fast), and
writes KIND/expected.json: digests of ids and token types of the texts, alone and in pairs, whole and cut, in blocks of 500.

The texts are not stored; [Texts] makes them from a seed, and the Java test makes the same. The random numbers are the upper 31 bits of
x -> x * 6364136223846793005 + 1442695040888963407 (mod 2**64). A text is 1 to 12 pieces: a word of the list (5 in 10), 1 to 6 characters of
one of the ranges (2 in 10), an odd fragment (1 in 10), a number (1 in 10) or a separator (1 in 10), each but the first with a separator
before it. Text i is paired with text (7 i + 3) mod 10,000.
"""
import hashlib
import io
import json
import os
import shutil
import sys
import tempfile
import zipfile

sys.path.pop(0)  # this file is called like a library it needs

import sentencepiece
from tokenizers import ByteLevelBPETokenizer, BertWordPieceTokenizer
from transformers import AutoTokenizer

COUNT, BLOCK, CUT, CUT_PAIR = 10_000, 500, 12, 17
WORDS = ("the of and Inflation rates rise unaffordable policy isn't I'm we'll U.S. e-mail naïve café Zürich Straße ÉCOLE déjà garçon l'été "
         "niño corazón ação łódź Příliš žluťoučký İstanbul ığdır ΑΘΗΝΑ κόσμος ς привет МОСКВА ёлка Київ שלום עולם مرحبا العالم كتاب नमस्ते हिन्दी "
         "বাংলা தமிழ் ไทยแลนด์ ကျေးဇူး 日本語 東京都 こんにちは カタカナ 中文 经济增长 한국어 서울 Việt Nam ქართული հայերեն 🙂 👩‍👩‍👧 🇩🇪 ﬁne ½ ² ① Ａ ｶﾞ").split(" ")
FRAGMENTS = ["<s>", "</s>", "<unk>", "<pad>", "<mask>", " <mask> ", "[CLS]", "[SEP]", "[UNK]", "[MASK]", "[PAD]", "<cls>", "<sep>", "<eop>",
             "<s>NOTUSED", "<extra>", "▁", "▁▁", "``quoted''", "#tag", "##ing", "@user", "http://a.b/c?d=e", "\u200d", "\ufeff", "\u0000", "\ufffd",
             "\u0301", "a\u0301", "e\u0308\u0323", "...", "!?", "\"", "(", ")", "–", "£", "€", "\r\n", "\u2028", "\u0007", "1,000.50", "3,", "'s", "'S"]
RANGES = [(0x21, 0x7e), (0xa1, 0xff), (0x100, 0x24f), (0x300, 0x36f), (0x370, 0x3ff), (0x400, 0x4ff), (0x530, 0x58f), (0x590, 0x5ff),
          (0x600, 0x6ff), (0x900, 0x97f), (0x980, 0x9ff), (0xb80, 0xbff), (0xe00, 0xe7f), (0x1000, 0x109f), (0x10a0, 0x10ff), (0x1100, 0x11ff),
          (0x1e00, 0x1fff), (0x2000, 0x206f), (0x20a0, 0x20bf), (0x2100, 0x214f), (0x2460, 0x24ff), (0x3000, 0x30ff), (0x3400, 0x34ff),
          (0x4e00, 0x9fff), (0xac00, 0xd7a3), (0xe000, 0xe00f), (0xf900, 0xfaff), (0xfb00, 0xfb4f), (0xfe00, 0xfe0f), (0xff00, 0xffef),
          (0x1d400, 0x1d4ff), (0x1f300, 0x1f64f), (0x20000, 0x200ff), (0xe0100, 0xe0110)]
SEPARATORS = [" ", " ", " ", " ", "", "", "  ", "   ", "\n", "\t", "\u00a0", "\u3000"]


class Texts:
    def __init__(self, seed, ranges=RANGES):
        self.state = seed
        self.ranges = ranges

    def next(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def piece(self):
        kind = self.next(10)
        if kind < 5:
            return WORDS[self.next(len(WORDS))]
        if kind < 7:
            low, high = self.ranges[self.next(len(self.ranges))]
            return "".join(chr(low + self.next(high - low + 1)) for _ in range(1 + self.next(6)))
        if kind == 7:
            return FRAGMENTS[self.next(len(FRAGMENTS))]
        if kind == 8:
            return str(self.next(100_000))
        return SEPARATORS[self.next(len(SEPARATORS))]

    def text(self):
        out = ""
        for i in range(1 + self.next(12)):
            if i > 0:
                out += SEPARATORS[self.next(len(SEPARATORS))]
            out += self.piece()
        return out


def corpus():
    texts = Texts(7, RANGES[:9])
    return [texts.text().replace("\x00", "") for _ in range(1500)] + [" ".join(WORDS)] * 20


def word_piece(folder, lower, specials=("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")):
    trained = BertWordPieceTokenizer(lowercase=lower, strip_accents=lower)
    trained.train_from_iterator(corpus(), vocab_size=900, min_frequency=2, limit_alphabet=500, special_tokens=list(specials), show_progress=False)
    trained.save_model(folder)


def byte_level(folder, prefix):
    trained = ByteLevelBPETokenizer(add_prefix_space=prefix)
    trained.train_from_iterator(corpus(), vocab_size=900, min_frequency=2, special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"],
                                show_progress=False)
    trained.save_model(folder)


def sentence_piece(path, **options):
    rules = os.path.join(os.path.dirname(path), "rules.tsv")
    with open(rules, "w") as out:
        out.write("FF21\t41\nFB01\t66 69\n2460\t31\n0301\t\n3000\t20\nA0\t20\n9\t20\nA\t20\n65 301\tE9\n")
    if "normalization_rule_name" not in options:
        options["normalization_rule_tsv"] = rules
    model = io.BytesIO()
    lines = [line for text in corpus() for line in text.replace("\r", "\n").split("\n")]
    sentencepiece.SentencePieceTrainer.train(sentence_iterator=iter(lines), model_writer=model, vocab_size=options.pop("vocab_size", 1100),
                                             character_coverage=0.98, hard_vocab_limit=False, minloglevel=2, num_threads=1, **options)
    os.remove(rules)
    with open(path, "wb") as out:
        out.write(model.getvalue())


def write(folder, name, value):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
        json.dump(value, out, ensure_ascii=False)


def resaved(folder):
    """What the slow tokenizer of transformers saves today: the same files and a list of the added tokens."""
    slow = AutoTokenizer.from_pretrained(folder, use_fast=False)
    slow.save_pretrained(folder)


def bert_uncased(folder):
    write(folder, "config.json", {"model_type": "bert"})
    word_piece(folder, True)
    resaved(folder)


def bert_cased(folder):
    write(folder, "config.json", {"model_type": "bert"})
    word_piece(folder, False)
    write(folder, "tokenizer_config.json", {"do_lower_case": False})


def distilbert(folder):
    write(folder, "config.json", {"model_type": "distilbert"})
    word_piece(folder, False, ("[PAD]", "[UNK]", "[CLS]", "[SEP]"))
    write(folder, "tokenizer_config.json", {"do_lower_case": True, "strip_accents": False, "tokenize_chinese_chars": False,
                                            "tokenizer_class": "DistilBertTokenizer", "additional_special_tokens": ["@user"]})
    size = sum(1 for _ in open(os.path.join(folder, "vocab.txt"), encoding="utf-8"))
    write(folder, "added_tokens.json", {"[MASK]": size, "<extra>": size + 1, "@user": size + 2})


def roberta(folder):
    write(folder, "config.json", {"model_type": "roberta"})
    byte_level(folder, False)
    resaved(folder)


def roberta_prefix(folder):
    write(folder, "config.json", {"model_type": "roberta"})
    byte_level(folder, True)
    write(folder, "tokenizer_config.json", {"add_prefix_space": True, "trim_offsets": False})
    size = len(json.load(open(os.path.join(folder, "vocab.json"), encoding="utf-8")))
    write(folder, "added_tokens.json", {"<extra>": size})
    write(folder, "special_tokens_map.json", {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "sep_token": "</s>", "pad_token": "<pad>",
                                              "cls_token": "<s>", "mask_token": {"content": "<mask>", "single_word": False, "lstrip": True,
                                                                                 "rstrip": False, "normalized": False}})


def xlnet(folder):
    write(folder, "config.json", {"model_type": "xlnet"})
    sentence_piece(os.path.join(folder, "spiece.model"), control_symbols="<cls>,<sep>,<pad>,<mask>,<eod>",
                   user_defined_symbols="<eop>,.,(,),\",-,–,£,€")


def xlnet_lower(folder):
    write(folder, "config.json", {"model_type": "xlnet"})
    sentence_piece(os.path.join(folder, "spiece.model"), control_symbols="<cls>,<sep>,<pad>,<mask>,<eod>,<eop>")
    write(folder, "tokenizer_config.json", {"do_lower_case": True, "keep_accents": True, "tokenizer_class": "XLNetTokenizer"})
    resaved(folder)


def xlm_roberta(folder):
    write(folder, "config.json", {"model_type": "xlm-roberta"})
    sentence_piece(os.path.join(folder, "sentencepiece.bpe.model"))


def camembert(folder):
    write(folder, "config.json", {"model_type": "camembert"})
    sentence_piece(os.path.join(folder, "sentencepiece.bpe.model"))


def deberta(folder):
    write(folder, "config.json", {"model_type": "deberta-v2"})
    sentence_piece(os.path.join(folder, "spm.model"), pad_id=0, bos_id=1, eos_id=2, unk_id=3, pad_piece="[PAD]", bos_piece="[CLS]",
                   eos_piece="[SEP]", unk_piece="[UNK]")
    write(folder, "tokenizer_config.json", {"do_lower_case": False, "vocab_type": "spm"})


def deberta_punctuation(folder):
    deberta(folder)
    write(folder, "tokenizer_config.json", {"do_lower_case": True, "split_by_punct": True, "tokenizer_class": "DebertaV2Tokenizer"})
    write(folder, "added_tokens.json", {"[MASK]": sentencepiece.SentencePieceProcessor(model_file=os.path.join(folder, "spm.model")).vocab_size()})


def byte_fallback(folder):
    sentence_piece(os.path.join(folder, "tokenizer.model"), model_type="bpe", byte_fallback=True, split_digits=True, vocab_size=1600,
                   normalization_rule_name="identity", remove_extra_whitespaces=False, allow_whitespace_only_pieces=True)


def mistral(folder):
    write(folder, "config.json", {"model_type": "mistral"})
    byte_fallback(folder)
    write(folder, "tokenizer_config.json", {"add_bos_token": True, "add_eos_token": False, "bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>",
                                            "pad_token": None, "legacy": True, "tokenizer_class": "LlamaTokenizer", "added_tokens_decoder": {
            str(i): {"content": c, "lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": True}
            for i, c in enumerate(["<unk>", "<s>", "</s>"])}})


def llama(folder):
    write(folder, "config.json", {"model_type": "llama"})
    byte_fallback(folder)
    write(folder, "tokenizer_config.json", {"add_bos_token": True, "add_eos_token": True, "legacy": False, "pad_token": "<pad>",
                                            "padding_side": "right", "tokenizer_class": "LlamaTokenizer"})


KINDS = [bert_uncased, bert_cased, distilbert, roberta, roberta_prefix, xlnet, xlnet_lower, xlm_roberta, camembert,
         deberta, deberta_punctuation, mistral, llama]


def digests(tokenizer, texts, pairs, length):
    options = {"truncation": "longest_first", "max_length": length} if length else {}
    encoded = tokenizer(texts, pairs, return_token_type_ids=True, **options)
    out, cut = [], 0
    for start in range(0, len(texts), BLOCK):
        digest = hashlib.sha256()
        for i in range(start, start + BLOCK):
            line = " ".join(map(str, encoded["input_ids"][i])) + "|" + " ".join(map(str, encoded["token_type_ids"][i])) + "\n"
            digest.update(line.encode())
        out.append(digest.hexdigest()[:16])
    return {"cut_to": length or 0, "blocks": out, "tokens": sum(map(len, encoded["input_ids"]))}


def expected(tokenizer, texts, pairs):
    pad = tokenizer.pad_token_id
    if pad is None:
        pad = tokenizer.eos_token_id
    return {"padding": pad, "padding_side": tokenizer.padding_side, "single": digests(tokenizer, texts, None, None),
            "pair": digests(tokenizer, texts, pairs, None), "single_cut": digests(tokenizer, texts, None, CUT),
            "pair_cut": digests(tokenizer, texts, pairs, CUT_PAIR)}


def main(path):
    random = Texts(1)
    texts = [random.text() for _ in range(COUNT)]
    pairs = [texts[(7 * i + 3) % COUNT] for i in range(COUNT)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive, tempfile.TemporaryDirectory() as work:
        for kind in KINDS:
            name = kind.__name__
            slow, fast = os.path.join(work, name, "slow"), os.path.join(work, name, "fast")
            os.makedirs(slow)
            os.makedirs(fast)
            kind(slow)
            tokenizer = AutoTokenizer.from_pretrained(slow)
            assert tokenizer.is_fast, name
            result = expected(tokenizer, texts, pairs)
            tokenizer.save_pretrained(fast)
            for old in ("vocab.txt", "vocab.json", "merges.txt", "spiece.model", "sentencepiece.bpe.model", "spm.model", "tokenizer.model"):
                if os.path.exists(os.path.join(fast, old)):
                    os.remove(os.path.join(fast, old))
            shutil.copy(os.path.join(slow, "config.json"), fast)
            reloaded = AutoTokenizer.from_pretrained(fast)
            if expected(reloaded, texts, pairs) != result:
                print(name, "differs after saving as a fast tokenizer")
            write(os.path.join(work, name), "expected.json", result)
            print(name, len(tokenizer), {k: result[k]["tokens"] for k in ("single", "pair", "single_cut", "pair_cut")}, result["padding"],
                  result["padding_side"])
        for root, _, files in sorted(os.walk(work)):
            for file in sorted(files):
                entry = zipfile.ZipInfo(os.path.relpath(os.path.join(root, file), work), (2026, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                with open(os.path.join(root, file), "rb") as content:
                    archive.writestr(entry, content.read(), compresslevel=9)
    print(os.path.getsize(path), "bytes")


if __name__ == "__main__":
    main(sys.argv[1])
