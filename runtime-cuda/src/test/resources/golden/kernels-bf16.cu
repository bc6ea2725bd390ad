// 104 x 1 blocks of 256 x 1 threads
__device__ static inline void part_76edfd5927_0(const int block, const float* __restrict__ p0, bf16* p1) {
  const int t = block * 256 + threadIdx.x;
  if (t >= 6400) return;
  const int e = t * 8;
  alignas(16) float xp0[8];
  *(float4*)xp0 = *(const float4*)(p0 + e);
  *(float4*)(xp0 + 4) = *(const float4*)(p0 + e + 4);
  alignas(16) bf16 yp1[8];
  #pragma unroll
  for (int l = 0; l < 8; ++l) {
    yp1[l] = to_bf16(xp0[l]);
  }
  *(uint4*)(p1 + e) = *(const uint4*)yp1;
}
__device__ static inline void part_76edfd5927_1(const int block, const float* __restrict__ p0, bf16* p1) {
  const int t = block * 256 + threadIdx.x;
  if (t >= 20000) return;
  const int e = t * 8;
  alignas(16) float xp0[8];
  *(float4*)xp0 = *(const float4*)(p0 + e);
  *(float4*)(xp0 + 4) = *(const float4*)(p0 + e + 4);
  alignas(16) bf16 yp1[8];
  #pragma unroll
  for (int l = 0; l < 8; ++l) {
    yp1[l] = to_bf16(xp0[l]);
  }
  *(uint4*)(p1 + e) = *(const uint4*)yp1;
}
extern "C" __global__ void __launch_bounds__(256) f_narrowed_and_1_more_7741677813(const float* __restrict__ p0, bf16* p1, const float* __restrict__ p2, bf16* p3) {
  if (blockIdx.x < 25) {
    part_76edfd5927_0(blockIdx.x - 0, p0, p1);
    return;
  }
  if (blockIdx.x < 104) {
    part_76edfd5927_1(blockIdx.x - 25, p2, p3);
    return;
  }
}

// 25 x 1 blocks of 256 x 1 threads
extern "C" __global__ void __launch_bounds__(256) f_add_sigmoid_mul_3f4981c489(const bf16* __restrict__ p0, const float* __restrict__ p1, bf16* p2) {
  const int t = blockIdx.x * 256 + threadIdx.x;
  if (t >= 6400) return;
  const int e = t * 8;
  alignas(16) bf16 hp0[8];
  *(uint4*)hp0 = *(const uint4*)(p0 + e);
  alignas(16) float xp1[8];
  *(float4*)xp1 = *(const float4*)(p1 + e % 400);
  *(float4*)(xp1 + 4) = *(const float4*)(p1 + e % 400 + 4);
  alignas(16) bf16 yp2[8];
  #pragma unroll
  for (int l = 0; l < 8; ++l) {
    const float xp0 = widened(hp0[l]);
    const float v2 = xp0 + xp1[l];
    const float v3 = 1.f / (1.f + expf(-v2));
    const float v4 = v2 * v3;
    yp2[l] = to_bf16(v4);
  }
  *(uint4*)(p2 + e) = *(const uint4*)yp2;
}
