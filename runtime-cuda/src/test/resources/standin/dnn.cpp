// cuDNN's backend API: descriptors with attributes, checked as they are set, and convolutions to which numbers of channels may be added.
#include <algorithm>
#include <memory>

#include "standin.h"

using namespace standin;

namespace {

const int BAD_PARAM = 2000, NOT_FINALIZED = 2004, NOT_SUPPORTED = 3000, SHAPE_MISMATCH = 2008, EXECUTION_FAILED = 5000;
const int POINTWISE = 0, THEN = 13, ADD = 0;
const int CONVOLUTION = 1, ENGINE = 2, ENGINECFG = 3, HEURISTICS = 4, PLAN = 5, FORWARD = 10, FILTER = 11, DATA = 12, GRAPH = 15, PACK = 16, TENSOR = 17;
const int ENGINES = 5, ROUNDING = 36;
const int FLOAT = 0, HALF = 2, BFLOAT16 = 9;

struct Attribute { int type; int64_t count; std::vector<char> bytes; };

struct Descriptor {
  int type;
  bool finalized = false;
  std::map<int, Attribute> attributes;

  const int64_t* longs(int name) { return (const int64_t*) attributes.at(name).bytes.data(); }
  int64_t count(int name) { return attributes.at(name).count; }
  int number(int name) { return *(const int*) attributes.at(name).bytes.data(); }
  Descriptor* part(int name, int i = 0) { return ((Descriptor* const*) attributes.at(name).bytes.data())[i]; }
  bool flag(int name) { return attributes.count(name) && attributes.at(name).bytes[0]; }
};

struct Context { Stream* stream = nullptr; };

std::string words;

int fail(int status, const char* why) { words = why; return status; }

size_t size(int type) {
  switch (type) {
    case 0: case 6: case 15: return 8;  // handle, pointer, descriptor
    case 3: return 8;
    case 2: return 1;
    case 4: case 1: case 7: case 8: case 10: case 11: case 14: return 4;
  }
  return 0;
}

// Which attributes a type may have besides, and of what type they are.
const std::map<int, std::map<int, int>>& optional() {
  static const std::map<int, std::map<int, int>> all = {{TENSOR, {{907, 2}}}};
  return all;
}

// Which attributes a type must have, and of what type they are.
const std::map<int, std::map<int, int>>& required() {
  static const std::map<int, std::map<int, int>> all = {
      {TENSOR, {{900, 3}, {901, 1}, {902, 3}, {903, 3}, {906, 3}}},
      {POINTWISE, {{0, 14}, {1, 1}}},
      {THEN, {{750, 15}, {751, 15}, {752, 15}, {753, 15}}},
      {CONVOLUTION, {{100, 1}, {101, 7}, {102, 3}, {103, 3}, {104, 3}, {105, 3}, {106, 3}}},
      {FORWARD, {{700, 4}, {701, 4}, {702, 15}, {703, 15}, {704, 15}, {705, 15}}},
      {DATA, {{706, 4}, {707, 4}, {708, 15}, {709, 15}, {710, 15}, {711, 15}}},
      {FILTER, {{712, 4}, {713, 4}, {714, 15}, {715, 15}, {716, 15}, {717, 15}}},
      {GRAPH, {{800, 0}, {801, 15}}},
      {HEURISTICS, {{200, 8}, {201, 15}}},
      {ENGINECFG, {}},
      {ENGINE, {}},
      {PLAN, {{400, 0}, {401, 15}}},
      {PACK, {{1000, 3}, {1001, 6}, {1003, 6}}}};
  return all;
}

// The operation's source, weights, target and window.
struct Parts { Descriptor *x, *w, *y, *window; };

Parts parts(Descriptor* operation) {
  switch (operation->type) {
    case FORWARD: return {operation->part(704), operation->part(703), operation->part(705), operation->part(702)};
    case DATA: return {operation->part(710), operation->part(709), operation->part(711), operation->part(708)};
  }
  return {operation->part(716), operation->part(715), operation->part(717), operation->part(714)};
}

// The tensor that an operation gives.
Descriptor* result(Descriptor* operation) {
  if (operation->type == THEN) return operation->part(753);
  Parts p = parts(operation);
  return operation->type == FORWARD ? p.y : operation->type == DATA ? p.x : p.w;
}

int64_t elements(Descriptor* tensor) {
  int64_t last = 0;
  for (int i = 0; i < tensor->count(902); ++i) last += (tensor->longs(902)[i] - 1) * tensor->longs(903)[i];
  return last + 1;
}

int fraction(Descriptor* tensor) { return tensor->number(901) == BFLOAT16 ? 8 : tensor->number(901) == HALF ? 11 : 24; }

int bytes(Descriptor* tensor) { return tensor->number(901) == FLOAT ? 4 : 2; }

int check(Descriptor* d) {
  if (d->type == TENSOR) {
    if (d->count(902) < 4 || d->count(902) != d->count(903)) return fail(NOT_SUPPORTED, "tensors have four or five dimensions");
    const int type = d->number(901);
    if (type != FLOAT && type != HALF && type != BFLOAT16) return fail(NOT_SUPPORTED, "floats only");
    if (d->longs(900)[0] < bytes(d)) return fail(BAD_PARAM, "alignment");
  } else if (d->type == CONVOLUTION) {
    for (int name = 102; name <= 105; ++name)
      if (d->count(name) != d->longs(106)[0]) return fail(BAD_PARAM, "as many settings as dimensions");
    if (d->longs(106)[0] < 2) return fail(NOT_SUPPORTED, "two or three spatial dimensions");
    if (d->number(101) != 1) return fail(NOT_SUPPORTED, "cross-correlations only");
  } else if (d->type == FORWARD || d->type == DATA || d->type == FILTER) {
    Parts p = parts(d);
    const int64_t *x = p.x->longs(902), *w = p.w->longs(902), *y = p.y->longs(902);
    if (x[0] != y[0] || w[0] != y[1] || x[1] % w[1] || y[1] % (x[1] / w[1])) return fail(SHAPE_MISMATCH, "channels");
    for (int i = 0; i < p.window->longs(106)[0]; ++i) {
      const int64_t reach = (w[2 + i] - 1) * p.window->longs(102)[i] + 1;
      const int64_t space = x[2 + i] + p.window->longs(105)[i] + p.window->longs(104)[i] - reach;
      if (space < 0 || space / p.window->longs(103)[i] + 1 != y[2 + i]) return fail(SHAPE_MISMATCH, "sizes");
    }
    for (Descriptor* tensor : {p.x, p.w, p.y})
      if (tensor->number(901) != (tensor->flag(907) ? FLOAT : p.x->number(901))) return fail(NOT_SUPPORTED, "tensors of one type");
    if (p.window->number(100) != FLOAT) return fail(NOT_SUPPORTED, "sums in fp32");
    if (p.x->count(902) != 4) return fail(NOT_SUPPORTED, "two spatial dimensions");
  } else if (d->type == POINTWISE) {
    if (setting("no epilogues") == 3) return fail(NOT_SUPPORTED, "no such function");
    if (d->number(0) != ADD) return fail(NOT_SUPPORTED, "sums only");
    if (d->number(1) != FLOAT) return fail(NOT_SUPPORTED, "computed in fp32");
  } else if (d->type == THEN) {
    for (int i = 0; i < d->part(751)->count(902); ++i) {
      if (d->part(751)->longs(902)[i] != d->part(753)->longs(902)[i]) return fail(SHAPE_MISMATCH, "results of the same sizes");
      if (d->part(752)->longs(902)[i] != (i == 1 ? d->part(753)->longs(902)[i] : 1)) return fail(NOT_SUPPORTED, "numbers for channels only");
    }
  } else if (d->type == GRAPH) {
    if (d->part(801)->type == THEN) return fail(NOT_SUPPORTED, "a convolution first");
    if (d->count(801) > 2) return fail(NOT_SUPPORTED, "one operation behind it");
    for (int i = 1; i < d->count(801); ++i) {
      if (setting("no epilogues") == 2 || d->part(801)->type != FORWARD) return fail(NOT_SUPPORTED, "nothing after this");
      Descriptor* before = result(d->part(801, i - 1));
      if (d->part(801, i)->type != THEN || d->part(801, i)->part(751) != before) return fail(NOT_SUPPORTED, "a chain");
      if (!before->flag(907)) return fail(NOT_SUPPORTED, "results in between lie nowhere");
    }
    if (result(d->part(801, d->count(801) - 1))->flag(907)) return fail(BAD_PARAM, "the last result must lie somewhere");
  } else if (d->type == PACK) {
    if (d->count(1000) != d->count(1001)) return fail(BAD_PARAM, "as many names as pointers");
  }
  return 0;
}

std::vector<double> convolve(Descriptor* operation, int bits, Numbers x, Numbers w, Numbers y) {
  Parts p = parts(operation);
  const int64_t *xd = p.x->longs(902), *xs = p.x->longs(903), *wd = p.w->longs(902), *ws = p.w->longs(903), *yd = p.y->longs(902), *ys = p.y->longs(903);
  const int64_t *dilation = p.window->longs(102), *stride = p.window->longs(103), *pad = p.window->longs(105);
  std::vector<double> sums(elements(result(operation)));
  const int64_t perGroup = yd[1] / (xd[1] / wd[1]);
  for (int64_t n = 0; n < yd[0]; ++n)
    for (int64_t o = 0; o < yd[1]; ++o)
      for (int64_t oy = 0; oy < yd[2]; ++oy)
        for (int64_t ox = 0; ox < yd[3]; ++ox)
          for (int64_t ky = 0; ky < wd[2]; ++ky)
            for (int64_t kx = 0; kx < wd[3]; ++kx) {
              const int64_t iy = oy * stride[0] - pad[0] + ky * dilation[0], ix = ox * stride[1] - pad[1] + kx * dilation[1];
              if (iy < 0 || iy >= xd[2] || ix < 0 || ix >= xd[3]) continue;
              for (int64_t c = 0; c < wd[1]; ++c) {
                const int64_t i = n * xs[0] + (o / perGroup * wd[1] + c) * xs[1] + iy * xs[2] + ix * xs[3];
                const int64_t j = o * ws[0] + c * ws[1] + ky * ws[2] + kx * ws[3];
                const int64_t k = n * ys[0] + o * ys[1] + oy * ys[2] + ox * ys[3];
                if (operation->type == FORWARD) sums[k] += rounded(x.get(i), bits) * rounded(w.get(j), bits);
                else if (operation->type == DATA) sums[i] += rounded(y.get(k), bits) * rounded(w.get(j), bits);
                else sums[j] += rounded(x.get(i), bits) * rounded(y.get(k), bits);
              }
            }
  return sums;
}

}  // namespace

