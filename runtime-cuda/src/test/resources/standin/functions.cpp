// cuDNN's functions for softmax, pooling and batch norm of fp32, on tensors with channels last.
#include <algorithm>
#include <cmath>

#include "standin.h"

using namespace standin;

namespace {

const int BAD_PARAM = 2000, EXECUTION_FAILED = 5000;
const int LARGEST = 3, MEAN = 2;

struct Context { Stream* stream; };
struct Tensor { int n, c, h, w, steps[4]; };
struct Pooling { int mode, kernel[2], pad[2], stride[2]; };

int64_t at(const Tensor& t, int n, int c, int h, int w) { return (int64_t) n * t.steps[0] + c * t.steps[1] + h * t.steps[2] + w * t.steps[3]; }

bool owned(const Tensor* t, const void* address) { return standin::owned(address, 4 * (at(*t, t->n - 1, t->c - 1, t->h - 1, t->w - 1) + 1)); }

// Calls back for every place; for every pixel of a plane where a channel is the same.
template <typename F> void each(const Tensor& t, F f) {
  for (int n = 0; n < t.n; ++n)
    for (int c = 0; c < t.c; ++c)
      for (int h = 0; h < t.h; ++h)
        for (int w = 0; w < t.w; ++w) f(n, c, h, w);
}

int launch(Context* context, Work work) { return enqueue(context->stream, work) ? EXECUTION_FAILED : 0; }

// Where the largest of a window is.
void largest(const Tensor& t, const float* x, const Pooling& p, int n, int c, int h, int w, int& bestH, int& bestW) {
  bestH = bestW = -1;
  for (int i = h * p.stride[0]; i < h * p.stride[0] + p.kernel[0]; ++i)
    for (int j = w * p.stride[1]; j < w * p.stride[1] + p.kernel[1]; ++j)
      if (bestH < 0 || x[at(t, n, c, i, j)] > x[at(t, n, c, bestH, bestW)]) bestH = i, bestW = j;
}

}  // namespace

EXPORT int cudnnCreateTensorDescriptor(Tensor** tensor) { made(); *tensor = new Tensor(); return 0; }
EXPORT int cudnnDestroyTensorDescriptor(Tensor* tensor) { delete tensor; return freed("cudnnDestroyTensorDescriptor"); }
EXPORT int cudnnSetTensor4dDescriptorEx(Tensor* tensor, int type, int n, int c, int h, int w, int sn, int sc, int sh, int sw) {
  if (type != 0 || n < 1 || c < 1 || h < 1 || w < 1) return BAD_PARAM;
  *tensor = {n, c, h, w, {sn, sc, sh, sw}};
  return 0;
}

EXPORT int cudnnCreatePoolingDescriptor(Pooling** pooling) { made(); *pooling = new Pooling(); return 0; }
EXPORT int cudnnDestroyPoolingDescriptor(Pooling* pooling) { delete pooling; return freed("cudnnDestroyPoolingDescriptor"); }
EXPORT int cudnnSetPooling2dDescriptor(Pooling* pooling, int mode, int nan, int kh, int kw, int ph, int pw, int sh, int sw) {
  if ((mode != LARGEST && mode != MEAN) || nan != 1 || ph || pw) return BAD_PARAM;
  *pooling = {mode, {kh, kw}, {ph, pw}, {sh, sw}};
  return 0;
}

EXPORT int cudnnSoftmaxForward(Context* context, int algorithm, int mode, const float* alpha, Tensor* xt, const float* x, const float* beta, Tensor* yt, float* y) {
  if (algorithm != 1 || mode != 0 || *alpha != 1 || *beta != 0 || xt->h * xt->w != 1 || !owned(xt, x) || !owned(yt, y)) return BAD_PARAM;
  return launch(context, [=] {
    for (int n = 0; n < xt->n; ++n) {
      double most = -INFINITY, sum = 0;
      for (int c = 0; c < xt->c; ++c) most = std::max(most, (double) x[at(*xt, n, c, 0, 0)]);
      for (int c = 0; c < xt->c; ++c) sum += exp(x[at(*xt, n, c, 0, 0)] - most);
      for (int c = 0; c < xt->c; ++c) y[at(*yt, n, c, 0, 0)] = (float) (exp(x[at(*xt, n, c, 0, 0)] - most) / sum);
    }
    return 0;
  });
}

EXPORT int cudnnSoftmaxBackward(Context* context, int algorithm, int mode, const float* alpha, Tensor* yt, const float* y, Tensor* gt, const float* g, const float* beta, Tensor* xt, float* x) {
  if (algorithm != 1 || mode != 0 || *alpha != 1 || *beta != 0 || !owned(yt, y) || !owned(gt, g) || !owned(xt, x)) return BAD_PARAM;
  return launch(context, [=] {
    for (int n = 0; n < yt->n; ++n) {
      double sum = 0;
      for (int c = 0; c < yt->c; ++c) sum += (double) y[at(*yt, n, c, 0, 0)] * g[at(*gt, n, c, 0, 0)];
      for (int c = 0; c < yt->c; ++c) x[at(*xt, n, c, 0, 0)] = (float) (y[at(*yt, n, c, 0, 0)] * (g[at(*gt, n, c, 0, 0)] - sum));
    }
    return 0;
  });
}

