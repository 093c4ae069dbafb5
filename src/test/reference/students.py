"""Golden values for the students: tiny random classifiers as transformers computes and trains them, and a logistic regression of scikit-learn.

    python src/test/reference/students.py src/test/resources/concord/student

Made with torch 2.7.1, transformers 4.57.6, scikit-learn 1.9.1, safetensors 0.8.0, tokenizers 0.22.2.

A folder NAME-tiny per architecture: config.json, model.safetensors, tokenizer.json, tokenizer_config.json and golden.safetensors with

- ids, types, mask, y, weights (of the labels): texts and pairs of uneven lengths, padded at the architecture's own side
- logits, loss, bf16.logits (under autocast), embed (mean of the last layer, of length 1), grad.NAME of every weight
- other.ids, other.types, other.mask, other.embed: the same texts padded at the other side
- stepN.ids, ..., losses: 20 steps of AdamW, with warm-up and decay, no decay of biases and norms, gradients clipped to a norm of 1

A folder under more/ per variety of config: config.json, model.safetensors and golden.safetensors with ids, types, mask and logits (embed for those
without a head). Dropout is 0, so that training is the same on both sides; weights are large (0.2), so that mistakes show.
"""
import os
import shutil
import sys

import numpy as np
import torch
from safetensors.torch import save_file
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import (AutoModel, AutoModelForSequenceClassification, BertConfig, CamembertConfig, DebertaV2Config, DistilBertConfig,
                          ModernBertConfig, PreTrainedTokenizerFast, RobertaConfig, XLMRobertaConfig, XLNetConfig,
                          get_linear_schedule_with_warmup)
from transformers.trainer_pt_utils import get_parameter_names

LABELS, STEPS, RATE = 3, 20, 5e-3
NAMES = dict(num_labels=LABELS, id2label={0: "down", 1: "same", 2: "up"}, label2id={"down": 0, "same": 1, "up": 2})
WORDS = ("rates rise fall steady growth slow strong weak market jobs prices inflation we expect see the a of in and will not policy tighten "
         "ease hold good bad happy sad great awful lovely poor nice horrible film movie food place it was is very really quite today").split()
LABEL_WEIGHTS = torch.tensor([0.5, 1.0, 2.0])
BERT = dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64, max_position_embeddings=64, vocab_size=160,
            hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
COMMON = dict(BERT, hidden_size=24, num_attention_heads=3, intermediate_size=32, max_position_embeddings=40, vocab_size=90)
SMALL = dict(COMMON, hidden_size=16, num_attention_heads=2, intermediate_size=24, max_position_embeddings=24, vocab_size=40, num_hidden_layers=1)
ROBERTA = dict(type_vocab_size=1, pad_token_id=1, bos_token_id=0, eos_token_id=2, layer_norm_eps=1e-5)
DISTIL = dict(dropout=0.0, attention_dropout=0.0, seq_classif_dropout=0.0)
XLNET = dict(dropout=0.0, summary_last_dropout=0.0)
DEBERTA_V3 = dict(share_att_key=True, pos_att_type=["p2c", "c2p"], position_buckets=8, norm_rel_ebd="layer_norm", relative_attention=True,
                  position_biased_input=False, type_vocab_size=0)
DEBERTA_V2 = dict(DEBERTA_V3, conv_kernel_size=3, conv_act="gelu")
MODERN = dict(pad_token_id=0, bos_token_id=2, eos_token_id=3, cls_token_id=2, sep_token_id=3, embedding_dropout=0.0, reference_compile=False,
              local_attention=6, global_attn_every_n_layers=3)


def roberta(make, sizes, **more):
    return make(**{**sizes, "max_position_embeddings": sizes["max_position_embeddings"] + 2, **ROBERTA, **more})


def distil(sizes, **more):
    return DistilBertConfig(vocab_size=sizes["vocab_size"], dim=sizes["hidden_size"], n_layers=sizes["num_hidden_layers"],
                            n_heads=sizes["num_attention_heads"], hidden_dim=sizes["intermediate_size"],
                            max_position_embeddings=sizes["max_position_embeddings"], **{**DISTIL, **more})


