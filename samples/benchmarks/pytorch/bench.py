"""The twin of `figment bench`: the same models, batches and optimizer in PyTorch, the same keys in JSON."""

import argparse
import contextlib
import json
import platform
import time

import torch

from convolution import Convolution
from models import PRESETS
from work import count

COMPILED = ("compile", "compile-graph", "max-autotune-graph")
MODES = ("eager", "graph", *COMPILED)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--preset", choices=sorted(PRESETS), help="default: all")
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--mode", choices=MODES, default="eager")
    parser.add_argument("--precision", choices=("fp32", "tf32", "bf16"), default="fp32")
    parser.add_argument("--threads", type=int, default=1, help="of the CPU")
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--warm-up", type=int, default=10)
    parser.add_argument("--block", type=int, help="steps between two looks at the clock; default: 10 on cuda, else 1")
    parser.add_argument("--channels-last", action="store_true", help="how images and convolutions lie in memory")
    parser.add_argument("--plain-adam", action="store_true", help="PyTorch's default Adam instead of the fused one")
    parser.add_argument(
        "--plain-convolutions", action="store_true", help="PyTorch's own second derivative in a gradient penalty"
    )
    parser.add_argument("--json", metavar="FILE")
    options = parser.parse_args()
    if min(options.steps, options.warm_up, options.threads, options.block or 1) < 1:
        parser.error("--steps, --warm-up, --block and --threads are at least 1")
    if options.mode.endswith("graph") and options.device != "cuda":
        parser.error(f"--mode {options.mode} is for --device cuda")
    if options.precision == "tf32" and options.device != "cuda":
        parser.error("--precision tf32 is for --device cuda")
    options.block = options.block or (10 if options.device == "cuda" else 1)
    return options


class Training:
    """A model on a device with its optimizers and batches; a step copies its batches there."""

    def __init__(self, name, options):
        self.options = options
        torch.manual_seed(1)
        self.model = PRESETS[name]()
        self.cuda = options.device == "cuda"
        self.format = torch.channels_last if options.channels_last else torch.contiguous_format
        self.model.networks.to(options.device)
        if options.channels_last:
            self.model.networks.to(memory_format=torch.channels_last)
        self.optimizers = [self.adam(part) for part in self.model.parts]
        shape = (self.model.batch, *self.model.example)
        self.pool = [self.kept(self.model.low + (1 - self.model.low) * torch.rand(shape)) for _ in range(2)]
        self.batches = [
            torch.empty(shape, device=options.device).to(memory_format=self.format)
            for _ in range(self.model.batches_per_step)
        ]
        self.losses = [part.loss for part in self.model.parts]

    def kept(self, batch):
        """Where Figment has a small data set, too: on the device."""
        return batch.to(self.options.device).to(memory_format=self.format)

    def adam(self, part):
        graph = {"capturable": True} if self.options.mode.endswith("graph") else {}
        fused = None if self.options.plain_adam else True
        return torch.optim.Adam(part.parameters, part.rate, part.betas, fused=fused, **graph)

    def compile(self):
        # The whole step is recorded here, not each compiled function by itself.
        how = "max-autotune-no-cudagraphs" if self.options.mode.startswith("max-autotune") else "default"
        for i, part in enumerate(self.model.parts):
            if part.pieces is None:
                self.losses[i] = torch.compile(part.loss, mode=how)
            else:
                for name, piece in list(vars(part.pieces).items()):
                    setattr(part.pieces, name, torch.compile(piece, mode=how))

    def load(self):
        for i, batch in enumerate(self.batches):
            batch.copy_(self.pool[i % 2])

    def autocast(self):
        if self.options.precision == "bf16":
            return torch.autocast(self.options.device, torch.bfloat16)
        return contextlib.nullcontext()

    def compute(self):
        for part, loss_of, optimizer in zip(self.model.parts, self.losses, self.optimizers):
            # Compiled functions compute gradients of all that asks for them, whatever backward() is told.
            moved = set(map(id, part.parameters))
            for parameter in self.model.networks.parameters():
                parameter.requires_grad_(id(parameter) in moved)
            for i in range(part.times):
                optimizer.zero_grad(set_to_none=True)
                with self.autocast():
                    loss = loss_of(self.batches[i])
                loss.backward(inputs=part.parameters)
                optimizer.step()

    def step(self):
        self.load()
        self.compute()

    def record(self):
        """Captures the whole step; what is in the batches changes before each replay."""
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3):
                self.compute()
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            self.compute()
        self.compute = graph.replay

    def moment(self):
        """Behind all that was asked for so far, on the device's clock; it does not wait."""
        if not self.cuda:
            return time.perf_counter()
        event = torch.cuda.Event(enable_timing=True)
        event.record()
        return event

    def between(self, start, end):
        return start.elapsed_time(end) * 1e-3 if self.cuda else end - start

    def wait(self):
        if self.cuda:
            torch.cuda.synchronize()

    def variable_bytes(self):
        kept = list(self.model.networks.parameters()) + list(self.model.networks.buffers())
        for optimizer in self.optimizers:
            for state in optimizer.state.values():
                kept += [value for value in state.values() if isinstance(value, torch.Tensor)]
        return sum(t.numel() * t.element_size() for t in kept)


