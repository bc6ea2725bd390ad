// 1 x 12 blocks of 256 x 1 threads
extern "C" __global__ void __launch_bounds__(256) f_abs_sum_beed0b9313(const float* p0, float* w0) {
  const int k = blockIdx.x * 1 + threadIdx.y;
  float a0 = 0.f;
  if (k < 1) {
    for (int r = (blockIdx.y * 256 + threadIdx.x) * 4; r < 50176; r += 12288) {
      [[maybe_unused]] const int e = r;
      alignas(16) float xp0[4];
      *(float4*)xp0 = *(const float4*)(p0 + e);
      #pragma unroll
      for (int l = 0; l < 4; ++l) {
        const float v1 = magnitude(xp0[l]);
        a0 = a0 + v1;
      }
    }
  }
  for (int d = 16; d > 0; d >>= 1) a0 = a0 + __shfl_xor_sync(0xffffffffu, a0, d);
  __shared__ float s0[8];
  if (threadIdx.x % 32 == 0) s0[threadIdx.x / 32] = a0;
  __syncthreads();
  a0 = threadIdx.x < 8 ? s0[threadIdx.x] : 0.f;
  for (int d = 16; d > 0; d >>= 1) a0 = a0 + __shfl_xor_sync(0xffffffffu, a0, d);
  if (threadIdx.x == 0 && k < 1) {
    w0[k * 12 + blockIdx.y] = a0;
  }
}

// 1 x 1 blocks of 32 x 8 threads
extern "C" __global__ void __launch_bounds__(256) f_finish_abs_sum_b8b1188e50(const float* w0, float* p1) {
  const int k = blockIdx.x * 8 + threadIdx.y;
  if (k >= 1) return;
  float a0 = 0.f;
  for (int r = threadIdx.x; r < 12; r += 32) a0 = a0 + w0[k * 12 + r];
  for (int d = 16; d > 0; d >>= 1) a0 = a0 + __shfl_xor_sync(0xffffffffu, a0, d);
  if (threadIdx.x == 0) p1[k] = a0;
}

// 1 x 1 blocks of 256 x 1 threads
extern "C" __global__ void __launch_bounds__(256) f_mul_0f1856a188(const float* p0, float* p1) {
  const int t = blockIdx.x * 256 + threadIdx.x;
  if (t >= 1) return;
  const int e = t;
  const int i = e;
  const float xp0 = p0[i];
  const float v2 = xp0 * (1.9929847E-5f);
  p1[i] = v2;
}
