// 104 x 1 blocks of 256 x 1 threads
__device__ static inline void part_d311c1802b_0(const int block, const float* __restrict__ p0, fp16* p1) {
  const int t = block * 256 + threadIdx.x;
  if (t >= 6400) return;
  const int e = t * 8;
  alignas(16) float xp0[8];
  *(float4*)xp0 = *(const float4*)(p0 + e);
  *(float4*)(xp0 + 4) = *(const float4*)(p0 + e + 4);
  alignas(16) fp16 yp1[8];
  #pragma unroll
  for (int l = 0; l < 8; ++l) {
    yp1[l] = to_fp16(xp0[l]);
  }
  *(uint4*)(p1 + e) = *(const uint4*)yp1;
}
__device__ static inline void part_d311c1802b_1(const int block, const float* __restrict__ p0, fp16* p1) {
  const int t = block * 256 + threadIdx.x;
  if (t >= 20000) return;
  const int e = t * 8;
  alignas(16) float xp0[8];
  *(float4*)xp0 = *(const float4*)(p0 + e);
  *(float4*)(xp0 + 4) = *(const float4*)(p0 + e + 4);
  alignas(16) fp16 yp1[8];
  #pragma unroll
  for (int l = 0; l < 8; ++l) {
    yp1[l] = to_fp16(xp0[l]);
  }
  *(uint4*)(p1 + e) = *(const uint4*)yp1;
}
extern "C" __global__ void __launch_bounds__(256) f_narrowed_and_1_more_9a88e6dc38(const float* __restrict__ p0, fp16* p1, const float* __restrict__ p2, fp16* p3) {
  if (blockIdx.x < 25) {
    part_d311c1802b_0(blockIdx.x - 0, p0, p1);
    return;
  }
  if (blockIdx.x < 104) {
    part_d311c1802b_1(blockIdx.x - 25, p2, p3);
    return;
  }
}

// 16 x 1 blocks of 32 x 8 threads
extern "C" __global__ void __launch_bounds__(256) f_square_sum_sum_823b8a4eaa(const fp16* __restrict__ p0, float* p1) {
  const int k = blockIdx.x * 8 + threadIdx.y;
  float a0 = 0.f;
  if (k < 128) {
    for (int r = threadIdx.x * 8; r < 400; r += 256) {
      [[maybe_unused]] const int e = r + k * 400;
      alignas(16) fp16 hp0[8];
      *(uint4*)hp0 = *(const uint4*)(p0 + e);
      #pragma unroll
      for (int l = 0; l < 8; ++l) {
        const float xp0 = widened(hp0[l]);
        const float v1 = xp0 * xp0;
        a0 = a0 + v1;
      }
    }
  }
  for (int d = 16; d > 0; d >>= 1) a0 = a0 + __shfl_xor_sync(0xffffffffu, a0, d);
  if (threadIdx.x == 0 && k < 128) {
    p1[k] = a0;
  }
}

// 7 x 1 blocks of 8 x 32 threads
extern "C" __global__ void __launch_bounds__(256) f_square_sum_sum_44b886c3a2(const fp16* __restrict__ p0, float* p2) {
  const int k = (blockIdx.x * 8 + threadIdx.x) * 8;
  __shared__ float s_float[32][72];
  float a0[8] = {0.f, 0.f, 0.f, 0.f, 0.f, 0.f, 0.f, 0.f};
  if (k < 400) {
    for (int r = threadIdx.y; r < 128; r += 32) {
      [[maybe_unused]] const int e = k + r * 400;
      alignas(16) fp16 hp0[8];
      *(uint4*)hp0 = *(const uint4*)(p0 + e);
      #pragma unroll
      for (int l = 0; l < 8; ++l) {
        const float xp0 = widened(hp0[l]);
        a0[l] = a0[l] + xp0;
      }
    }
  }
  #pragma unroll
  for (int l = 0; l < 8; ++l) s_float[threadIdx.y][threadIdx.x + 8 * l] = a0[l];
  __syncthreads();
  for (int t = threadIdx.y * 8 + threadIdx.x; t < 256; t += 256) {
    const int c = t % 64, part = t / 64;
    float sum = s_float[part][c];
    #pragma unroll
    for (int h = 4; h < 32; h += 4) sum = sum + s_float[part + h][c];
    s_float[part][c] = sum;
  }
  __syncthreads();
  if (threadIdx.y == 0) {
    #pragma unroll
    for (int l = 0; l < 8; ++l) a0[l] = s_float[0][threadIdx.x + 8 * l];
    #pragma unroll
    for (int part = 1; part < 4; ++part) {
      #pragma unroll
      for (int l = 0; l < 8; ++l) a0[l] = a0[l] + s_float[part][threadIdx.x + 8 * l];
    }
  }
  if (threadIdx.y == 0 && k < 400) {
    #pragma unroll
    for (int l = 0; l < 8; ++l) p2[k + l] = a0[l];
  }
}
