// cuBLASLt: products of matrices that lie by columns.
#include "standin.h"

using namespace standin;

namespace {

const int INVALID = 7, NOT_SUPPORTED = 15, R_32F = 0, R_16F = 2, R_16BF = 14;
const int FULL = 68, TF32 = 77;
const int TRANSA = 3, TRANSB = 4, EPILOGUE = 7, BIAS_POINTER = 8, BATCH_COUNT = 5, BATCH_OFFSET = 6, WORKSPACE = 1, SCHEMES = 3, IN_COMPUTE_TYPE = 2;

struct Operation {
  int compute;
  std::map<int, int> attributes;
  const void* bias = nullptr;

  int epilogue() { return attributes.count(EPILOGUE) ? attributes[EPILOGUE] : 1; }
  bool hasBias() { return epilogue() & 4; }
};
struct Layout { int type; uint64_t rows, columns; int64_t leading; int batch; int64_t step; };
struct Preference { uint64_t workspace = 0; uint32_t schemes = ~0u; std::map<int, uint32_t> alignments; };
struct Algorithm { uint64_t data[8]; };
struct Result { Algorithm algorithm; size_t workspace; int state; float waves; int reserved[4]; };

const uint64_t MARK = 0x57A4D1, ALGORITHMS = 4;

bool fits(Operation* operation, Layout* a, Layout* b, Layout* d) {
  const bool ta = operation->attributes[TRANSA], tb = operation->attributes[TRANSB];
  return (ta ? a->columns : a->rows) == d->rows && (tb ? b->rows : b->columns) == d->columns &&
         (ta ? a->rows : a->columns) == (tb ? b->columns : b->rows) && a->batch == d->batch && b->batch == d->batch;
}

// The bits of a type's fraction.
int fraction(int type) { return type == R_16BF ? 8 : type == R_16F ? 11 : 24; }

// The rows of the library's table for sums in fp32: all fp32, or factors of 16 bits with a result in theirs or in fp32.
bool supported(Operation* operation, Layout* a, Layout* b, Layout* d) {
  if (a->type != b->type) return false;
  if (a->type == R_32F) return d->type == R_32F;
  return operation->compute == FULL && (d->type == a->type || d->type == R_32F);
}

size_t bytes(Layout* layout) {
  return (layout->type == R_32F ? 4 : 2) * ((layout->batch - 1) * layout->step + (layout->columns - 1) * layout->leading + layout->rows);
}

}  // namespace

EXPORT size_t cublasLtGetVersion() { return setting("cublas") ? setting("cublas") : 130100; }
EXPORT const char* cublasLtGetStatusName(int status) { return status == INVALID ? "CUBLAS_STATUS_INVALID_VALUE" : "CUBLAS_STATUS_OTHER"; }
EXPORT const char* cublasLtGetStatusString(int status) { return status == INVALID ? "an invalid value was given" : "other"; }
EXPORT int cublasLtCreate(void** context) { made(); *context = new uint64_t[2]{MARK, (uint64_t) device()}; return 0; }
EXPORT int cublasLtDestroy(void* context) { delete[] (uint64_t*) context; return freed("cublasLtDestroy"); }

EXPORT int cublasLtMatmulDescCreate(Operation** operation, int compute, int scale) {
  if ((compute != FULL && compute != TF32) || scale != R_32F) return INVALID;
  made();
  *operation = new Operation{compute};
  return 0;
}
EXPORT int cublasLtMatmulDescDestroy(Operation* operation) { delete operation; return freed("cublasLtMatmulDescDestroy"); }
EXPORT int cublasLtMatmulDescSetAttribute(Operation* operation, int attribute, const void* value, size_t size) {
  if (attribute == BIAS_POINTER && size == 8) {
    operation->bias = *(const void* const*) value;
    return 0;
  }
  if ((attribute != TRANSA && attribute != TRANSB && attribute != EPILOGUE) || size != 4) return INVALID;
  const int epilogue = *(const int*) value;
  if (attribute == EPILOGUE && epilogue != 1 && epilogue != 2 && epilogue != 4 && epilogue != 6) return INVALID;
  operation->attributes[attribute] = *(const int*) value;
  return 0;
}

