"""The Python half of StepBench: training steps of a BERT of MiniLM's size with sdpa attention and fused AdamW.

Started by StepBench with the thread count; each input line is a number of steps, each output line the seconds they took.
"""
import sys
import time

import torch
from transformers import BertConfig, BertForSequenceClassification

torch.set_num_threads(int(sys.argv[1]))
ROWS, TOKENS = 16, 128
config = BertConfig(vocab_size=30522, hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536, num_labels=3)
config._attn_implementation = "sdpa"
model = BertForSequenceClassification(config)
model.train()
plain = [p for n, p in model.named_parameters() if n.endswith("bias") or "LayerNorm" in n]
decayed = [p for n, p in model.named_parameters() if not (n.endswith("bias") or "LayerNorm" in n)]
optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}], lr=1e-5, fused=True)
ids = torch.arange(ROWS * TOKENS).reshape(ROWS, TOKENS) % 20000 + 1000
mask = torch.ones_like(ids)
labels = torch.arange(ROWS) % 3
for line in sys.stdin:
    start = time.perf_counter()
    for _ in range(int(line)):
        optimizer.zero_grad()
        loss = model(input_ids=ids, attention_mask=mask, labels=labels).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        loss.item()
    print(time.perf_counter() - start, flush=True)
