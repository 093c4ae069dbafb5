"""The Python half of FineTuneBench: transformers.Trainer with its defaults but for the epochs' evaluation, 3 epochs of batches of 8.

Started by FineTuneBench with the thread count, a student's folder (model and tokenizer), a JSON file with the texts, and the precision
(fp32, bf16). Each input line starts a fine-tuning; each output line is the seconds it took, from reading the model to the last
evaluation, and the peak memory in MiB.
"""
import json
import resource
import sys
import tempfile
import time

import torch
from sklearn.metrics import f1_score
from transformers import (AutoModelForSequenceClassification, AutoTokenizer, DataCollatorWithPadding, Trainer, TrainingArguments, logging)

logging.set_verbosity_error()
threads, folder, file, precision = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
torch.set_num_threads(threads)
data = json.load(open(file))


class Texts(torch.utils.data.Dataset):
    def __init__(self, items, tokenizer):
        self.inputs = tokenizer([item["text"] for item in items], truncation=True, max_length=256)
        self.labels = [item["label"] for item in items]

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        return {"input_ids": self.inputs["input_ids"][i], "attention_mask": self.inputs["attention_mask"][i], "labels": self.labels[i]}


for _ in sys.stdin:
    start = time.perf_counter()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSequenceClassification.from_pretrained(folder, num_labels=data["labels"])
    with tempfile.TemporaryDirectory() as out:
        arguments = TrainingArguments(out, eval_strategy="epoch", use_cpu=True, bf16=precision == "bf16", report_to=[], disable_tqdm=True)
        trainer = Trainer(model, arguments, train_dataset=Texts(data["train"], tokenizer), eval_dataset=Texts(data["held"], tokenizer),
                          data_collator=DataCollatorWithPadding(tokenizer),
                          compute_metrics=lambda p: {"f1": f1_score(p.label_ids, p.predictions.argmax(-1), average="macro")})
        sys.stdout, out_ = sys.stderr, sys.stdout
        trainer.train()
        sys.stdout = out_
    print(f"{time.perf_counter() - start} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}", flush=True)