EXPORT int cublasLtMatrixLayoutCreate(Layout** layout, int type, uint64_t rows, uint64_t columns, int64_t leading) {
  if ((type != R_32F && type != R_16F && type != R_16BF) || !rows || !columns || leading < (int64_t) rows) return INVALID;
  made();
  *layout = new Layout{type, rows, columns, leading, 1, 0};
  return 0;
}
EXPORT int cublasLtMatrixLayoutDestroy(Layout* layout) { delete layout; return freed("cublasLtMatrixLayoutDestroy"); }
EXPORT int cublasLtMatrixLayoutSetAttribute(Layout* layout, int attribute, const void* value, size_t size) {
  if (attribute == BATCH_COUNT && size == 4) layout->batch = *(const int*) value;
  else if (attribute == BATCH_OFFSET && size == 8) layout->step = *(const int64_t*) value;
  else return INVALID;
  return 0;
}

EXPORT int cublasLtMatmulPreferenceCreate(Preference** preference) { made(); *preference = new Preference(); return 0; }
EXPORT int cublasLtMatmulPreferenceDestroy(Preference* preference) { delete preference; return freed("cublasLtMatmulPreferenceDestroy"); }
EXPORT int cublasLtMatmulPreferenceSetAttribute(Preference* preference, int attribute, const void* value, size_t size) {
  if (attribute == WORKSPACE && size == 8) preference->workspace = *(const uint64_t*) value;
  else if (attribute == SCHEMES && size == 4) preference->schemes = *(const uint32_t*) value;
  else if (attribute >= 5 && attribute <= 8 && size == 4) preference->alignments[attribute] = *(const uint32_t*) value;
  else return INVALID;
  return 0;
}

// The choice remembers which alignments it relies on.
EXPORT int cublasLtMatmulAlgoGetHeuristic(void* context, Operation* operation, Layout* a, Layout* b, Layout* c, Layout* d,
                                          Preference* preference, int asked, Result* results, int* found) {
  if (*(uint64_t*) context != MARK || c != d || asked < 1 || preference->workspace < 4096) return INVALID;
  if (!fits(operation, a, b, d)) return INVALID;
  if (!supported(operation, a, b, d)) return NOT_SUPPORTED;
  // Some ask for it, although NVIDIA documents it neither way.
  if (operation->hasBias() && !operation->bias) return INVALID;
  // Parts of sums must not be added up in 16 bits.
  if (d->type != R_32F && preference->schemes & ~IN_COMPUTE_TYPE) return NOT_SUPPORTED;
  if (operation->epilogue() != 1 && (setting("no epilogues") || d->rows < 2 || d->columns < 2 || d->batch > 1)) return NOT_SUPPORTED;
  *found = asked < (int) ALGORITHMS ? asked : (int) ALGORITHMS;
  memset(results, 0, *found * sizeof *results);
  for (int n = 0; n < *found; ++n) {
    results[n].algorithm.data[0] = MARK;
    for (int i = 0; i < 4; ++i) results[n].algorithm.data[1 + i] = preference->alignments.count(5 + i) ? preference->alignments[5 + i] : 256;
    results[n].algorithm.data[5] = n;
    results[n].workspace = 4096;
    // The last one is named, but does not work.
    results[n].state = n == (int) ALGORITHMS - 1 ? NOT_SUPPORTED : 0;
  }
  return 0;
}

