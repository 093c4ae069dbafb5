"""Compares a trained student folder as transformers loads it with the logits Concord computed.

    python src/test/reference/check_export.py STUDENT_FOLDER SCORES.jsonl

Each line of SCORES.jsonl: {"text": "...", "text_b": null or "...", "log_probabilities": [...]}. Logits are compared after log-softmax, which
leaves out only the constant that probabilities do not keep.
"""
import json
import sys

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer


def main(folder, scores):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model, info = AutoModelForSequenceClassification.from_pretrained(folder, output_loading_info=True)
    print("missing", info["missing_keys"], "unexpected", info["unexpected_keys"], "labels", model.config.id2label, type(tokenizer).__name__)
    model.eval()
    limit = json.load(open(folder + "/concord.json"))["maxLength"]
    largest, n, same = 0.0, 0, 0
    for line in open(scores, encoding="utf-8"):
        row = json.loads(line)
        second = [row["text_b"]] if row.get("text_b") is not None else None
        inputs = tokenizer([row["text"]], second, truncation=True, max_length=limit, return_tensors="pt")
        with torch.no_grad():
            theirs = torch.log_softmax(model(**inputs).logits[0].double(), -1)
        ours = torch.tensor(row["log_probabilities"], dtype=torch.float64)
        largest = max(largest, (theirs - ours).abs().max().item())
        same += int(theirs.argmax() == ours.argmax())
        n += 1
    print("texts %d, same label %d, largest difference %.3g" % (n, same, largest))
    return 0 if largest <= 1e-4 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
