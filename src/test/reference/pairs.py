"""Golden values of the loss of queries and documents that are embedded apart, as PyTorch and transformers compute them.

    python src/test/reference/pairs.py src/test/resources/concord/student/pairs.json

Needs torch 2.7.1, transformers 4.57.6, safetensors. Uses the tiny model of students.py and its golden batch, from the folder bert-tiny beside the
output: texts 0 and 1 are the queries, 2 and 3 their documents, and 1 is also a document that is not relevant for query 0. Document 2 is relevant for
query 1 too, so that it is no negative there. The labels' places, 1 and 2, weigh the queries.
"""
import json
import os
import sys

import torch
from safetensors.torch import load_file
from torch.nn import functional as F
from transformers import BertConfig, BertForSequenceClassification

QUERIES = [0, 1]
DOCUMENTS = [2, 3, 1]
WEIGHTS = torch.tensor([1.0, 2.0])


def embed(model, golden, rows):
    """Mean of the last hidden state over the tokens, of length 1."""
    mask = golden["mask"][rows]
    hidden = model.bert(input_ids=golden["ids"][rows], token_type_ids=golden["types"][rows], attention_mask=mask).last_hidden_state
    mask = mask.unsqueeze(-1).float()
    return F.normalize((hidden * mask).sum(1) / mask.sum(1), dim=1)


def main(out):
    folder = os.path.join(os.path.dirname(out), "bert-tiny")
    model = BertForSequenceClassification(BertConfig.from_pretrained(folder))
    model.load_state_dict(load_file(os.path.join(folder, "model.safetensors")))
    model.eval()
    golden = load_file(os.path.join(folder, "golden.safetensors"))
    cosines = embed(model, golden, QUERIES) @ embed(model, golden, DOCUMENTS).T
    logits = 20 * cosines
    logits = logits.masked_fill(torch.tensor([[False, False, False], [True, False, False]]), float("-inf"))
    each = F.cross_entropy(logits, torch.tensor([0, 1]), reduction="none")
    loss = (each * WEIGHTS).sum() / WEIGHTS.sum()
    loss.backward()
    gradients = {name: p.grad.norm().item() for name, p in model.bert.named_parameters() if p.grad is not None}
    bias = "encoder.layer.1.output.dense.bias"
    with open(out, "w") as f:
        json.dump({"cosines": cosines.flatten().tolist(), "loss": loss.item(), "norms": gradients,
                   "bias": dict(model.bert.named_parameters())[bias].grad.tolist()}, f, indent=1)


if __name__ == "__main__":
    main(sys.argv[1])
