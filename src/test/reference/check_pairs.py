"""Compares a trained bi-encoder's folder as transformers loads it with the cosines Concord gave.

    python src/test/reference/check_pairs.py STUDENT_FOLDER COSINES.jsonl

Each line of COSINES.jsonl: {"query": "...", "document": "...", "cosine": ...}, compared within 1e-5 with the cosine of the means of the last hidden
state over the tokens.
"""
import inspect
import json
import sys

import torch
from torch.nn import functional as F
from transformers import AutoModel, AutoTokenizer


def main(folder, cosines):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model, info = AutoModel.from_pretrained(folder, output_loading_info=True)
    print("missing", info["missing_keys"], "unexpected", info["unexpected_keys"], type(model).__name__, model.config.architectures)
    model.eval()
    taken = inspect.signature(model.forward).parameters
    limit = json.load(open(folder + "/concord.json"))["maxLength"]

    def embed(text):
        inputs = tokenizer([text], truncation=True, max_length=limit, return_tensors="pt")
        with torch.no_grad():
            return model(**{key: value for key, value in inputs.items() if key in taken}).last_hidden_state[0].mean(0)

    largest, n = 0.0, 0
    for line in open(cosines, encoding="utf-8"):
        row = json.loads(line)
        largest = max(largest, abs(F.cosine_similarity(embed(row["query"]), embed(row["document"]), dim=0).item() - row["cosine"]))
        n += 1
    print("pairs %d, largest difference %.3g" % (n, largest))
    named = model.config.architectures == [type(model).__name__]
    # a pooler reads the last hidden state and is not part of what is compared; where a classifier of the type has none, none is there to be kept
    missing = [key for key in info["missing_keys"] if not key.startswith("pooler.")]
    return 0 if n and largest <= 1e-5 and named and not missing and not info["unexpected_keys"] else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
