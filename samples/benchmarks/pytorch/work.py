"""Counts the work of a step as eager PyTorch dispatches it: operations, bytes and launches."""

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves
from torch.utils.flop_counter import flop_registry


class Work(TorchDispatchMode):
    """Two operations for each multiply-add, the bytes that ops read and write, their number; views are free."""

    def __init__(self):
        super().__init__()
        self.flop = 0
        self.bytes = 0
        self.launches = 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        result = func(*args, **kwargs)
        # PyTorch's own formulas. Its FlopCounterMode refuses gradients with respect to an input.
        formula = flop_registry.get(func._overloadpacket)
        if formula:
            self.flop += formula(*args, **kwargs, out_val=result)
        inputs = tensors((args, kwargs))
        outputs = tensors(result)
        storages = {t.untyped_storage().data_ptr() for t in inputs}
        is_view = bool(outputs) and not func._schema.is_mutable
        is_view = is_view and all(t.untyped_storage().data_ptr() in storages for t in outputs)
        if not is_view and "empty" not in func.__name__ and (inputs or outputs):
            self.launches += 1
            results = outputs or written(func, args, kwargs)
            self.bytes += sum(size(t) for t in unique(inputs)) + sum(size(t) for t in results)
        return result


def tensors(tree):
    return [leaf for leaf in tree_leaves(tree) if isinstance(leaf, torch.Tensor)]


def written(func, args, kwargs):
    """What an op that gives no result changes in place."""
    given = dict(zip((a.name for a in func._schema.arguments), args)) | kwargs
    changed = [a.name for a in func._schema.arguments if a.alias_info and a.alias_info.is_write]
    return tensors([given.get(name) for name in changed])


def unique(inputs):
    return {id(t): t for t in inputs}.values()


def size(tensor):
    """A broadcast takes no more bytes than its storage has."""
    return min(tensor.numel() * tensor.element_size(), tensor.untyped_storage().nbytes())


def count(step):
    """Operations, bytes and launches of one eager step, after one that makes what is kept."""
    step()
    with Work() as work:
        step()
    return work.flop, work.bytes, work.launches