def xlnet(sizes, **more):
    return XLNetConfig(vocab_size=sizes["vocab_size"], d_model=sizes["hidden_size"], n_layer=sizes["num_hidden_layers"],
                       n_head=sizes["num_attention_heads"], d_inner=sizes["intermediate_size"], **{**XLNET, **more})


def deberta(sizes, **more):
    return DebertaV2Config(**{**sizes, **more})


def modern(sizes, **more):
    return ModernBertConfig(**{**sizes, **MODERN, **more})


# how a family spells its special tokens, builds a pair and pads
CLASSIC = dict(specials=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"], pad=0, single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1")
FAIRSEQ = dict(specials=["<s>", "<pad>", "</s>", "<unk>", "<mask>"], pad=1, single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>")
PERMUTED = dict(specials=["<unk>", "<s>", "</s>", "<cls>", "<sep>", "<pad>", "<mask>"], pad=5, left=True, single="$A <sep> <cls>:2",
                pair="$A <sep> $B:1 <sep>:1 <cls>:2")
TYPELESS = dict(CLASSIC, pair="[CLS] $A [SEP] $B [SEP]")

MAIN = {
    "bert": (BertConfig(**BERT), CLASSIC),
    "roberta": (roberta(RobertaConfig, COMMON), FAIRSEQ),
    "distilbert": (distil(COMMON), TYPELESS),
    "xlnet": (xlnet(COMMON), PERMUTED),
    "deberta": (deberta(COMMON, **DEBERTA_V3), CLASSIC),
    "deberta-conv": (deberta(SMALL, **DEBERTA_V2 | dict(vocab_size=90, num_hidden_layers=2, type_vocab_size=2,
                                                          position_biased_input=True)), CLASSIC),
    "modernbert": (modern(SMALL, num_hidden_layers=4, vocab_size=90, attention_bias=True), TYPELESS),
}
MORE = {
    "bert-gelu-new": (BertConfig(**SMALL, hidden_act="gelu_new"), CLASSIC),
    "bert-relu": (BertConfig(**SMALL, hidden_act="relu", type_vocab_size=1), TYPELESS),
    "distilbert-sinusoidal": (distil(SMALL, sinusoidal_pos_embds=True, activation="relu"), TYPELESS),
    "xlm-roberta": (roberta(XLMRobertaConfig, SMALL), FAIRSEQ),
    "camembert": (roberta(CamembertConfig, SMALL, type_vocab_size=2), FAIRSEQ),
    "xlnet-mean": (xlnet(SMALL, summary_type="mean", summary_activation=None, clamp_len=5, ff_activation="relu"), PERMUTED),
    "xlnet-first": (xlnet(SMALL, summary_type="first", summary_use_proj=False, untie_r=False), PERMUTED),
    "deberta-separate": (deberta(SMALL, **DEBERTA_V3 | dict(share_att_key=False, position_buckets=-1, max_relative_positions=6,
                                                            norm_rel_ebd="none", pos_att_type=["c2p"], pooler_hidden_act="tanh")), CLASSIC),
    "deberta-absolute": (deberta(SMALL, relative_attention=False, type_vocab_size=2, pooler_hidden_act="relu"), CLASSIC),
    "deberta-embedding": (deberta(SMALL, **DEBERTA_V2 | dict(share_att_key=False, conv_act="tanh", conv_groups=2, embedding_size=8)),
                           CLASSIC),
    "modernbert-mean": (modern(SMALL, num_hidden_layers=2, classifier_pooling="mean", mlp_bias=True, norm_bias=True, classifier_bias=True,
                               local_rope_theta=None, classifier_activation="tanh"), TYPELESS),
}
# varieties of the files: the head missing, the weights in 16 bit, in parts
BARE = {"roberta-bare": "xlm-roberta", "xlnet-bare": "xlnet-mean", "deberta-bare": "deberta-absolute"}
HALF = {"modernbert-mean"}
PARTS = {"distilbert-sinusoidal"}


def batch(seed, family, vocabulary, rows=4, tokens=14):
    """Ids, types, mask and labels: every second row a pair, the first row of full length."""
    g = torch.Generator().manual_seed(seed)
    lengths = torch.randint(4, tokens + 1, (rows,), generator=g)
    lengths[0] = tokens
    place = torch.arange(tokens)[None].expand(rows, tokens)
    mask = (place < lengths[:, None]).long()
    ids = torch.randint(len(family["specials"]), vocabulary, (rows, tokens), generator=g)
    second = torch.where(torch.arange(rows) % 2 == 0, (lengths * 0.4).long() + 1, lengths)
    types = (place >= second[:, None]).long() if ":1" in family["pair"] else torch.zeros_like(ids)
    if family.get("left"):
        types[place == lengths[:, None] - 1] = 2
    labels = torch.randint(0, LABELS, (rows,), generator=g)
    return padded(ids, types, mask, family, family.get("left", False)) + (labels,)


def padded(ids, types, mask, family, left):
    """Moves the texts of any padding to the side asked for."""
    out = [torch.full_like(ids, family["pad"]), torch.full_like(ids, 3 if family.get("left") else 0), torch.zeros_like(ids)]
    for row, own in enumerate(mask.bool()):
        n = int(own.sum())
        place = slice(ids.shape[1] - n, None) if left else slice(0, n)
        for to, values in zip(out, (ids, types, mask)):
            to[row, place] = values[row, own]
    return tuple(out)


def inputs(model, ids, types, mask):
    given = dict(input_ids=ids, attention_mask=mask)
    if model.config.model_type not in ("distilbert", "modernbert"):
        given["token_type_ids"] = types
    return given


def embed(model, ids, types, mask):
    last = getattr(model, model.base_model_prefix, model)(**inputs(model, ids, types, mask)).last_hidden_state
    share = mask.unsqueeze(-1).float()
    return torch.nn.functional.normalize((last * share).sum(1) / share.sum(1)).detach()


def loss_of(model, ids, types, mask, labels):
    logits = model(**inputs(model, ids, types, mask)).logits
    return logits, torch.nn.functional.cross_entropy(logits, labels, LABEL_WEIGHTS)


def save_tokenizer(folder, family, vocabulary):
    words = family["specials"] + WORDS
    words += ["filler%d" % i for i in range(vocabulary - len(words))]
    unknown = next(s for s in family["specials"] if "unk" in s.lower())
    t = Tokenizer(models.WordLevel({w: i for i, w in enumerate(words)}, unk_token=unknown))
    t.normalizer = normalizers.BertNormalizer(lowercase=True)
    t.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    t.post_processor = processors.TemplateProcessing(single=family["single"], pair=family["pair"],
                                                     special_tokens=[(s, i) for i, s in enumerate(family["specials"])])
    t.add_special_tokens(family["specials"])
    PreTrainedTokenizerFast(tokenizer_object=t, pad_token=family["specials"][family["pad"]], unk_token=unknown,
                            padding_side="left" if family.get("left") else "right",
                            pad_token_type_id=3 if family.get("left") else 0).save_pretrained(folder)
    os.remove(os.path.join(folder, "special_tokens_map.json"))


def make(folder, name, config, half=False, parts=False):
    """A random classifier, saved and loaded again as a user would."""
    shutil.rmtree(folder, ignore_errors=True)
    torch.manual_seed(sum(name.encode()))
    config.update(NAMES)
    model = AutoModelForSequenceClassification.from_config(config)
    with torch.no_grad():
        for key, parameter in model.named_parameters():
            if "norm" in key.lower() and key.endswith("weight"):
                parameter.normal_(1, 0.1)
            elif key.endswith(".bias"):
                parameter.normal_(0, 0.1)
            elif parameter.requires_grad:
                parameter.normal_(0, 0.2)
    if half:
        model = model.bfloat16()
    model.save_pretrained(folder, max_shard_size="6KB" if parts else "1GB")
    return AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32).eval()


