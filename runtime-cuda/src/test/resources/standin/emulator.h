// CUDA C on the processor: the threads of a block are fibers, blocks run one after another.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>

#define __global__
#define __device__
#define __shared__ static
#define __launch_bounds__(threads)

struct Index { int x, y; };
struct alignas(16) float4 { float x, y, z, w; };
struct alignas(16) int4 { int x, y, z, w; };
struct alignas(16) uint4 { unsigned x, y, z, w; };
struct alignas(8) uint2 { unsigned x, y; };

static Index threadIdx, blockIdx;

namespace emulator {
const int MOST = 1024, STACK = 64 * 1024, WARP = 32;

struct Fiber {
  ucontext_t context;
  char* stack;
  bool done;
  int barriers, exchanges;
  Index index;
};

static Fiber fibers[MOST];
static ucontext_t scheduler;
static int count, current;
static void (*entry)(void**);
static void** arguments;
static uint32_t buffers[MOST];

static void yield() { swapcontext(&fibers[current].context, &scheduler); }

// Waits until the fibers from first on have been here as often as this one; those that are done do not count.
static void await(int Fiber::*counter, int first, int last) {
  const int mine = ++(fibers[current].*counter);
  for (long rounds = 0;; ++rounds) {
    bool all = true;
    for (int i = first; i < last; ++i) all = all && (fibers[i].done || fibers[i].*counter >= mine);
    if (all) return;
    if (rounds > 1000000) { fprintf(stderr, "threads wait for one another\n"); abort(); }
    yield();
  }
}

static void begin() {
  entry(arguments);
  fibers[current].done = true;
  yield();
}

static void block(int width, int height) {
  count = width * height;
  for (int i = 0; i < count; ++i) {
    Fiber& fiber = fibers[i];
    if (!fiber.stack) fiber.stack = (char*) malloc(STACK);
    getcontext(&fiber.context);
    fiber.context.uc_stack.ss_sp = fiber.stack;
    fiber.context.uc_stack.ss_size = STACK;
    fiber.context.uc_link = nullptr;
    fiber.done = false;
    fiber.barriers = fiber.exchanges = 0;
    fiber.index = {i % width, i / width};
    makecontext(&fiber.context, begin, 0);
  }
  for (int left = count; left > 0;) {
    left = 0;
    for (int i = 0; i < count; ++i) {
      if (fibers[i].done) continue;
      ++left;
      current = i;
      threadIdx = fibers[i].index;
      swapcontext(&scheduler, &fibers[i].context);
    }
  }
}

static void launch(int blocksX, int blocksY, int width, int height, bool apart, void (*kernel)(void**), void** a) {
  entry = kernel;
  arguments = a;
  for (int y = 0; y < blocksY; ++y)
    for (int x = 0; x < blocksX; ++x) {
      blockIdx = {x, y};
      if (!apart) { block(width, height); continue; }
      for (int i = 0; i < width * height; ++i) {
        threadIdx = {i % width, i / width};
        kernel(a);
      }
    }
}
}

static void __syncthreads() { emulator::await(&emulator::Fiber::barriers, 0, emulator::count); }

template <typename T> static T __shfl_xor_sync(unsigned mask, T value, int distance) {
  using namespace emulator;
  const int first = current / WARP * WARP, last = first + WARP < count ? first + WARP : count;
  memcpy(&buffers[current], &value, 4);
  await(&Fiber::exchanges, first, last);
  T other;
  memcpy(&other, &buffers[first + ((current - first) ^ distance)], 4);
  await(&Fiber::exchanges, first, last);
  return other;
}

static unsigned __umulhi(unsigned a, unsigned b) { return (unsigned) ((uint64_t) a * b >> 32); }
static double __dmul_rn(double a, double b) { return a * b; }
static double __dadd_rn(double a, double b) { return a + b; }
static double __ddiv_rn(double a, double b) { return a / b; }
static double __dsqrt_rn(double a) { return sqrt(a); }
static long long __double_as_longlong(double a) { long long b; memcpy(&b, &a, 8); return b; }
static double __longlong_as_double(long long a) { double b; memcpy(&b, &a, 8); return b; }
static float __int_as_float(unsigned a) { float b; memcpy(&b, &a, 4); return b; }
static float __uint_as_float(unsigned a) { float b; memcpy(&b, &a, 4); return b; }
static unsigned __float_as_uint(float a) { unsigned b; memcpy(&b, &a, 4); return b; }

// One instruction each on a GPU, where kernels have them as assembly.
static float f16_to_f32(unsigned short bits) { _Float16 a; memcpy(&a, &bits, 2); return (float) a; }
static unsigned short f32_to_f16(float a) { _Float16 b = (_Float16) a; unsigned short bits; memcpy(&bits, &b, 2); return bits; }
