// 98 x 1 blocks of 256 x 1 threads
extern "C" __global__ void __launch_bounds__(256) f_mul_61e6f59a6d(const float* __restrict__ p0, const float* __restrict__ p1, float* p2) {
  const int t = blockIdx.x * 256 + threadIdx.x;
  if (t >= 25088) return;
  const int e = t * 4;
  alignas(16) float xp1[4];
  *(float4*)xp1 = *(const float4*)(p1 + e % 32);
  alignas(16) float yp2[4];
  #pragma unroll
  for (int l = 0; l < 4; ++l) {
    const int i = e + l;
    const float xp0 = p0[(i % 32) * 196 + i / 32 % 196 + (i / 6272) * 6272];
    const float v2 = xp0 * xp1[l];
    yp2[l] = v2;
  }
  *(float4*)(p2 + e) = *(const float4*)yp2;
}
