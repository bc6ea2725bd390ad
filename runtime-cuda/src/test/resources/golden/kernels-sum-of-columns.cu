// 4 x 2 blocks of 32 x 8 threads
extern "C" __global__ void __launch_bounds__(256) f_sum_ce1d94bc59(const float* p0, float* w0) {
  const int k = (blockIdx.x * 32 + threadIdx.x) * 4;
  float a0[4] = {0.f, 0.f, 0.f, 0.f};
  if (k < 400) {
    for (int r = blockIdx.y * 8 + threadIdx.y; r < 128; r += 16) {
      const int e = k + r * 400;
      alignas(16) float xp0[4];
      *(float4*)xp0 = *(const float4*)(p0 + e);
      #pragma unroll
      for (int l = 0; l < 4; ++l) {
        a0[l] = a0[l] + xp0[l];
      }
    }
  }
  __shared__ float s0[8][128];
  #pragma unroll
  for (int l = 0; l < 4; ++l) {
    s0[threadIdx.y][threadIdx.x + 32 * l] = a0[l];
  }
  __syncthreads();
  if (threadIdx.y == 0 && k < 400) {
    for (int l = 0; l < 4; ++l) {
      const int x = threadIdx.x + 32 * l;
      float t0 = s0[0][x];
      for (int y = 1; y < 8; ++y) t0 = t0 + s0[y][x];
      w0[(k + l) * 2 + blockIdx.y] = t0;
    }
  }
}

// 50 x 1 blocks of 32 x 8 threads
extern "C" __global__ void __launch_bounds__(256) f_finish_sum_22612ad6b8(const float* w0, float* p1) {
  const int k = blockIdx.x * 8 + threadIdx.y;
  if (k >= 400) return;
  float a0 = 0.f;
  for (int r = threadIdx.x; r < 2; r += 32) a0 = a0 + w0[k * 2 + r];
  for (int d = 16; d > 0; d >>= 1) a0 = a0 + __shfl_xor_sync(0xffffffffu, a0, d);
  if (threadIdx.x == 0) p1[k] = a0;
}
