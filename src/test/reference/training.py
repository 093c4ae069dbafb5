"""Golden values for what students minimise, how their rate runs and how their probabilities are scaled, as PyTorch, transformers and SciPy
compute them.

    python src/test/reference/training.py src/test/resources/concord/student/training.json

Needs torch 2.7.1, transformers 4.57.6, scipy, safetensors. Uses the tiny model of students.py, from the folder bert-tiny beside the output: its
golden batch and its weights, with outputs of its own where a goal has another number of them.
"""
import json
import os
import sys

import numpy as np
import torch
from safetensors.torch import load_file
from scipy.optimize import minimize_scalar
from torch.nn import functional as F
from transformers import BertConfig, BertForSequenceClassification
from transformers import get_constant_schedule_with_warmup, get_cosine_schedule_with_warmup, get_linear_schedule_with_warmup

SHARES = [[0.5, 0.5, 0.0], [0.0, 1.0, 0.0], [0.2, 0.3, 0.5], [1.0, 0.0, 0.0]]
SIGNS = [[1.0, 0.0, 1.0], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 0.0]]
LABELS = [2, 0, 1, 2]
WEIGHTS = [0.5, 1.0, 2.0]


def body(folder):
    """The tiny model's pooled vectors of its golden batch, and its output layer."""
    model = BertForSequenceClassification(BertConfig.from_pretrained(folder))
    model.load_state_dict(load_file(os.path.join(folder, "model.safetensors")))
    model.eval()
    golden = load_file(os.path.join(folder, "golden.safetensors"))
    return model, golden


def result(model, golden, objective, weight, bias):
    """Loss and the gradients of the output layer and of the word embeddings' norm."""
    model.zero_grad()
    weight = weight.clone().requires_grad_()
    bias = bias.clone().requires_grad_()
    pooled = model.bert(input_ids=golden["ids"], token_type_ids=golden["types"], attention_mask=golden["mask"]).pooler_output
    loss = objective(F.linear(pooled, weight, bias))
    loss.backward()
    embeddings = model.bert.embeddings.word_embeddings.weight.grad
    return {"loss": loss.item(), "bias": bias.grad.flatten().tolist(), "weight": weight.grad.flatten().tolist(),
            "embeddings": embeddings.norm().item()}


def rates(make, warm_up, total):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    schedule = make(optimizer, int(total * warm_up), total) if make is not get_constant_schedule_with_warmup else make(optimizer, int(total * warm_up))
    out = []
    for _ in range(total):
        out.append(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()
    return out


def temperatures():
    rng = np.random.default_rng(3)
    n = 60
    choice = rng.normal(size=(n, 3)).astype(np.float32)
    label = np.array([rng.choice(3, p=np.exp(z) / np.exp(z).sum()) for z in choice.astype(np.float64)])
    choice *= np.float32(3)
    sign = rng.normal(size=(n, 2)).astype(np.float32)
    yes = (rng.random((n, 2)) < 1 / (1 + np.exp(-sign))).astype(np.float64)
    sign *= np.float32(0.4)

    def nll(t):
        z = choice.astype(np.float64) / t
        return -(z[np.arange(n), label] - np.log(np.exp(z).sum(1))).mean()

    def bce(t):
        p = 1 / (1 + np.exp(-sign.astype(np.float64) / t))
        return -(yes * np.log(p) + (1 - yes) * np.log(1 - p)).mean()

    def ece(p, right):
        bins = np.minimum((p * 15).astype(int), 14)
        return sum(abs((p[bins == b] - right[bins == b]).sum()) for b in range(15)) / len(p)

    def top(t):
        z = choice.astype(np.float64) / t
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        return ece(p.max(1), (p.argmax(1) == label).astype(float))

    fit = lambda f: minimize_scalar(f, bounds=(0.05, 20), method="bounded", options={"xatol": 1e-10}).x
    t = fit(nll)
    return {"choice": choice.tolist(), "label": label.tolist(), "choice_temperature": t, "ece_before": top(1.0), "ece": top(t),
            "sign": sign.tolist(), "yes": yes.tolist(), "sign_temperature": fit(bce)}


def main(target):
    torch.manual_seed(0)
    model, golden = body(os.path.join(os.path.dirname(target), "bert-tiny"))
    w, b = model.classifier.weight.detach(), model.classifier.bias.detach()
    y, shares, signs, weights = torch.tensor(LABELS), torch.tensor(SHARES), torch.tensor(SIGNS), torch.tensor(WEIGHTS)
    above = (y[:, None] > torch.arange(2)[None]).float()
    direction = w[:1]
    biases = torch.tensor([0.4, -0.3])
    tied = direction.expand(2, -1).contiguous()
    out = {
        "smoothed": result(model, golden, lambda z: F.cross_entropy(z, y, weight=weights, label_smoothing=0.1), w, b),
        "soft": result(model, golden, lambda z: F.cross_entropy(z, shares, weight=weights), w, b),
        "signs": result(model, golden, lambda z: F.binary_cross_entropy_with_logits(z, signs, pos_weight=weights), w, b),
        # one direction for all thresholds: the gradient of the direction is the sum over the rows
        "coral": result(model, golden, lambda z: F.binary_cross_entropy_with_logits(z + biases, above), direction, torch.zeros(1)),
        "coral_bias": result(model, golden, lambda z: F.binary_cross_entropy_with_logits(z, above), tied, biases)["bias"],
        "number": result(model, golden, lambda z: (weights[y][:, None] * (z - y[:, None]) ** 2).sum() / weights[y].sum(), w[:1], b[:1]),
        "linear": rates(get_linear_schedule_with_warmup, 0.1, 23),
        "cosine": rates(get_cosine_schedule_with_warmup, 0.1, 23),
        "constant": rates(get_constant_schedule_with_warmup, 0.3, 23),
        "calibration": temperatures(),
    }
    with open(target, "w", encoding="utf-8") as file:
        json.dump(out, file)
    print({k: v["loss"] for k, v in out.items() if isinstance(v, dict) and "loss" in v}, os.path.getsize(target),
          {k: v for k, v in out["calibration"].items() if isinstance(v, float)})


if __name__ == "__main__":
    main(sys.argv[1])
