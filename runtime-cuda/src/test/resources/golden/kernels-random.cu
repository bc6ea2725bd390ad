// 100 x 1 blocks of 256 x 1 threads
__device__ static inline void part_42a461c172_0(const int block, const int* p0, const int* p1, float* p2) {
  const int t = block * 256 + threadIdx.x;
  if (t >= 12800) return;
  word c[4] = {(word) t, (word) p1[0], 3u, 0u};
  philox((word) p0[0], (word) p0[1], c);
  alignas(16) float v[4];
  normals(c[0], c[1], v);
  normals(c[2], c[3], v + 2);
  *(float4*)(p2 + t * 4) = *(const float4*)v;
}
__device__ static inline void part_42a461c172_1(const int block, const int* p0, const int* p1, float* p2) {
  const int t = block * 256 + threadIdx.x;
  if (t >= 12800) return;
  word c[4] = {(word) t, (word) p1[0], 4u, 0u};
  philox((word) p0[0], (word) p0[1], c);
  alignas(16) float v[4];
  for (int l = 0; l < 4; ++l) v[l] = (c[l] >> 8) * 0x1p-24f;
  *(float4*)(p2 + t * 4) = *(const float4*)v;
}
extern "C" __global__ void __launch_bounds__(256) f_random_and_1_more_4a77c11dd6(const int* p0, const int* p1, float* p2, const int* p3, const int* p4, float* p5) {
  if (blockIdx.x < 50) {
    part_42a461c172_0(blockIdx.x - 0, p0, p1, p2);
    return;
  }
  if (blockIdx.x < 100) {
    part_42a461c172_1(blockIdx.x - 50, p3, p4, p5);
    return;
  }
}

// 50 x 1 blocks of 256 x 1 threads
extern "C" __global__ void __launch_bounds__(256) f_add_greater_mul_mul_ac7c857272(const float* __restrict__ p0, const float* __restrict__ p1, float* p3, const float* __restrict__ p2, float* p4) {
  const int t = blockIdx.x * 256 + threadIdx.x;
  if (t >= 12800) return;
  const int e = t * 4;
  alignas(16) float xp0[4];
  *(float4*)xp0 = *(const float4*)(p0 + e);
  alignas(16) float xp1[4];
  *(float4*)xp1 = *(const float4*)(p1 + e);
  alignas(16) float yp3[4];
  alignas(16) float xp2[4];
  *(float4*)xp2 = *(const float4*)(p2 + e);
  alignas(16) float yp4[4];
  #pragma unroll
  for (int l = 0; l < 4; ++l) {
    const float v2 = xp0[l] + xp1[l];
    yp3[l] = v2;
    const float v5 = xp2[l] > (0.5f) ? 1 : 0;
    const float v6 = xp0[l] * v5;
    const float v8 = v6 * (2.0f);
    yp4[l] = v8;
  }
  *(float4*)(p3 + e) = *(const float4*)yp3;
  *(float4*)(p4 + e) = *(const float4*)yp4;
}
