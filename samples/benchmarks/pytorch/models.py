"""The standard models of `figment bench`, layer by layer, and what a training step of each does.

A step is a list of parts. A part is a loss that takes a batch, and the networks that follow its gradient.
"""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Callable, Optional

import torch
from torch import nn
from torch.nn import functional

from convolution import Convolution


@dataclass
class Part:
    """A loss of a batch of images, and the parameters that an Adam of its own moves by it.

    Where the loss cannot be compiled as a whole, `pieces` holds those functions that it calls and that can be.
    """

    loss: Callable
    parameters: list
    rate: float
    betas: tuple
    times: int = 1
    pieces: Optional[SimpleNamespace] = None


@dataclass
class Model:
    batch: int
    example: tuple
    low: float
    parts: list
    networks: nn.ModuleList = field(default_factory=nn.ModuleList)
    batches_per_step: int = 1


class Reshape(nn.Module):
    def __init__(self, *shape):
        super().__init__()
        self.shape = shape

    def forward(self, x):
        return x.reshape(x.shape[0], *self.shape)


def vae(encoder, hidden, latent, decoder, example):
    mean = nn.Linear(hidden, latent)
    log_variance = nn.Linear(hidden, latent)
    networks = nn.ModuleList([encoder, mean, log_variance, decoder])

    def loss(x):
        h = encoder(x)
        m, v = mean(h), log_variance(h)
        z = m + torch.exp(0.5 * v) * torch.randn_like(m)
        logits = decoder(z).reshape(x.shape)
        likelihood = functional.binary_cross_entropy_with_logits(logits, x, reduction="sum")
        return (likelihood + 0.5 * (m.square() + v.exp() - v - 1).sum()) / x.shape[0]

    part = Part(loss, list(networks.parameters()), 1e-3, (0.9, 0.999))
    return Model(128, example, 0.0, [part], networks)


def dense_vae():
    encoder = nn.Sequential(nn.Flatten(), nn.Linear(784, 400), nn.ReLU())
    decoder = nn.Sequential(nn.Linear(20, 400), nn.ReLU(), nn.Linear(400, 784))
    return vae(encoder, 400, 20, decoder, (1, 28, 28))


def conv_vae_64():
    down, up = [], []
    for inputs, outputs in ((3, 32), (32, 64), (64, 128), (128, 256)):
        down += [nn.Conv2d(inputs, outputs, 3, 2, 1), nn.SiLU()]
    for inputs, outputs in ((256, 128), (128, 64), (64, 32)):
        up += [nn.ConvTranspose2d(inputs, outputs, 4, 2, 1), nn.SiLU()]
    encoder = nn.Sequential(*down, nn.Flatten(), nn.Linear(4096, 256), nn.SiLU())
    start = [nn.Linear(64, 256), nn.SiLU(), nn.Linear(256, 4096), nn.SiLU(), Reshape(256, 4, 4)]
    decoder = nn.Sequential(*start, *up, nn.ConvTranspose2d(32, 3, 4, 2, 1))
    return vae(encoder, 256, 64, decoder, (3, 64, 64))


def generator(latent):
    layers = [nn.Linear(latent, 8192, bias=False), Reshape(512, 4, 4), nn.BatchNorm2d(512), nn.ReLU()]
    for inputs, outputs in ((512, 256), (256, 128), (128, 64)):
        layers += [nn.ConvTranspose2d(inputs, outputs, 4, 2, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]
    return nn.Sequential(*layers, nn.ConvTranspose2d(64, 3, 4, 2, 1), nn.Tanh())


def critic(normalisation, bias):
    layers = []
    for inputs, outputs in ((3, 64), (64, 128), (128, 256), (256, 512)):
        layers.append(Convolution(inputs, outputs, 4, 2, 1, bias=bias or inputs == 3))
        layers += [normalisation(outputs)] if inputs > 3 else []
        layers.append(nn.LeakyReLU(0.2))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(8192, 1))


def dcgan_64():
    g, d = generator(100), critic(nn.BatchNorm2d, False)

    def of_critic(real):
        with torch.no_grad():
            fake = g(torch.randn(real.shape[0], 100, device=real.device))
        return functional.softplus(-d(real)).mean() + functional.softplus(d(fake)).mean()

    def of_generator(real):
        return functional.softplus(-d(g(torch.randn(real.shape[0], 100, device=real.device)))).mean()

    parts = [
        Part(of_critic, list(d.parameters()), 2e-4, (0.5, 0.999)),
        Part(of_generator, list(g.parameters()), 2e-4, (0.5, 0.999)),
    ]
    return Model(128, (3, 64, 64), -1.0, parts, nn.ModuleList([d, g]))


def differentiated_twice(network, yes):
    for layer in network:
        if isinstance(layer, Convolution):
            layer.twice = yes and not Convolution.plain


def wgan_gp_64():
    g, d = generator(128), critic(lambda channels: nn.GroupNorm(1, channels), True)

    def fakes(real):
        with torch.no_grad():
            return g(torch.randn(real.shape[0], 128, device=real.device))

    def distance(fake, real):
        return d(fake).mean() - d(real).mean()

    # Of a penalty of slopes the rest needs gradients of gradients, which compiled functions do not have.
    pieces = SimpleNamespace(fakes=fakes, distance=distance)

    def of_critic(real):
        fake = pieces.fakes(real)
        loss = pieces.distance(fake, real)
        share = torch.rand(real.shape[0], 1, 1, 1, device=real.device)
        between = (real + (fake - real) * share).requires_grad_()
        differentiated_twice(d, True)
        (slope,) = torch.autograd.grad(d(between).sum(), between, create_graph=True)
        differentiated_twice(d, False)
        return loss + 10 * (slope.square().sum((1, 2, 3)).sqrt() - 1).square().mean()

    def of_generator(real):
        return -d(g(torch.randn(real.shape[0], 128, device=real.device))).mean()

    parts = [
        Part(of_critic, list(d.parameters()), 1e-4, (0.0, 0.9), times=5, pieces=pieces),
        Part(of_generator, list(g.parameters()), 1e-4, (0.0, 0.9)),
    ]
    return Model(64, (3, 64, 64), -1.0, parts, nn.ModuleList([d, g]), batches_per_step=5)


PRESETS = {"dense-vae": dense_vae, "conv-vae-64": conv_vae_64, "dcgan-64": dcgan_64, "wgan-gp-64": wgan_gp_64}
