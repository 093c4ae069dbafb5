"""Weights as torch.save writes them, for the reader of pytorch_model.bin.

    python src/test/reference/torch_files.py src/test/resources/concord/student/torch

Needs torch 2.7.1 and safetensors. Writes zip.bin and old.bin (the same tensors in the two forms torch.save has had), expected.safetensors
(the same, row-major), module.bin (a whole module, which must be refused) and a folder of two shards.
"""
import json
import os
import sys
from collections import OrderedDict

import torch
from safetensors.torch import save_file


def tensors():
    g = torch.Generator().manual_seed(1)
    base = torch.randn(6, 8, generator=g)
    out = OrderedDict()
    out["plain"] = base
    out["tied"] = base
    out["transposed"] = base.t()
    out["part"] = base[1:4, 2:7]
    out["every_other"] = base[::2, 1::3]
    out["one_row"] = base[3:4]
    out["permuted"] = torch.randn(2, 3, 4, generator=g).permute(2, 0, 1)
    out["repeated"] = torch.randn(1, 4, generator=g).expand(3, 4)
    out["parameter"] = torch.nn.Parameter(torch.randn(3, 2, generator=g))
    out["scalar"] = torch.tensor(2.5)
    out["empty"] = torch.zeros(0, 4)
    out["half"] = torch.randn(3, 3, generator=g).half()
    out["brain"] = torch.randn(3, 3, generator=g).bfloat16().t()
    out["double"] = torch.randn(5, generator=g, dtype=torch.float64)
    out["position_ids"] = torch.arange(7).expand((1, -1))
    out["flags"] = torch.tensor([True, False, True])
    return out


def main(folder):
    os.makedirs(os.path.join(folder, "shards"), exist_ok=True)
    state = tensors()
    state._metadata = OrderedDict({"": {"version": 1}})
    torch.save(state, os.path.join(folder, "zip.bin"))
    torch.save(state, os.path.join(folder, "old.bin"), _use_new_zipfile_serialization=False)
    plain = {name: value.detach().clone(memory_format=torch.contiguous_format) for name, value in state.items()}
    save_file(plain, os.path.join(folder, "expected.safetensors"))
    torch.save(torch.nn.Linear(2, 2), os.path.join(folder, "module.bin"))
    names = list(plain)
    files = ["pytorch_model-00001-of-00002.bin", "pytorch_model-00002-of-00002.bin"]
    weight_map = {}
    for file, part in zip(files, (names[:7], names[7:])):
        torch.save({name: plain[name] for name in part}, os.path.join(folder, "shards", file))
        weight_map.update({name: file for name in part})
    with open(os.path.join(folder, "shards", "pytorch_model.bin.index.json"), "w") as out:
        json.dump({"metadata": {"total_size": 0}, "weight_map": weight_map}, out, indent=1)
    for root, _, found in os.walk(folder):
        print({f: os.path.getsize(os.path.join(root, f)) for f in sorted(found)})


if __name__ == "__main__":
    main(sys.argv[1])