def quantile(ordered, share):
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def timed(training, action):
    start = time.perf_counter()
    action()
    training.wait()
    return time.perf_counter() - start


def measure(name, options):
    training = Training(name, options)
    model = training.model
    training.load()
    flop, moved, launches = count(training.compute)
    compile_seconds = record_seconds = 0.0
    if options.mode in COMPILED:
        training.compile()
        compile_seconds = timed(training, training.step)
    if training.cuda:
        torch.cuda.reset_peak_memory_stats()
    if options.mode.endswith("graph"):
        record_seconds = timed(training, training.record)
    for _ in range(options.warm_up):
        training.step()
    training.wait()
    blocks = -(-options.steps // options.block)

    moments = [training.moment()]
    for _ in range(blocks):
        for _ in range(options.block):
            training.step()
        moments.append(training.moment())
    training.wait()
    times = sorted(training.between(a, b) / options.block for a, b in zip(moments, moments[1:]))
    median = quantile(times, 0.5)
    variables = training.variable_bytes()
    eager = options.mode == "eager"
    weights = [p for part in model.parts for p in part.parameters]
    own = {
        "batch": model.batch,
        "batchesPerStep": model.batches_per_step,
        "parameters": sum(p.numel() for p in weights),
        "weights": " ".join("x".join(str(n) for n in sorted(p.shape)) for p in weights),
        "warmUp": options.warm_up,
        "steps": blocks * options.block,
        "block": options.block,
        "step.median.seconds": median,
        "step.p10.seconds": quantile(times, 0.1),
        "step.p90.seconds": quantile(times, 0.9),
        "imagesPerSecond": model.batches_per_step * model.batch / median,
        "work.flop": flop,
        "work.bytes": moved if eager else None,
        "teraflopPerSecond": flop / median * 1e-12,
        "gigabytesPerSecond": moved / median * 1e-9 if eager else None,
        "memory.arena.bytes": torch.cuda.max_memory_allocated() - variables if training.cuda else None,
        "memory.variables.bytes": variables,
        "launches": None if options.mode in COMPILED else launches,
        "compile.seconds": compile_seconds,
        "record.seconds": record_seconds,
    }
    print(f"{name:<11}  {1e3 * median:.2f} ms a step ({1e3 * times[0]:.2f} at best), {own['parameters']:,} parameters")
    return {f"{name}.{key}": value for key, value in own.items()}


def main():
    options = arguments()
    Convolution.plain = options.plain_convolutions
    torch.set_num_threads(options.threads)
    torch.backends.cudnn.benchmark = True
    torch.backends.cudnn.allow_tf32 = options.precision == "tf32"
    torch.backends.cuda.matmul.allow_tf32 = options.precision == "tf32"
    numbers = {
        "engine": "torch",
        "version": torch.__version__,
        "backend": options.device,
        "mode": options.mode,
        "precision": options.precision,
        "threads": options.threads if options.device == "cpu" else 1,
        "device": torch.cuda.get_device_name() if options.device == "cuda" else platform.machine(),
    }
    for name in [options.preset] if options.preset else PRESETS:
        numbers.update(measure(name, options))
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(numbers, file, indent=2)
            file.write("\n")


if __name__ == "__main__":
    main()
