// 4 x 16 blocks of 256 x 1 threads
extern "C" __global__ void __launch_bounds__(256) f_square_sum_a37dd4b9ad(const float* __restrict__ p0, float* p1, float* w0, int* p2) {
  const int k = blockIdx.x * 1 + threadIdx.y;
  float a0 = 0.f;
  __shared__ float s0[8];
  if (k < 4) {
    for (int r = (blockIdx.y * 256 + threadIdx.x) * 4; r < 65536; r += 16384) {
      [[maybe_unused]] const int e = r + k * 65536;
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
  if (threadIdx.x == 0 && k < 4) {
    w0[blockIdx.y * 4 + k] = a0;
  }
  __shared__ bool last;
  __threadfence();
  __syncthreads();
  if (threadIdx.x == 0 && threadIdx.y == 0) last = atomicInc((word*) p2 + blockIdx.x, 15) == 15;
  __syncthreads();
  if (!last) return;
  __threadfence();
  a0 = 0.f;
  if (k < 4) {
    #pragma unroll 4
    for (int r = threadIdx.x; r < 16; r += 256) {
      a0 = a0 + __ldcg(&w0[r * 4 + k]);
    }
  }
  for (int d = 16; d > 0; d >>= 1) a0 = a0 + __shfl_xor_sync(0xffffffffu, a0, d);
  if (threadIdx.x % 32 == 0) s0[threadIdx.x / 32] = a0;
  __syncthreads();
  a0 = threadIdx.x < 8 ? s0[threadIdx.x] : 0.f;
  for (int d = 16; d > 0; d >>= 1) a0 = a0 + __shfl_xor_sync(0xffffffffu, a0, d);
  if (threadIdx.x == 0 && k < 4) {
    p1[k] = a0;
  }
}
