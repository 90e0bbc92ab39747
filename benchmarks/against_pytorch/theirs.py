"""GPT-2 in PyTorch, eager, giving the attentions of all heads: what our pass is measured against.

Answers one line of JSON to each line that it is asked: `pass N`, `gemm`, `about`. Usage: theirs.py CHECKPOINT THREADS
"""

import ctypes
import json
import math
import pathlib
import struct
import sys
import time

import numpy
import torch


def read_tensors(path):
    """Name to tensor; the numbers stay where the file is mapped."""
    file = numpy.memmap(path, "u1", "c")
    size = struct.unpack("<Q", file[:8])[0]
    tensors = {}
    for name, row in json.loads(bytes(file[8:8 + size])).items():
        begin, end = row["data_offsets"]
        tensors[name] = torch.from_numpy(file[8 + size + begin:8 + size + end].view("<f4").reshape(row["shape"]))
    return tensors


class Gpt2:
    """The definition, a line for a step, as the reference implementation's eager code goes."""

    def __init__(self, folder):
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.layers, self.heads, self.eps = config["n_layer"], config["n_head"], config["layer_norm_epsilon"]
        self.weights = read_tensors(folder / "model.safetensors")
        size = config["n_positions"]
        self.seen = torch.tril(torch.ones(size, size, dtype=torch.bool))

    def norm(self, x, name):
        return torch.nn.functional.layer_norm(x, x.shape[-1:], self.weights[f"{name}.weight"],
                                              self.weights[f"{name}.bias"], self.eps)

    def linear(self, x, name):
        return torch.addmm(self.weights[f"{name}.bias"], x, self.weights[f"{name}.weight"])

    def attention(self, x, at):
        n, hidden = x.shape
        q, k, v = (part.view(n, self.heads, -1).transpose(0, 1)
                   for part in self.linear(x, f"{at}.attn.c_attn").split(hidden, 1))
        scores = torch.matmul(q, k.transpose(1, 2)) / math.sqrt(hidden / self.heads)
        scores = torch.where(self.seen[:n, :n], scores, torch.finfo(scores.dtype).min)
        weights = torch.softmax(scores, -1)
        blended = torch.matmul(weights, v).transpose(0, 1).reshape(n, hidden)
        return self.linear(blended, f"{at}.attn.c_proj"), weights

    def feed_forward(self, x, at):
        inner = self.linear(x, f"{at}.mlp.c_fc")
        inner = 0.5 * inner * (1 + torch.tanh(math.sqrt(2 / math.pi) * (inner + 0.044715 * torch.pow(inner, 3))))
        return self.linear(inner, f"{at}.mlp.c_proj")

    def __call__(self, ids):
        x = self.weights["wte.weight"][ids] + self.weights["wpe.weight"][:len(ids)]
        attentions = []
        for layer in range(self.layers):
            update, weights = self.attention(self.norm(x, f"h.{layer}.ln_1"), f"h.{layer}")
            attentions.append(weights)
            x = x + update
            x = x + self.feed_forward(self.norm(x, f"h.{layer}.ln_2"), f"h.{layer}")
        return self.norm(x, "ln_f"), attentions


def seconds(function):
    begin = time.perf_counter()
    function()
    return time.perf_counter() - begin


def blas():
    """Which BLAS is loaded, and for which processor its loops are."""
    maps = pathlib.Path("/proc/self/maps").read_text(encoding="utf-8")
    paths = sorted({line.split()[-1] for line in maps.splitlines() if "blas" in line and line.split()[-1][0] == "/"})
    openblas = next((path for path in paths if "openblas" in path), None)
    if openblas is None:
        return {"blas": paths, "threads": None, "core": None}
    library = ctypes.CDLL(openblas)
    library.openblas_get_corename.restype = ctypes.c_char_p
    kind = {0: "none", 1: "its own threads", 2: "OpenMP"}[library.openblas_get_parallel()]
    return {"blas": paths, "threads": kind, "core": library.openblas_get_corename().decode()}


def main():
    torch.set_num_threads(int(sys.argv[2]))
    model = Gpt2(pathlib.Path(sys.argv[1]))
    square = torch.ones(1536, 1536)
    with torch.inference_mode():
        for line in sys.stdin:
            words = line.split()
            if words[0] == "pass":
                ids = torch.arange(int(words[1])) % 256
                answer = {"seconds": seconds(lambda ids=ids: model(ids))}
            elif words[0] == "gemm":
                answer = {"flops": 2 * 1536**3 / min(seconds(lambda: torch.mm(square, square)) for _ in range(3))}
            else:
                answer = {"torch": torch.__version__, **blas()}
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
