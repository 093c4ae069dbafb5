"""Golden values for decoders with a classification head and for LoRA: tiny random models as transformers and peft compute and train them.

    python -P src/test/reference/lora.py src/test/resources/concord/student

Made with torch 2.7.1, transformers 4.57.6, peft 0.21.2. Writes mistral-tiny, llama-tiny and qwen2-tiny (config.json, model.safetensors,
golden.safetensors), mistral-tiny/ended.safetensors and bert-tiny/lora.safetensors, which belongs to the model that is in bert-tiny: run it again when students.py made another.
Dropout is 0, so that training is the same on both sides; weights are large (0.2), so that mistakes show.
"""
import os
import sys

import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from transformers import (BertForSequenceClassification, LlamaConfig, LlamaForSequenceClassification, MistralConfig,
                          MistralForSequenceClassification, Qwen2Config, Qwen2ForSequenceClassification, get_linear_schedule_with_warmup)

VOCABULARY, LABELS, STEPS, TOKENS = 160, 3, 20, 20
PROJECTIONS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
NAMES = {"id2label": {0: "down", 1: "same", 2: "up"}, "label2id": {"down": 0, "same": 1, "up": 2}}
SMALL = dict(vocab_size=VOCABULARY, num_labels=LABELS, pad_token_id=0, initializer_range=0.2, max_position_embeddings=64, **NAMES)


def batch(seed, rows=4, tokens=TOKENS, left=False):
    g = torch.Generator().manual_seed(seed)
    lengths = torch.randint(4, tokens + 1, (rows,), generator=g)
    lengths[0] = tokens
    at = torch.arange(tokens)[None]
    mask = (at >= tokens - lengths[:, None]).long() if left else (at < lengths[:, None]).long()
    ids = torch.randint(5, VOCABULARY, (rows, tokens), generator=g) * mask
    return {"ids": ids, "types": torch.zeros_like(ids), "mask": mask, "y": torch.randint(0, LABELS, (rows,), generator=g)}


def given(one):
    return {"input_ids": one["ids"], "attention_mask": one["mask"]}


def logits(model, one):
    with torch.no_grad():
        return model(**given(one)).logits.float().contiguous()


def put(out, prefix, one):
    for name, value in one.items():
        out[prefix + name] = value


def model_of(kind, config):
    torch.manual_seed(0)
    model = kind(config)
    for name, parameter in model.named_parameters():
        if name.endswith("bias"):
            torch.nn.init.normal_(parameter, std=0.1)
        elif "norm" in name:
            torch.nn.init.normal_(parameter, mean=1.0, std=0.2)
    return model.eval()


def start(kind, config, folder):
    model = model_of(kind, config)
    os.makedirs(folder, exist_ok=True)
    model.save_pretrained(folder)
    out, one = {}, batch(1)
    put(out, "", one)
    result = model(**given(one), labels=one["y"])
    out["logits"] = result.logits.detach().contiguous()
    result.loss.backward()
    for name, parameter in model.named_parameters():
        out["grad." + name] = parameter.grad.clone().contiguous()
    return model, out


def curve(model, out):
    plain = [p for n, p in model.named_parameters() if n.endswith("bias") or "norm" in n]
    decayed = [p for n, p in model.named_parameters() if not (n.endswith("bias") or "norm" in n)]
    optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}], lr=5e-3, eps=1e-8)
    schedule = get_linear_schedule_with_warmup(optimizer, int(STEPS * 0.1), STEPS)
    losses = []
    for step in range(STEPS):
        one = batch(100 + step)
        put(out, "step%d." % step, one)
        loss = model(**given(one), labels=one["y"]).loss
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    out["losses"] = torch.tensor(losses)
    print("losses", losses[:2], "...", losses[-2:])


def lora(model, targets, one, out, call):
    torch.manual_seed(3)
    adapted = get_peft_model(model, LoraConfig(r=4, lora_alpha=8, lora_dropout=0.0, target_modules=targets, task_type="SEQ_CLS",
                                               init_lora_weights=False)).eval()
    result = adapted(**call, labels=one["y"])
    out["lora.logits"] = result.logits.detach().contiguous()
    result.loss.backward()
    for name, parameter in adapted.named_parameters():
        short = name.removeprefix("base_model.model.").replace(".default", "").replace(".modules_to_save", "")
        if "lora_" in name:
            out["lora." + short] = parameter.detach().clone().contiguous()
        if parameter.grad is not None:
            out["lora.grad." + short] = parameter.grad.clone().contiguous()


def ended(folder):
    """Texts that end with the token that config.json pads with: transformers answers from the one before."""
    end = 7
    model = MistralForSequenceClassification.from_pretrained(folder, pad_token_id=end).eval()
    one = batch(4)
    ids, lengths = one["ids"], one["mask"].sum(1)
    ids[one["mask"] == 0] = end
    ids[torch.arange(len(ids)), lengths - 1] = end
    # one text ends with it twice, one has it inside
    ids[1, lengths[1] - 2] = end
    ids[2, 1] = end
    one["logits"] = logits(model, one)
    save({name: value.contiguous() for name, value in one.items()}, os.path.join(folder, "ended.safetensors"))


def save(out, path):
    save_file(out, path)
    print(path, os.path.getsize(path), "bytes")


def main(root):
    # a window shorter than the texts, fewer key and value heads than queries
    config = MistralConfig(hidden_size=32, intermediate_size=64, num_hidden_layers=3, num_attention_heads=4, num_key_value_heads=2,
                           sliding_window=8, rms_norm_eps=1e-5, **SMALL)
    folder = os.path.join(root, "mistral-tiny")
    model, out = start(MistralForSequenceClassification, config, folder)
    left = batch(2, left=True)
    put(out, "left.", left)
    out["left.logits"] = logits(model, left)
    out["bf16.logits"] = logits(model_of(MistralForSequenceClassification, config).bfloat16(), out)
    lora(model_of(MistralForSequenceClassification, config), PROJECTIONS, out, out, given(out))
    curve(model, out)
    save(out, os.path.join(folder, "golden.safetensors"))
    ended(folder)

    # no window, positions stretched as those of Llama 3.1 are, within the length of the texts
    rope = {"rope_type": "llama3", "factor": 4.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 16}
    config = LlamaConfig(hidden_size=24, intermediate_size=40, num_hidden_layers=2, num_attention_heads=3, num_key_value_heads=1,
                         rope_scaling=rope, rope_theta=100.0, rms_norm_eps=1e-6, attention_bias=True, **SMALL)
    folder = os.path.join(root, "llama-tiny")
    _, out = start(LlamaForSequenceClassification, config, folder)
    save(out, os.path.join(folder, "golden.safetensors"))

    # biases of queries, keys and values
    config = Qwen2Config(hidden_size=24, intermediate_size=40, num_hidden_layers=2, num_attention_heads=3, num_key_value_heads=3,
                         rms_norm_eps=1e-6, use_sliding_window=False, **SMALL)
    folder = os.path.join(root, "qwen2-tiny")
    _, out = start(Qwen2ForSequenceClassification, config, folder)
    save(out, os.path.join(folder, "golden.safetensors"))

    folder = os.path.join(root, "bert-tiny")
    bert = BertForSequenceClassification.from_pretrained(folder).eval()
    one = batch(1, tokens=16)
    out = dict(one)
    lora(bert, ["query", "value"], one, out, {**given(one), "token_type_ids": one["types"]})
    save(out, os.path.join(folder, "lora.safetensors"))


if __name__ == "__main__":
    main(sys.argv[1])