def golden(folder, name, config, family):
    model = make(folder, name, config)
    vocabulary = config.vocab_size
    save_tokenizer(folder, family, vocabulary)
    ids, types, mask, labels = batch(1, family, vocabulary)
    other = padded(ids, types, mask, family, not family.get("left", False))
    logits, loss = loss_of(model, ids, types, mask, labels)
    loss.backward()
    out = dict(ids=ids, types=types, mask=mask, y=labels, weights=LABEL_WEIGHTS, logits=logits.detach(), loss=loss.detach(),
               embed=embed(model, ids, types, mask))
    out |= {"other.ids": other[0], "other.types": other[1], "other.mask": other[2], "other.embed": embed(model, *other)}
    for key, parameter in model.named_parameters():
        if parameter.grad is not None:
            out["grad." + key] = parameter.grad.clone()
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        out["bf16.logits"] = model(**inputs(model, ids, types, mask)).logits.float()
    out["losses"] = curve(model, family, vocabulary, out)
    if name == "bert":
        regression(out)
    save_file({key: value.contiguous() for key, value in out.items()}, os.path.join(folder, "golden.safetensors"))
    gap = (out["bf16.logits"] - out["logits"]).abs().max().item()
    largest = max(v.abs().max().item() for k, v in out.items() if k.startswith("grad."))
    print("%-14s loss %.4f -> %.4f, largest gradient %.2f, bf16 differs by %.4f of %.2f, embed by side %.1e, %d bytes" % (
        name, out["losses"][0], out["losses"][-1], largest, gap, out["logits"].abs().max(), (out["embed"] - out["other.embed"]).abs().max(),
        sum(os.path.getsize(os.path.join(folder, f)) for f in os.listdir(folder))))


