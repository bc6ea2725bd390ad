// 8 x 1 blocks of 16 x 16 threads
extern "C" __global__ void __launch_bounds__(256) f_max_6c098f5752(const float* __restrict__ p0, float* p1) {
  const int k = blockIdx.x * 16 + threadIdx.y;
  float a0 = __int_as_float(0xff800000);
  if (k < 128) {
    for (int r = threadIdx.x; r < 10; r += 16) {
      [[maybe_unused]] const int e = r + k * 10;
      const int i = e;
      const float xp0 = p0[i];
      a0 = maximum(a0, xp0);
    }
  }
  for (int d = 8; d > 0; d >>= 1) a0 = maximum(a0, __shfl_xor_sync(0xffffffffu, a0, d));
  if (threadIdx.x == 0 && k < 128) {
    p1[k] = a0;
  }
}
