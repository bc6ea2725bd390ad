// 256 x 1 blocks of 256 x 1 threads
extern "C" __global__ void __launch_bounds__(256) f_sum_cb0414e195(const float* __restrict__ p0, float* p1) {
  const int k = (blockIdx.x * 256 + threadIdx.x) * 4;
  float a0[4] = {0.f, 0.f, 0.f, 0.f};
  if (k < 262144) {
    for (int r = threadIdx.y; r < 4; r += 1) {
      [[maybe_unused]] const int e = k % 64 + r * 64 + (k / 64) * 256;
      alignas(16) float xp0[4];
      *(float4*)xp0 = *(const float4*)(p0 + e);
      #pragma unroll
      for (int l = 0; l < 4; ++l) {
        a0[l] = a0[l] + xp0[l];
      }
    }
  }
  if (threadIdx.y == 0 && k < 262144) {
    #pragma unroll
    for (int l = 0; l < 4; ++l) p1[k + l] = a0[l];
  }
}