def curve(model, family, vocabulary, out):
    # the groups of transformers' own Trainer
    decayed = set(get_parameter_names(model, [torch.nn.LayerNorm], [r"bias", r"layernorm", r"rmsnorm", r"(?:^|\.)norm(?:$|\.)", r"_norm(?:$|\.)"]))
    groups = [{"params": [p for n, p in model.named_parameters() if (n in decayed) == decays], "weight_decay": 0.01 if decays else 0.0}
              for decays in (True, False)]
    optimizer = torch.optim.AdamW(groups, lr=RATE, eps=1e-8)
    schedule = get_linear_schedule_with_warmup(optimizer, int(STEPS * 0.1), STEPS)
    losses = []
    for step in range(STEPS):
        ids, types, mask, labels = batch(100 + step, family, vocabulary, rows=3, tokens=12)
        out |= {"step%d.%s" % (step, key): value for key, value in dict(ids=ids, types=types, mask=mask, y=labels).items()}
        loss = loss_of(model, ids, types, mask, labels)[1]
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    return torch.tensor(losses)


def variety(folder, name, config, family):
    model = make(folder, name, config, half=name in HALF, parts=name in PARTS)
    # padding would change what transformers says for these two, so they are compared on a text alone
    rows = 1 if config.model_type == "xlnet" and config.summary_type in ("first", "mean") else 4
    ids, types, mask, _ = batch(1, family, config.vocab_size, rows=rows, tokens=18)
    with torch.no_grad():
        logits = model(**inputs(model, ids, types, mask)).logits
    save_file(dict(ids=ids, types=types, mask=mask, logits=logits.contiguous()), os.path.join(folder, "golden.safetensors"))


def bare(folder, of):
    shutil.rmtree(folder, ignore_errors=True)
    model = AutoModel.from_pretrained(os.path.join(os.path.dirname(folder), of)).eval()
    model.save_pretrained(folder)
    ids, types, mask, _ = batch(2, MORE[of][1], model.config.vocab_size)
    save_file(dict(ids=ids, types=types, mask=mask, embed=embed(model, ids, types, mask)), os.path.join(folder, "golden.safetensors"))


def regression(out):
    rng = np.random.default_rng(1)
    x = rng.normal(size=(60, 6)).astype(np.float32)
    truth = (x @ rng.normal(size=(6, LABELS)) + rng.normal(size=(60, LABELS))).argmax(1)
    fitted = LogisticRegression(C=1 / 0.3, tol=1e-10, max_iter=10000).fit(x.astype(np.float64), truth)
    out["regression.x"], out["regression.y"] = torch.tensor(x), torch.tensor(truth)
    out["regression.weight"] = torch.tensor(fitted.coef_, dtype=torch.float32)
    out["regression.bias"] = torch.tensor(fitted.intercept_, dtype=torch.float32)


def main(root):
    for name, (config, family) in MAIN.items():
        golden(os.path.join(root, name + "-tiny"), name, config, family)
    for name, (config, family) in MORE.items():
        variety(os.path.join(root, "more", name), name, config, family)
    for name, of in BARE.items():
        bare(os.path.join(root, "more", name), of)


if __name__ == "__main__":
    main(sys.argv[1])
