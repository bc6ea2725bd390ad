"""Writes reference.json: small arrays and what NumPy and SciPy make of them.

Run in this folder, with NumPy and SciPy: python reference.py
"""

import json

import numpy as np
import scipy.linalg
import scipy.special
import scipy.stats
from scipy.spatial.distance import cdist, pdist

rng = np.random.default_rng(20)


def rounded(array):
    return np.round(array, 3)


def nuclear(a, b):
    """Tr sqrt(sqrt(A) B sqrt(A)) without any root of a matrix: singular values of centred data."""
    x = (a - a.mean(0)) / np.sqrt(len(a) - 1)
    y = (b - b.mean(0)) / np.sqrt(len(b) - 1)
    return scipy.linalg.svdvals(x @ y.T).sum()


def frechet(a, b):
    means = ((a.mean(0) - b.mean(0)) ** 2).sum()
    return means + np.trace(np.cov(a.T)) + np.trace(np.cov(b.T)) - 2 * nuclear(a, b)


def frechet_by_sqrtm(a, b):
    root = scipy.linalg.sqrtm(np.cov(a.T) @ np.cov(b.T)).real
    means = ((a.mean(0) - b.mean(0)) ** 2).sum()
    return means + np.trace(np.cov(a.T) + np.cov(b.T) - 2 * root)


def kernel_distance(a, b):
    def kernel(x, y):
        return (x @ y.T / x.shape[1] + 1) ** 3

    n, m = len(a), len(b)
    aa, bb, ab = kernel(a, a), kernel(b, b), kernel(a, b)
    return (
        (aa.sum() - np.trace(aa)) / (n * (n - 1))
        + (bb.sum() - np.trace(bb)) / (m * (m - 1))
        - 2 * ab.mean()
    )


def radii(a, k):
    return np.sort(cdist(a, a), axis=1)[:, k]


def manifolds(real, fake, k):
    distances = cdist(real, fake)
    inside = distances < radii(real, k)[:, None]
    return {
        "precision": (distances <= radii(real, k)[:, None]).any(0).mean(),
        "recall": (distances <= radii(fake, k)[None, :]).any(1).mean(),
        "density": inside.sum() / k / len(fake),
        "coverage": inside.any(1).mean(),
    }


def classifier_score(p):
    return np.exp(np.mean([scipy.stats.entropy(row, p.mean(0)) for row in p]))


real = rounded(rng.normal(size=(30, 4)))
generated = rounded(rng.normal(size=(25, 4)) @ np.diag([1.5, 1, 0.5, 1]) + 0.4)
few_real = rounded(rng.normal(size=(4, 6)))
few_generated = rounded(rng.normal(size=(3, 6)) + 0.2)
flat = real.copy()
flat[:, 2] = 1.25
flat[:, 3] = flat[:, 0] + flat[:, 1]
probabilities = rounded(rng.dirichlet([0.3] * 5, size=12))
probabilities[:, 4] = np.round(1 - probabilities[:, :4].sum(1), 3)
probabilities[0] = [1, 0, 0, 0, 0]
labels = [0, 0, 0, 2, 2, 5, 5, 5, 5, 1]
weights = rounded(rng.normal(scale=3, size=20) + 900)
counts = np.bincount(labels, minlength=6)
nearest = cdist(generated, real)

assert np.isclose(frechet(real, generated), frechet_by_sqrtm(real, generated))

reference = {
    "real": real.tolist(),
    "generated": generated.tolist(),
    "fewReal": few_real.tolist(),
    "fewGenerated": few_generated.tolist(),
    "flat": flat.tolist(),
    "probabilities": probabilities.tolist(),
    "labels": labels,
    "logTerms": weights.tolist(),
    "mean": real.mean(0).tolist(),
    "covariance": np.cov(real.T).tolist(),
    "frechet": frechet_by_sqrtm(real, generated),
    "frechetFew": frechet(few_real, few_generated),
    "frechetFlat": frechet(flat, generated),
    "frechetFlatTwice": frechet(flat, flat * 2),
    "kernel": kernel_distance(real, generated),
    "kernelFew": kernel_distance(few_real, few_generated),
    "manifolds3": manifolds(real, generated, 3),
    "manifolds5": manifolds(real, generated, 5),
    "classifierScore": classifier_score(probabilities),
    "klToUniform": scipy.stats.entropy(counts / counts.sum(), np.full(6, 1 / 6)),
    "nearestIndices": nearest.argmin(1).tolist(),
    "nearestDistances": nearest.min(1).tolist(),
    "diversity": pdist(real).mean(),
    "variances": real.var(0, ddof=1).tolist(),
    "logSumExp": scipy.special.logsumexp(weights),
    "eigenvalues": sorted(scipy.linalg.eigvalsh(np.cov(real.T))),
}

with open("reference.json", "w", encoding="utf-8") as file:
    file.write(json.dumps(reference).replace(', "', ',\n"') + "\n")
