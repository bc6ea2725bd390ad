package dev.figment.cuda.source;

/** Functions that every kernel may call; they keep NaN as Java's do. */
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
      """
          + RandomText.FUNCTIONS;

  private Prelude() {}
}
