"""Compares a student that is an adapter, as peft loads it, and its merged export, as transformers loads it, with the logits Concord computed.

    python src/test/reference/check_adapter.py RUN_FOLDER SCORES.jsonl MERGED_FOLDER

RUN_FOLDER is the student's own folder (or what export --adapter wrote), MERGED_FOLDER what export wrote, SCORES.jsonl what the bench class
ScoreLines wrote with RUN_FOLDER. Run with transformers 4.57.6 and peft 0.21.2. Logits are compared after log-softmax, which leaves out only the
constant that probabilities do not keep.
"""
import json
import os
import sys

import torch
from peft import PeftModel
from transformers import AutoConfig, AutoModelForSequenceClassification, PreTrainedTokenizerFast


def largest(model, tokenizer, limit, scores):
    model.eval()
    most, n, same = 0.0, 0, 0
    for line in open(scores, encoding="utf-8"):
        row = json.loads(line)
        second = [row["text_b"]] if row.get("text_b") is not None else None
        inputs = tokenizer([row["text"]], second, truncation=True, max_length=limit, return_tensors="pt")
        if model.config.model_type != "bert":
            inputs.pop("token_type_ids", None)
        with torch.no_grad():
            theirs = torch.log_softmax(model(**inputs).logits[0].double(), -1)
        ours = torch.tensor(row["log_probabilities"], dtype=torch.float64)
        most = max(most, (theirs - ours).abs().max().item())
        same += int(theirs.argmax() == ours.argmax())
        n += 1
    print("texts %d, same label %d, largest difference %.3g" % (n, same, most))
    return most


def main(run, scores, merged):
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=os.path.join(run, "tokenizer.json"))
    limit = json.load(open(os.path.join(run, "concord.json")))["maxLength"]
    where = json.load(open(os.path.join(run, "base.json")))["base"]
    base, _ = AutoModelForSequenceClassification.from_pretrained(where, config=AutoConfig.from_pretrained(run), output_loading_info=True,
                                                                 ignore_mismatched_sizes=True)
    print("peft:")
    most = largest(PeftModel.from_pretrained(base, run), tokenizer, limit, scores)
    whole, info = AutoModelForSequenceClassification.from_pretrained(merged, output_loading_info=True)
    print("merged: missing", info["missing_keys"], "unexpected", info["unexpected_keys"], "labels", whole.config.id2label, whole.dtype)
    most = max(most, largest(whole, tokenizer, limit, scores))
    return 0 if most <= 1e-5 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3]))
