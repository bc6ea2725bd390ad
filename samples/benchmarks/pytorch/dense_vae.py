"""One training step of the 784-400-20-400-784 Bernoulli autoencoder with Adam, in PyTorch.

Prints the step time as JSON. The twin of DenseVaeBenchmark.java: same sizes, loss and optimizer.
"""

import argparse
import json
import statistics
import time

import torch
from torch import nn
from torch.nn import functional


class DenseVae(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Linear(784, 400)
        self.mean = nn.Linear(400, 20)
        self.log_variance = nn.Linear(400, 20)
        self.decoder = nn.Linear(20, 400)
        self.logits = nn.Linear(400, 784)

    def loss(self, x):
        hidden = functional.relu(self.encoder(x))
        mean = self.mean(hidden)
        log_variance = self.log_variance(hidden)
        z = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        logits = self.logits(functional.relu(self.decoder(z)))
        likelihood = functional.binary_cross_entropy_with_logits(logits, x, reduction="sum")
        divergence = 0.5 * (mean.square() + log_variance.exp() - log_variance - 1).sum()
        return (likelihood + divergence) / x.shape[0]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--warmup", type=int, default=50)
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--fused", action="store_true", help="Adam's fused kernel, not the default")
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    model = DenseVae()
    adam = torch.optim.Adam(model.parameters(), lr=1e-3, fused=options.fused or None)
    loss_of = torch.compile(model.loss) if options.compile else model.loss
    x = torch.rand(options.batch, 784)

    def step():
        adam.zero_grad(set_to_none=True)
        loss = loss_of(x)
        loss.backward()
        adam.step()
        return loss

    for _ in range(options.warmup):
        step()
    times = []
    for _ in range(options.steps):
        start = time.perf_counter()
        loss = step()
        times.append(1e3 * (time.perf_counter() - start))
    times.sort()
    print(
        json.dumps(
            {
                "benchmark": "dense_vae",
                "torch": torch.__version__,
                "mode": "compile" if options.compile else "eager",
                "threads": options.threads,
                "batch": options.batch,
                "step_ms_median": round(statistics.median(times), 3),
                "step_ms_min": round(times[0], 3),
                "step_ms_p90": round(times[int(0.9 * len(times))], 3),
                "loss": round(loss.item(), 3),
            }
        )
    )


if __name__ == "__main__":
    main()
