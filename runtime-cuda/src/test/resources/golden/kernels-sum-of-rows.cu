// 128 x 1 blocks of 256 x 1 threads
extern "C" __global__ void __launch_bounds__(256) f_square_sum_51648d2fcc(const float* __restrict__ p0, float* p1) {
  const int k = blockIdx.x * 1 + threadIdx.y;
  float a0 = 0.f;
  __shared__ float s0[8];
  if (k < 128) {
    for (int r = threadIdx.x * 4; r < 784; r += 1024) {
      [[maybe_unused]] const int e = r + k * 784;
      alignas(16) float xp0[4];
      *(float4*)xp0 = *(const float4*)(p0 + e);
      #pragma unroll
      for (int l = 0; l < 4; ++l) {
        const float v1 = xp0[l] * xp0[l];
        a0 = a0 + v1;
      }
    }
  }
  for (int d = 16; d > 0; d >>= 1) a0 = a0 + __shfl_xor_sync(0xffffffffu, a0, d);
  if (threadIdx.x % 32 == 0) s0[threadIdx.x / 32] = a0;
  __syncthreads();
  a0 = threadIdx.x < 8 ? s0[threadIdx.x] : 0.f;
  for (int d = 16; d > 0; d >>= 1) a0 = a0 + __shfl_xor_sync(0xffffffffu, a0, d);
  if (threadIdx.x == 0 && k < 128) {
    p1[k] = a0;
  }
}
