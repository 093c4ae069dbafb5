"""The Python half of ScoreBench: a MiniLM over batches of tokens, by ONNX Runtime and by transformers (fp32, sdpa, inference mode).

Started by ScoreBench with the thread count and a folder with model.onnx and batches.json. Each input line names the runtime; each output
line is the seconds all batches took, filling up included, and the processor time of all threads.
"""
import json
import os
import sys
import time

import numpy as np
import onnxruntime
import torch
from transformers import BertConfig, BertForSequenceClassification

threads = int(sys.argv[1])
torch.set_num_threads(threads)
batches = json.load(open(os.path.join(sys.argv[2], "batches.json")))
config = BertConfig(hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536, num_labels=3)
config._attn_implementation = "sdpa"
model = BertForSequenceClassification(config).eval()
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = threads
session = onnxruntime.InferenceSession(os.path.join(sys.argv[2], "model.onnx"), options, providers=["CPUExecutionProvider"])


def padded(batch):
    longest = max(len(ids) for ids in batch)
    ids = np.zeros((len(batch), longest), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, own in enumerate(batch):
        ids[row, :len(own)] = own
        mask[row, :len(own)] = 1
    return ids, mask


for line in sys.stdin:
    start = time.perf_counter()
    busy = time.process_time()
    for batch in batches:
        ids, mask = padded(batch)
        if line.strip() == "onnxruntime":
            session.run(None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)})
        else:
            with torch.inference_mode():
                model(input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(mask)).logits.numpy()
    print(time.perf_counter() - start, time.process_time() - busy, flush=True)
