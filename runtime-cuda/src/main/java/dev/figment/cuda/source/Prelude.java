package dev.figment.cuda.source;

/**
 * Functions that every kernel may call; they keep NaN as Java's do. Numbers of 16 bits are written
 * without CUDA's headers, which NVRTC may not find; they are rounded to the nearest, to even.
 */
public final class Prelude {
  /** The CUDA C before the kernels of a module. */
  public static final String TEXT =
      """
      typedef unsigned int word;
      __device__ inline float maximum(float a, float b) { return a > b || a != a ? a : b; }
      __device__ inline int maximum(int a, int b) { return a > b ? a : b; }
      __device__ inline float minimum(float a, float b) { return a < b || a != a ? a : b; }
      __device__ inline int minimum(int a, int b) { return a < b ? a : b; }
      __device__ inline float magnitude(float a) { return fabsf(a); }
      __device__ inline int magnitude(int a) { return a < 0 ? -a : a; }
      __device__ inline float lower(float a) { return floorf(a); }
      __device__ inline int lower(int a) { return a; }
      __device__ inline float signum(float a) { return a > 0 ? 1.f : a < 0 ? -1.f : a; }
      __device__ inline int signum(int a) { return (a > 0) - (a < 0); }
      __device__ inline float rectify(float a) { return a > 0 || a != a ? a : 0.f; }
      __device__ inline int rectify(int a) { return a > 0 ? a : 0; }
      struct bf16 { unsigned short bits; };
      __device__ inline float widened(bf16 a) { return __uint_as_float((word) a.bits << 16); }
      __device__ inline bf16 to_bf16(float a) {
        const word bits = __float_as_uint(a), odd = bits >> 16 & 1u;
        return {(unsigned short) (a != a ? 0x7fc0u : (bits + 0x7fffu + odd) >> 16)};
      }
      #ifdef __CUDACC__
      __device__ inline float f16_to_f32(unsigned short a) {
        float b;
        asm("cvt.f32.f16 %0, %1;" : "=f"(b) : "h"(a));
        return b;
      }
      __device__ inline unsigned short f32_to_f16(float a) {
        unsigned short b;
        asm("cvt.rn.f16.f32 %0, %1;" : "=h"(b) : "f"(a));
        return b;
      }
      #endif
      struct fp16 { unsigned short bits; };
      __device__ inline float widened(fp16 a) { return f16_to_f32(a.bits); }
      __device__ inline fp16 to_fp16(float a) { return {f32_to_f16(a)}; }
      """
          + RandomText.FUNCTIONS;

  private Prelude() {}
}
