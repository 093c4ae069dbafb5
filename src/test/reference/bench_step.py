"""The Python half of StepBench: training steps of a BERT or DistilBERT of random weights with sdpa attention and fused AdamW.

Started by StepBench with the thread count, the shape (minilm, bert, distilbert), the precision (fp32, bf16: autocast) and the lengths
(full, uneven). Each input line is a number of steps; each output line the seconds they took, the last loss, the peak memory in MiB and the processor time of all
threads.
"""
import resource
import sys
import time

import torch
from transformers import BertConfig, BertForSequenceClassification, DistilBertConfig, DistilBertForSequenceClassification

torch.set_num_threads(int(sys.argv[1]))
shape, precision, lengths = sys.argv[2:5]
ROWS, TOKENS = 16, 128
if shape == "minilm":
    config = BertConfig(hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536, num_labels=3)
elif shape == "bert":
    config = BertConfig(num_labels=3)
else:
    config = DistilBertConfig(num_labels=3)
config._attn_implementation = "sdpa"
model = (DistilBertForSequenceClassification if shape == "distilbert" else BertForSequenceClassification)(config)
model.train()
plain = [p for n, p in model.named_parameters() if n.endswith("bias") or "LayerNorm" in n or "layer_norm" in n]
decayed = [p for n, p in model.named_parameters() if not (n.endswith("bias") or "LayerNorm" in n or "layer_norm" in n)]
optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}], lr=1e-5, fused=True)
ids = torch.arange(ROWS * TOKENS).reshape(ROWS, TOKENS) % 20000 + 1000
mask = torch.ones_like(ids)
if lengths == "uneven":
    for row in range(ROWS):
        mask[row, TOKENS - row * 7:] = 0
    ids = ids * mask
labels = torch.arange(ROWS) % 3
value = 0.0
for line in sys.stdin:
    start = time.perf_counter()
    busy = time.process_time()
    for _ in range(int(line)):
        optimizer.zero_grad()
        with torch.autocast("cpu", torch.bfloat16, enabled=precision == "bf16"):
            loss = model(input_ids=ids, attention_mask=mask, labels=labels).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        value = loss.item()
    print(f"{time.perf_counter() - start} {value:.3f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} {time.process_time() - busy}", flush=True)