EXPORT size_t cudnnGetVersion() { return setting("cudnn") ? setting("cudnn") : 91900; }
EXPORT const char* cudnnGetErrorString(int status) { return status >= 3000 && status < 4000 ? "CUDNN_STATUS_NOT_SUPPORTED" : "CUDNN_STATUS_BAD_PARAM"; }
EXPORT void cudnnGetLastErrorString(char* message, size_t size) { strncpy(message, words.c_str(), size); }
EXPORT int cudnnCreate(Context** context) {
  if (setting("cudnnCreate")) return fail((int) setting("cudnnCreate"), "no room for cuDNN");
  made();
  *context = new Context();
  return 0;
}
EXPORT int cudnnDestroy(Context* context) { delete context; return freed("cudnnDestroy"); }
EXPORT int cudnnSetStream(Context* context, Stream* stream) { context->stream = stream; return 0; }

EXPORT int cudnnBackendCreateDescriptor(int type, Descriptor** descriptor) {
  if (!required().count(type)) return fail(NOT_SUPPORTED, "unknown type of descriptor");
  made();
  *descriptor = new Descriptor{type, false, {}};
  return 0;
}
EXPORT int cudnnBackendDestroyDescriptor(Descriptor* descriptor) {
  delete descriptor;
  const int status = freed("cudnnBackendDestroyDescriptor");
  return status ? fail(status, "it would not go") : 0;
}