EXPORT int cudnnPoolingForward(Context* context, Pooling* p, const float* alpha, Tensor* xt, const float* x, const float* beta, Tensor* yt, float* y) {
  if (*alpha != 1 || *beta != 0 || !owned(xt, x) || !owned(yt, y)) return BAD_PARAM;
  return launch(context, [=] {
    each(*yt, [&](int n, int c, int h, int w) {
      int i, j;
      double sum = 0;
      largest(*xt, x, *p, n, c, h, w, i, j);
      for (int a = 0; a < p->kernel[0]; ++a)
        for (int b = 0; b < p->kernel[1]; ++b) sum += x[at(*xt, n, c, h * p->stride[0] + a, w * p->stride[1] + b)];
      y[at(*yt, n, c, h, w)] = p->mode == LARGEST ? x[at(*xt, n, c, i, j)] : (float) (sum / p->kernel[0] / p->kernel[1]);
    });
    return 0;
  });
}

EXPORT int cudnnPoolingBackward(Context* context, Pooling* p, const float* alpha, Tensor* yt, const float* y, Tensor* gt, const float* g, Tensor* xt, const float* x, const float* beta, Tensor* dt, float* d) {
  if (*alpha != 1 || *beta != 0 || !owned(yt, y) || !owned(gt, g) || !owned(xt, x) || !owned(dt, d)) return BAD_PARAM;
  return launch(context, [=] {
    each(*dt, [&](int n, int c, int h, int w) { d[at(*dt, n, c, h, w)] = 0; });
    each(*yt, [&](int n, int c, int h, int w) {
      int i, j;
      const float error = g[at(*gt, n, c, h, w)];
      largest(*xt, x, *p, n, c, h, w, i, j);
      for (int a = 0; p->mode == MEAN && a < p->kernel[0]; ++a)
        for (int b = 0; b < p->kernel[1]; ++b)
          d[at(*dt, n, c, h * p->stride[0] + a, w * p->stride[1] + b)] += error / p->kernel[0] / p->kernel[1];
      if (p->mode == LARGEST) d[at(*dt, n, c, i, j)] += error;
    });
    return 0;
  });
}

EXPORT int cudnnBatchNormalizationForwardTraining(Context* context, int mode, const float* alpha, const float* beta, Tensor* xt, const float* x, Tensor* yt, float* y, Tensor* ct,
                                                  const float* scale, const float* shift, double factor, float* running, float* variance, double epsilon, float* mean, float* inverse) {
  if (mode != 2 || *alpha != 1 || *beta != 0 || ct->c != xt->c || ct->n * ct->h * ct->w != 1 || running || variance) return BAD_PARAM;
  if (!owned(xt, x) || !owned(yt, y) || !owned(ct, scale) || !owned(ct, shift) || !owned(ct, mean) || !owned(ct, inverse)) return BAD_PARAM;
  return launch(context, [=] {
    std::vector<double> sums(xt->c), squares(xt->c);
    const double count = (double) xt->n * xt->h * xt->w;
    each(*xt, [&](int n, int c, int h, int w) { sums[c] += x[at(*xt, n, c, h, w)]; });
    each(*xt, [&](int n, int c, int h, int w) { squares[c] += pow(x[at(*xt, n, c, h, w)] - sums[c] / count, 2); });
    for (int c = 0; c < xt->c; ++c) {
      mean[c] = (float) (sums[c] / count);
      inverse[c] = (float) (1 / sqrt(squares[c] / count + epsilon));
    }
    each(*xt, [&](int n, int c, int h, int w) { y[at(*yt, n, c, h, w)] = (x[at(*xt, n, c, h, w)] - mean[c]) * inverse[c] * scale[c] + shift[c]; });
    return 0;
  });
}

EXPORT int cudnnBatchNormalizationBackward(Context* context, int mode, const float* alpha, const float* beta, const float* alphaOfScale, const float* betaOfScale, Tensor* xt, const float* x, Tensor* gt,
                                           const float* g, Tensor* dt, float* d, Tensor* ct, const float* scale, float* dscale, float* dshift, double epsilon, const float* mean, const float* inverse) {
  if (mode != 2 || *alpha != 1 || *beta != 0 || *alphaOfScale != 1 || *betaOfScale != 0 || !owned(xt, x) || !owned(gt, g) || !owned(dt, d)) return BAD_PARAM;
  if (!owned(ct, scale) || !owned(ct, dscale) || !owned(ct, dshift) || !owned(ct, mean) || !owned(ct, inverse)) return BAD_PARAM;
  return launch(context, [=] {
    std::vector<double> errors(xt->c), products(xt->c);
    const double count = (double) xt->n * xt->h * xt->w;
    const auto normal = [&](int n, int c, int h, int w) { return (x[at(*xt, n, c, h, w)] - mean[c]) * inverse[c]; };
    each(*xt, [&](int n, int c, int h, int w) {
      errors[c] += g[at(*gt, n, c, h, w)];
      products[c] += g[at(*gt, n, c, h, w)] * normal(n, c, h, w);
    });
    each(*xt, [&](int n, int c, int h, int w) {
      d[at(*dt, n, c, h, w)] = (float) (scale[c] * inverse[c] * (g[at(*gt, n, c, h, w)] - errors[c] / count - normal(n, c, h, w) * products[c] / count));
    });
    for (int c = 0; c < xt->c; ++c) dscale[c] = (float) products[c], dshift[c] = (float) errors[c];
    return 0;
  });
}
