"""Compares a trained student folder as transformers loads it with what Concord computed.

    python src/test/reference/check_export.py STUDENT_FOLDER SCORES.jsonl

Each line of SCORES.jsonl: {"text": "...", "text_b": null or "...", "logits": [...]}, compared as they are, within 1e-5; or "log_probabilities" in
place of logits, compared after log-softmax, which leaves out the constant that probabilities do not keep, within 1e-4.
"""
import inspect
import json
import sys

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer


def main(folder, scores):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model, info = AutoModelForSequenceClassification.from_pretrained(folder, output_loading_info=True)
    print("missing", info["missing_keys"], "unexpected", info["unexpected_keys"], "labels", model.config.id2label, type(model).__name__,
          type(tokenizer).__name__)
    model.eval()
    taken = inspect.signature(model.forward).parameters
    limit = json.load(open(folder + "/concord.json"))["maxLength"]
    largest, n, same, tolerance = 0.0, 0, 0, 1e-5
    for line in open(scores, encoding="utf-8"):
        row = json.loads(line)
        second = [row["text_b"]] if row.get("text_b") is not None else None
        inputs = tokenizer([row["text"]], second, truncation=True, max_length=limit, return_tensors="pt")
        with torch.no_grad():
            theirs = model(**{key: value for key, value in inputs.items() if key in taken}).logits[0].double()
        if "logits" in row:
            ours = torch.tensor(row["logits"], dtype=torch.float64)
        else:
            ours, theirs, tolerance = torch.tensor(row["log_probabilities"], dtype=torch.float64), torch.log_softmax(theirs, -1), 1e-4
        largest = max(largest, (theirs - ours).abs().max().item())
        same += int(theirs.argmax() == ours.argmax())
        n += 1
    print("texts %d, same label %d, largest difference %.3g" % (n, same, largest))
    return 0 if largest <= tolerance and not info["missing_keys"] and not info["unexpected_keys"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