EXPORT int cudnnBackendSetAttribute(Descriptor* d, int name, int type, int64_t count, const void* values) {
  auto& known = required().at(d->type);
  if (d->finalized) return fail(BAD_PARAM, "already finalized");
  const bool extra = optional().count(d->type) && optional().at(d->type).count(name);
  if (!known.count(name) && !extra) return fail(BAD_PARAM, "unknown attribute");
  if ((extra ? optional().at(d->type) : known).at(name) != type || !size(type)) return fail(2010, "wrong type of attribute");
  for (int64_t i = 0; type == 15 && i < count; ++i)
    if (!((Descriptor* const*) values)[i]->finalized) return fail(NOT_FINALIZED, "part not finalized");
  d->attributes[name] = {type, count, std::vector<char>((const char*) values, (const char*) values + count * size(type))};
  return 0;
}

EXPORT int cudnnBackendFinalize(Descriptor* d) {
  for (auto& [name, type] : required().at(d->type))
    if (!d->attributes.count(name)) return fail(BAD_PARAM, "attribute missing");
  if (int status = check(d)) return status;
  d->finalized = true;
  return 0;
}

EXPORT int cudnnBackendGetAttribute(Descriptor* d, int name, int type, int64_t asked, int64_t* count, void* values) {
  if (d->type == HEURISTICS && name == 202 && type == 15) {
    // Engines: one that rounds to bf16, with settings that fill a list, one that rounds to TF32, three that compute in full, of which the last need not give the same bits each time.
    const bool more = d->part(201)->count(801) > 1;
    if (setting("no epilogues") == 4 && more) return fail(NOT_SUPPORTED, "no list of engines");
    *count = setting("no epilogues") && more ? 0 : ENGINES + ROUNDING - 1;
    for (int64_t i = 0; i < *count && i < asked; ++i) {
      Descriptor* configuration = ((Descriptor**) values)[i];
      if (configuration->type != ENGINECFG) return fail(BAD_PARAM, "configurations wanted");
      configuration->attributes[201] = d->attributes.at(201);
      const int64_t number = std::max<int64_t>(0, i + 1 - ROUNDING);
      configuration->attributes[1301] = {3, 1, std::vector<char>((const char*) &number, (const char*) &number + 8)};
      configuration->finalized = true;
    }
    return 0;
  }
  if (d->type == ENGINECFG && name == 300 && type == 15) {
    Descriptor* engine = *(Descriptor**) values;
    if (engine->type != ENGINE) return fail(BAD_PARAM, "engine wanted");
    engine->attributes[1301] = d->attributes.at(1301);
    engine->finalized = true;
    *count = 1;
    return 0;
  }
  if (d->type == ENGINE && name == 1303 && type == 11) {
    static const std::vector<int> notes[] = {{0, 1}, {0}, {}, {9}, {4}};
    const std::vector<int>& own = notes[d->longs(1301)[0]];
    *count = own.size();
    for (int i = 0; i < *count && i < asked; ++i) ((int*) values)[i] = own[i];
    return 0;
  }
  if (d->type == ENGINE && name == 1301 && type == 3) {
    *count = 1;
    *(int64_t*) values = 100 + d->longs(1301)[0];
    return 0;
  }
  if (d->type == PLAN && name == 402 && type == 3) {
    *count = 1;
    *(int64_t*) values = 1024;
    return 0;
  }
  return fail(BAD_PARAM, "attribute cannot be read");
}

