"""Convolutions to be differentiated twice: what comes out are convolutions with filters of the size of the weights.

PyTorch's own second derivative computes the same with the whole image as filter.
"""

import torch
from torch import nn
from torch.autograd import Function
from torch.nn import functional


class Convolution(nn.Conv2d):
    """PyTorch's own, but while `twice` holds; for all of them always, where they are `plain`."""

    plain = False
    twice = False

    def forward(self, x):
        if not self.twice:
            return super().forward(x)
        weight, bias = self.weight, self.bias
        if torch.is_autocast_enabled(x.device.type):
            dtype = torch.get_autocast_dtype(x.device.type)
            x, weight, bias = x.to(dtype), weight.to(dtype), bias.to(dtype)
        return Forward.apply(x, weight, bias, self.stride, self.padding)


class Forward(Function):
    @staticmethod
    def forward(ctx, x, weight, bias, stride, padding):
        ctx.save_for_backward(x, weight)
        ctx.steps = (stride, padding)
        return functional.conv2d(x, weight, bias, stride, padding)

    @staticmethod
    def backward(ctx, slope):
        x, weight = ctx.saved_tensors
        wanted = ctx.needs_input_grad
        # Functions in Python are not told which gradients a pass asks for: of a penalty the first
        # asks for those of the images, which are a graph of their own, the second for the weights'.
        first = torch.is_grad_enabled()
        of_input = wanted[0] and (first or x.grad_fn is not None)
        return (
            InputGradient.apply(slope, weight, x.shape, *ctx.steps) if of_input else None,
            WeightGradient.apply(x, slope, weight.shape, *ctx.steps) if wanted[1] and not first else None,
            slope.sum((0, 2, 3)) if wanted[2] and not first else None,
            None,
            None,
        )


class InputGradient(Function):
    @staticmethod
    def forward(ctx, slope, weight, shape, stride, padding):
        ctx.save_for_backward(slope, weight)
        ctx.steps = (stride, padding)
        return gradients(slope, like(slope, shape), weight, stride, padding, 0)

    @staticmethod
    def backward(ctx, change):
        slope, weight = ctx.saved_tensors
        wanted = ctx.needs_input_grad
        return (
            Forward.apply(change, weight, None, *ctx.steps) if wanted[0] else None,
            WeightGradient.apply(change, slope, weight.shape, *ctx.steps) if wanted[1] else None,
            None,
            None,
            None,
        )


class WeightGradient(Function):
    @staticmethod
    def forward(ctx, x, slope, shape, stride, padding):
        ctx.save_for_backward(x, slope)
        ctx.steps = (stride, padding)
        return gradients(slope, x, like(x, shape), stride, padding, 1)

    @staticmethod
    def backward(ctx, change):
        x, slope = ctx.saved_tensors
        wanted = ctx.needs_input_grad
        return (
            InputGradient.apply(slope, change, x.shape, *ctx.steps) if wanted[0] else None,
            Forward.apply(x, change, None, *ctx.steps) if wanted[1] else None,
            None,
            None,
            None,
        )


def gradients(slope, x, weight, stride, padding, which):
    """With respect to x (0) or the weights (1), of which only the shape is looked at then."""
    mask = [which == 0, which == 1, False]
    return torch.ops.aten.convolution_backward(
        slope, x, weight, None, stride, padding, (1, 1), False, (0, 0), 1, mask
    )[which]


def like(tensor, shape):
    last = tensor.is_contiguous(memory_format=torch.channels_last)
    layout = torch.channels_last if last else torch.contiguous_format
    return torch.empty(shape, dtype=tensor.dtype, device=tensor.device, memory_format=layout)
