// CUDA C on the processor: the threads of a block are fibers, blocks run one after another.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>

// Where a kernel's accesses are looked at (watch.cpp), those of the emulation are not, and what orders threads is told.
#ifdef WATCHED
#define QUIET __attribute__((no_sanitize_thread))
#define __device__ __attribute__((always_inline))  // g++ tells of what is assigned, not of what a function returns into memory.
#define TELL(...) __VA_ARGS__
extern "C" void watch_block(int number, const char* sharedBegin, const char* sharedEnd, const char* registers);
extern "C" void watch_thread(int number, const char* stackBegin, const char* stackEnd);
extern "C" void watch_barrier();
extern "C" void watch_fence();
extern "C" void watch_ticket(const void* counter);
extern "C" void watch_coherent(const void* at, int bytes, const void* place);
#else
#define QUIET
#define TELL(...)
#define __device__
#endif

#define __global__
#define __shared__ static __attribute__((section("shared")))
#define __launch_bounds__(threads)

struct Index { int x, y; };
struct alignas(16) float4 { float x, y, z, w; };
struct alignas(16) int4 { int x, y, z, w; };
struct alignas(16) uint4 { unsigned x, y, z, w; };
struct alignas(8) uint2 { unsigned x, y; };

static struct { Index thread, block; } registers;
#define threadIdx registers.thread
#define blockIdx registers.block

// Whether threads and blocks take turns in another order each time, as on a GPU, instead of by number.
extern "C" int emulator_mixed = 0;

// Shared memory, which holds anything when a block begins.
extern "C" char __start_shared[] __attribute__((weak, visibility("hidden"))), __stop_shared[] __attribute__((weak, visibility("hidden")));

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
static uint32_t drawn = 1;

// The numbers below count, each once: by number, or mixed, from anywhere on by a step that has no factor in common with count.
struct Order {
  int count, at = 0, step = 1;

  QUIET Order(int n, bool mixed) : count(n) {
    if (!mixed || n < 2) return;
    at = draw() % n;
    do step = 1 + draw() % (n - 1); while (common(step, n) > 1);
  }
  QUIET int next() { const int now = at; at = (at + step) % count; return now; }

  QUIET static uint32_t draw() { drawn ^= drawn << 13; drawn ^= drawn >> 17; return drawn ^= drawn << 5; }
  QUIET static int common(int a, int b) { return b ? common(b, a % b) : a; }
};

QUIET static void yield() { swapcontext(&fibers[current].context, &scheduler); }

// Waits until the fibers from first on have been here as often as this one; those that are done do not count.
QUIET static void await(int Fiber::*counter, int first, int last) {
  const int mine = ++(fibers[current].*counter);
  for (long rounds = 0;; ++rounds) {
    bool all = true;
    for (int i = first; i < last; ++i) all = all && (fibers[i].done || fibers[i].*counter >= mine);
    if (all) return;
    if (rounds > 1000000) { fprintf(stderr, "threads wait for one another\n"); abort(); }
    yield();
  }
}

QUIET static void begin() {
  entry(arguments);
  fibers[current].done = true;
  yield();
}

QUIET static void block(int width, int height) {
  memset(__start_shared, 0xA5, __stop_shared - __start_shared);
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
    Order order(count, emulator_mixed);
    for (int turn = 0; turn < count; ++turn) {
      const int i = order.next();
      if (fibers[i].done) continue;
      ++left;
      current = i;
      threadIdx = fibers[i].index;
      TELL(watch_thread(i, fibers[i].stack, fibers[i].stack + STACK);)
      swapcontext(&scheduler, &fibers[i].context);
    }
  }
}

QUIET static void launch(int blocksX, int blocksY, int width, int height, bool apart, void (*kernel)(void**), void** a) {
  entry = kernel;
  arguments = a;
  Order blocks(blocksX * blocksY, emulator_mixed);
  for (int done = 0; done < blocksX * blocksY; ++done) {
    const int b = blocks.next();
    blockIdx = {b % blocksX, b / blocksX};
    TELL(watch_block(b, __start_shared, __stop_shared, (const char*) &registers);)
    if (!apart) { block(width, height); continue; }
    Order threads(width * height, emulator_mixed);
    for (int turn = 0; turn < width * height; ++turn) {
      const int i = threads.next();
      threadIdx = {i % width, i / width};
      TELL(const char* here = (const char*) __builtin_frame_address(0); watch_thread(i, here - STACK, here + STACK);)
      kernel(a);
    }
  }
}
}

QUIET static void __threadfence() { TELL(watch_fence();) }

template <typename T> QUIET static T __ldcg(const T* at) {
  TELL(watch_coherent(at, sizeof(T), __builtin_return_address(0));)
  return *at;
}

QUIET static unsigned atomicInc(unsigned* at, unsigned most) {
  TELL(watch_ticket(at);)
  const unsigned before = *at;
  *at = before >= most ? 0 : before + 1;
  return before;
}

QUIET static void __syncthreads() {
  emulator::await(&emulator::Fiber::barriers, 0, emulator::count);
  TELL(watch_barrier();)
}

template <typename T> QUIET static T __shfl_xor_sync(unsigned mask, T value, int distance) {
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
static double __fma_rn(double a, double b, double c) { return fma(a, b, c); }
static double __dsqrt_rn(double a) { return sqrt(a); }
static long long __double_as_longlong(double a) { long long b; memcpy(&b, &a, 8); return b; }
static double __longlong_as_double(long long a) { double b; memcpy(&b, &a, 8); return b; }
static float __int_as_float(unsigned a) { float b; memcpy(&b, &a, 4); return b; }
static float __uint_as_float(unsigned a) { float b; memcpy(&b, &a, 4); return b; }
static unsigned __float_as_uint(float a) { unsigned b; memcpy(&b, &a, 4); return b; }

// One instruction each on a GPU, where kernels have them as assembly.
static float f16_to_f32(unsigned short bits) { _Float16 a; memcpy(&a, &bits, 2); return (float) a; }
static unsigned short f32_to_f16(float a) { _Float16 b = (_Float16) a; unsigned short bits; memcpy(&bits, &b, 2); return bits; }
