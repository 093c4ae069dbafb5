"""Golden values for the students: a tiny random BERT classifier as transformers computes and trains it, and a logistic regression of scikit-learn.

    python src/test/reference/students.py src/test/resources/concord/student/bert-tiny

Needs torch, transformers, scikit-learn, safetensors, tokenizers. Writes config.json, model.safetensors, tokenizer.json and golden.safetensors.
Dropout is 0, so that training is the same on both sides; weights are large (0.2), so that mistakes show.
"""
import json
import os
import sys

import numpy as np
import torch
from safetensors.torch import save_file
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertForSequenceClassification, get_linear_schedule_with_warmup

VOCABULARY, LABELS, STEPS = 160, 3, 20
WORDS = ("rates rise fall steady growth slow strong weak market jobs prices inflation we expect see the a of in and will not policy tighten "
         "ease hold good bad happy sad great awful lovely poor nice horrible film movie food place it was is very really quite today").split()


def batch(seed, rows=4, tokens=16):
    g = torch.Generator().manual_seed(seed)
    lengths = torch.randint(4, tokens + 1, (rows,), generator=g)
    lengths[0] = tokens
    mask = (torch.arange(tokens)[None] < lengths[:, None]).long()
    ids = torch.randint(5, VOCABULARY, (rows, tokens), generator=g) * mask
    second = torch.randint(2, tokens, (rows,), generator=g)
    types = (torch.arange(tokens)[None] >= second[:, None]).long() * mask
    return ids, types, mask, torch.randint(0, LABELS, (rows,), generator=g)


def tokenizer(path):
    specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    words = specials + WORDS
    words += ["filler%d" % i for i in range(VOCABULARY - len(words))]
    t = Tokenizer(models.WordLevel({w: i for i, w in enumerate(words)}, unk_token="[UNK]"))
    t.normalizer = normalizers.BertNormalizer(lowercase=True)
    t.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    t.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1",
                                                     special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    t.add_special_tokens(specials)
    t.save(path, pretty=False)


def main(folder):
    os.makedirs(folder, exist_ok=True)
    torch.manual_seed(0)
    config = BertConfig(vocab_size=VOCABULARY, hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64,
                        max_position_embeddings=64, num_labels=LABELS, initializer_range=0.2, hidden_dropout_prob=0.0,
                        attention_probs_dropout_prob=0.0, id2label={0: "down", 1: "same", 2: "up"}, label2id={"down": 0, "same": 1, "up": 2})
    model = BertForSequenceClassification(config)
    for name, parameter in model.named_parameters():
        if name.endswith("bias"):
            torch.nn.init.normal_(parameter, std=0.1)
    model.eval()
    model.save_pretrained(folder)
    tokenizer(os.path.join(folder, "tokenizer.json"))
    out = {}
    ids, types, mask, y = batch(1)
    out["ids"], out["types"], out["mask"], out["y"] = ids, types, mask, y
    result = model(input_ids=ids, token_type_ids=types, attention_mask=mask, labels=y)
    out["logits"] = result.logits.detach().contiguous()
    result.loss.backward()
    for name, parameter in model.named_parameters():
        out["grad." + name] = parameter.grad.clone().contiguous()
    plain = [p for n, p in model.named_parameters() if n.endswith("bias") or "LayerNorm" in n]
    decayed = [p for n, p in model.named_parameters() if not (n.endswith("bias") or "LayerNorm" in n)]
    optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}], lr=5e-3, eps=1e-8)
    schedule = get_linear_schedule_with_warmup(optimizer, int(STEPS * 0.1), STEPS)
    losses = []
    for step in range(STEPS):
        ids, types, mask, y = batch(100 + step)
        for name, value in (("ids", ids), ("types", types), ("mask", mask), ("y", y)):
            out["step%d.%s" % (step, name)] = value
        loss = model(input_ids=ids, token_type_ids=types, attention_mask=mask, labels=y).loss
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    out["losses"] = torch.tensor(losses)
    rng = np.random.default_rng(1)
    x = rng.normal(size=(60, 6)).astype(np.float32)
    truth = (x @ rng.normal(size=(6, LABELS)) + rng.normal(size=(60, LABELS))).argmax(1)
    regression = LogisticRegression(C=1 / 0.3, tol=1e-10, max_iter=10000).fit(x.astype(np.float64), truth)
    out["regression.x"], out["regression.y"] = torch.tensor(x), torch.tensor(truth)
    out["regression.weight"] = torch.tensor(regression.coef_, dtype=torch.float32).contiguous()
    out["regression.bias"] = torch.tensor(regression.intercept_, dtype=torch.float32)
    save_file(out, os.path.join(folder, "golden.safetensors"))
    print("losses", losses[:2], "...", losses[-2:])
    print({f: os.path.getsize(os.path.join(folder, f)) for f in sorted(os.listdir(folder))})


if __name__ == "__main__":
    main(sys.argv[1])