EXPORT int cudnnBackendExecute(Context* context, Descriptor* plan, Descriptor* pack) {
  std::lock_guard<std::recursive_mutex> guard(lock());
  if (!plan->finalized || !pack->finalized) return fail(NOT_FINALIZED, "not finalized");
  Descriptor* graph = plan->part(401)->part(201);
  Descriptor* operation = graph->part(801);
  Descriptor* last = graph->part(801, graph->count(801) - 1);
  Parts p = parts(operation);
  std::vector<Descriptor*> tensors = {p.x, p.w, p.y, result(last)};
  if (graph->count(801) > 1) tensors.push_back(last->part(752));
  std::map<int64_t, char*> places;
  for (int64_t i = 0; i < pack->count(1000); ++i) places[pack->longs(1000)[i]] = (char*) pack->longs(1001)[i];
  for (Descriptor* tensor : tensors) {
    if (tensor->flag(907)) continue;
    char* at = places[tensor->longs(906)[0]];
    if (!owned(at, bytes(tensor) * elements(tensor))) return fail(BAD_PARAM, "a tensor does not lie in the GPU's memory");
    if ((uintptr_t) at % tensor->longs(900)[0]) return fail(2003, "a tensor is not aligned as promised");
  }
  char* workspace = (char*) pack->longs(1003)[0];
  if (!owned(workspace, 1024) || (uintptr_t) workspace % 256) return fail(BAD_PARAM, "workspace");
  const auto numbers = [&](Descriptor* tensor) { return Numbers{places[tensor->longs(906)[0]], fraction(tensor)}; };
  const Numbers x = numbers(p.x), w = numbers(p.w), y = numbers(p.y), to = numbers(result(last)), row = numbers(tensors.back());
  const int64_t engine = plan->part(401)->longs(1301)[0];
  const int bits = engine == 0 ? 8 : engine == 1 ? 11 : 24;
  if (setting(("refuses engine " + std::to_string(engine)).c_str())) return fail(EXECUTION_FAILED, "it does not run");
  setting("last engine") = engine;
  if (graph->count(801) > 1 && context->stream->recording) ++setting("epilogues");
  // The descriptors must live as long as the plan, and a graph that was recorded from it.
  return enqueue(context->stream, [=] {
    memset(workspace, 0x5C, 1024);
    spend("engine " + std::to_string(engine));
    if (x.get(0) == x.get(1)) ++setting("dull factors");
    std::vector<double> sums = convolve(operation, bits, x, w, y);
    // A number for each channel; channels lie last.
    const int64_t channels = tensors.back()->longs(902)[1];
    for (size_t i = 0; i < sums.size(); ++i) to.set(i, sums[i] + (graph->count(801) > 1 ? row.get(i % channels) : 0));
    return 0;
  }) ? fail(EXECUTION_FAILED, "launch") : 0;
}