// The algorithm is not copied into the result.
EXPORT int cublasLtMatmulAlgoCheck(void* context, Operation* operation, Layout* a, Layout* b, Layout* c, Layout* d,
                                   const Algorithm* algorithm, Result* result) {
  if (*(uint64_t*) context != MARK || c != d || !fits(operation, a, b, d) || !supported(operation, a, b, d)) return INVALID;
  if (algorithm->data[0] != MARK || algorithm->data[5] >= ALGORITHMS - 1) return NOT_SUPPORTED;
  result->workspace = 4096;
  result->state = 0;
  return 0;
}

EXPORT int cublasLtMatmul(void* context, Operation* operation, const void* alpha, const void* A, Layout* a, const void* B, Layout* b,
                          const void* beta, const void* C, Layout*, void* D, Layout* d, const Algorithm* algorithm, void* workspace,
                          size_t workspaceBytes, Stream* stream) {
  std::lock_guard<std::recursive_mutex> guard(lock());
  if (*(uint64_t*) context != MARK || ((uint64_t*) context)[1] != (uint64_t) device() || algorithm->data[0] != MARK || C != D || !fits(operation, a, b, d)) return INVALID;
  const void* operands[] = {A, B, C, D};
  for (int i = 0; i < 4; ++i)
    if ((uintptr_t) operands[i] % algorithm->data[1 + i]) return NOT_SUPPORTED;
  if (*(const float*) alpha != 1 || *(const float*) beta != 0) return NOT_SUPPORTED;
  if (workspaceBytes < 4096 || !owned(workspace, workspaceBytes) || (uintptr_t) workspace % 256) return INVALID;
  if (!owned(A, bytes(a)) || !owned(B, bytes(b)) || !owned(D, bytes(d))) return INVALID;
  const bool ta = operation->attributes[TRANSA], tb = operation->attributes[TRANSB];
  if (!supported(operation, a, b, d)) return NOT_SUPPORTED;
  const int bits = operation->compute == TF32 ? 11 : 24;
  // The bias has an element for each row of what lies by columns, of the result's type.
  const Numbers bias{(char*) operation->bias, fraction(d->type)};
  if (operation->hasBias() && (!owned(bias.at, bias.size() * d->rows) || (uintptr_t) bias.at % 16)) return INVALID;
  const bool hasBias = operation->hasBias(), relu = operation->epilogue() & 2;
  if ((hasBias || relu) && stream->recording) ++setting("epilogues");
  const uint64_t number = algorithm->data[5];
  if (setting(("refuses algorithm " + std::to_string(number)).c_str())) return NOT_SUPPORTED;
  setting("last algorithm") = number;
  const bool loses = setting(("loses NaN algorithm " + std::to_string(number)).c_str());
  const Layout la = *a, lb = *b, ld = *d;
  return enqueue(stream, [=] {
    memset(workspace, 0x5C, workspaceBytes);
    spend("algorithm " + std::to_string(number));
    const Numbers first{(char*) A, fraction(la.type)};
    if (first.get(0) == first.get(1)) ++setting("dull factors");
    const uint64_t depth = ta ? la.rows : la.columns;
    for (int batch = 0; batch < ld.batch; ++batch) {
      const Numbers x{(char*) A, fraction(la.type)}, y{(char*) B, fraction(lb.type)}, z{(char*) D, fraction(ld.type)};
      const int64_t xs = batch * la.step, ys = batch * lb.step, zs = batch * ld.step;
      for (uint64_t j = 0; j < ld.columns; ++j)
        for (uint64_t i = 0; i < ld.rows; ++i) {
          double sum = 0;
          for (uint64_t k = 0; k < depth; ++k)
            sum += rounded(x.get(xs + (ta ? k + i * la.leading : i + k * la.leading)), bits) *
                   rounded(y.get(ys + (tb ? j + k * lb.leading : k + j * lb.leading)), bits);
          float result = (float) sum;
          if (hasBias) result += (float) bias.get(i);
          if (relu && (result < 0 || (loses && result != result))) result = 0;
          z.set(zs + i + j * ld.leading, result);
        }
    }
    return 0;
  }) ? 13 : 0;
}
