// 201 x 1 blocks of 256 x 1 threads
__device__ static inline void part_aafe1c69c3_0(const int block, const float* __restrict__ p0, float* p1) {
  const int t = block * 256 + threadIdx.x;
  if (t >= 50176) return;
  const int e = t * 4;
  alignas(16) float yp1[4];
  #pragma unroll
  for (int l = 0; l < 4; ++l) {
    const int i = e + l;
    const float xp0 = p0[(i % 16) * 196 + i / 16 % 196 + (i / 3136) * 3136];
    yp1[l] = xp0;
  }
  *(float4*)(p1 + e) = *(const float4*)yp1;
}
__device__ static inline void part_aafe1c69c3_1(const int block, const float* __restrict__ p0, float* p1) {
  const int t = block * 256 + threadIdx.x;
  if (t >= 1152) return;
  const int e = t * 4;
  alignas(16) float yp1[4];
  #pragma unroll
  for (int l = 0; l < 4; ++l) {
    const int i = e + l;
    const float xp0 = p0[(i % 16) * 9 + i / 16 % 9 + (i / 144) * 144];
    yp1[l] = xp0;
  }
  *(float4*)(p1 + e) = *(const float4*)yp1;
}
extern "C" __global__ void __launch_bounds__(256) f_reordered_and_1_more_0804cc71f7(const float* __restrict__ p0, float* p1, const float* __restrict__ p2, float* p3) {
  if (blockIdx.x < 196) {
    part_aafe1c69c3_0(blockIdx.x - 0, p0, p1);
    return;
  }
  if (blockIdx.x < 201) {
    part_aafe1c69c3_1(blockIdx.x - 196, p2, p3);
    return;
  }
}

// 1 x 98 blocks of 8 x 32 threads
extern "C" __global__ void __launch_bounds__(256) f_sum_a36f8e5902(const float* __restrict__ p0, float* p1, float* p3, float* w0, int* p4) {
  const int k = (blockIdx.x * 8 + threadIdx.x) * 4;
  __shared__ float s_float[32][40];
  float a0[4] = {0.f, 0.f, 0.f, 0.f};
  if (k < 32) {
    for (int r = (blockIdx.y * 32 + threadIdx.y); r < 12544; r += 3136) {
      [[maybe_unused]] const int e = k + r * 32;
      alignas(16) float xp0[4];
      *(float4*)xp0 = *(const float4*)(p0 + e);
      #pragma unroll
      for (int l = 0; l < 4; ++l) {
        a0[l] = a0[l] + xp0[l];
      }
    }
  }
  #pragma unroll
  for (int l = 0; l < 4; ++l) s_float[threadIdx.y][threadIdx.x + 8 * l] = a0[l];
  __syncthreads();
  for (int t = threadIdx.y * 8 + threadIdx.x; t < 256; t += 256) {
    const int c = t % 32, part = t / 32;
    float sum = s_float[part][c];
    #pragma unroll
    for (int h = 8; h < 32; h += 8) sum = sum + s_float[part + h][c];
    s_float[part][c] = sum;
  }
  __syncthreads();
  if (threadIdx.y == 0) {
    #pragma unroll
    for (int l = 0; l < 4; ++l) a0[l] = s_float[0][threadIdx.x + 8 * l];
    #pragma unroll
    for (int part = 1; part < 8; ++part) {
      #pragma unroll
      for (int l = 0; l < 4; ++l) a0[l] = a0[l] + s_float[part][threadIdx.x + 8 * l];
    }
  }
  if (threadIdx.y == 0 && k < 32) {
    #pragma unroll
    for (int l = 0; l < 4; ++l) w0[blockIdx.y * 32 + k + l] = a0[l];
  }
  __shared__ bool last;
  __threadfence();
  __syncthreads();
  if (threadIdx.x == 0 && threadIdx.y == 0) last = atomicInc((word*) p4 + blockIdx.x, 97) == 97;
  __syncthreads();
  if (!last) return;
  __threadfence();
  #pragma unroll
  for (int l = 0; l < 4; ++l) a0[l] = 0.f;
  if (k < 32) {
    #pragma unroll 4
    for (int r = threadIdx.y; r < 98; r += 32) {
      #pragma unroll
      for (int l = 0; l < 4; ++l) a0[l] = a0[l] + __ldcg(&w0[r * 32 + k + l]);
    }
  }
  #pragma unroll
  for (int l = 0; l < 4; ++l) s_float[threadIdx.y][threadIdx.x + 8 * l] = a0[l];
  __syncthreads();
  for (int t = threadIdx.y * 8 + threadIdx.x; t < 256; t += 256) {
    const int c = t % 32, part = t / 32;
    float sum = s_float[part][c];
    #pragma unroll
    for (int h = 8; h < 32; h += 8) sum = sum + s_float[part + h][c];
    s_float[part][c] = sum;
  }
  __syncthreads();
  if (threadIdx.y == 0) {
    #pragma unroll
    for (int l = 0; l < 4; ++l) a0[l] = s_float[0][threadIdx.x + 8 * l];
    #pragma unroll
    for (int part = 1; part < 8; ++part) {
      #pragma unroll
      for (int l = 0; l < 4; ++l) a0[l] = a0[l] + s_float[part][threadIdx.x + 8 * l];
    }
  }
  if (threadIdx.y == 0 && k < 32) {
    #pragma unroll
    for (int l = 0; l < 4; ++l) p1[k + l] = a0[l];
    [[maybe_unused]] const int e = k;
    alignas(16) float yp3[4];
    #pragma unroll
    for (int l = 0; l < 4; ++l) {
      const float v2 = a0[l] * (7.9719386E-5f);
      yp3[l] = v2;
    }
    *(float4*)(p3 + e) = *(const float4*)yp3;
  }
}

// 1 x 98 blocks of 8 x 32 threads
extern "C" __global__ void __launch_bounds__(256) f_sub_square_sum_593d84b31a(const float* __restrict__ p0, const float* __restrict__ p1, float* p2, const float* __restrict__ p4, float* p5, float* w0, int* p6) {
  const int k = (blockIdx.x * 8 + threadIdx.x) * 4;
  __shared__ float s_float[32][40];
  float a0[4] = {0.f, 0.f, 0.f, 0.f};
  if (k < 32) {
    for (int r = (blockIdx.y * 32 + threadIdx.y); r < 12544; r += 3136) {
      [[maybe_unused]] const int e = k + r * 32;
      alignas(16) float xp0[4];
      *(float4*)xp0 = *(const float4*)(p0 + e);
      alignas(16) float xp1[4];
      *(float4*)xp1 = *(const float4*)(p1 + e % 32);
      #pragma unroll
      for (int l = 0; l < 4; ++l) {
        const float v2 = xp0[l] - xp1[l];
        const float v3 = v2 * v2;
        a0[l] = a0[l] + v3;
      }
    }
  }
  #pragma unroll
  for (int l = 0; l < 4; ++l) s_float[threadIdx.y][threadIdx.x + 8 * l] = a0[l];
  __syncthreads();
  for (int t = threadIdx.y * 8 + threadIdx.x; t < 256; t += 256) {
    const int c = t % 32, part = t / 32;
    float sum = s_float[part][c];
    #pragma unroll
    for (int h = 8; h < 32; h += 8) sum = sum + s_float[part + h][c];
    s_float[part][c] = sum;
  }
  __syncthreads();
  if (threadIdx.y == 0) {
    #pragma unroll
    for (int l = 0; l < 4; ++l) a0[l] = s_float[0][threadIdx.x + 8 * l];
    #pragma unroll
    for (int part = 1; part < 8; ++part) {
      #pragma unroll
      for (int l = 0; l < 4; ++l) a0[l] = a0[l] + s_float[part][threadIdx.x + 8 * l];
    }
  }
  if (threadIdx.y == 0 && k < 32) {
    #pragma unroll
    for (int l = 0; l < 4; ++l) w0[blockIdx.y * 32 + k + l] = a0[l];
  }
  __shared__ bool last;
  __threadfence();
  __syncthreads();
  if (threadIdx.x == 0 && threadIdx.y == 0) last = atomicInc((word*) p6 + blockIdx.x, 97) == 97;
  __syncthreads();
  if (!last) return;
  __threadfence();
  #pragma unroll
  for (int l = 0; l < 4; ++l) a0[l] = 0.f;
  if (k < 32) {
    #pragma unroll 4
    for (int r = threadIdx.y; r < 98; r += 32) {
      #pragma unroll
      for (int l = 0; l < 4; ++l) a0[l] = a0[l] + __ldcg(&w0[r * 32 + k + l]);
    }
  }
  #pragma unroll
  for (int l = 0; l < 4; ++l) s_float[threadIdx.y][threadIdx.x + 8 * l] = a0[l];
  __syncthreads();
  for (int t = threadIdx.y * 8 + threadIdx.x; t < 256; t += 256) {
    const int c = t % 32, part = t / 32;
    float sum = s_float[part][c];
    #pragma unroll
    for (int h = 8; h < 32; h += 8) sum = sum + s_float[part + h][c];
    s_float[part][c] = sum;
  }
  __syncthreads();
  if (threadIdx.y == 0) {
    #pragma unroll
    for (int l = 0; l < 4; ++l) a0[l] = s_float[0][threadIdx.x + 8 * l];
    #pragma unroll
    for (int part = 1; part < 8; ++part) {
      #pragma unroll
      for (int l = 0; l < 4; ++l) a0[l] = a0[l] + s_float[part][threadIdx.x + 8 * l];
    }
  }
  if (threadIdx.y == 0 && k < 32) {
    #pragma unroll
    for (int l = 0; l < 4; ++l) p2[k + l] = a0[l];
    [[maybe_unused]] const int e = k;
    alignas(16) float xp4[4];
    *(float4*)xp4 = *(const float4*)(p4 + e);
    alignas(16) float yp5[4];
    #pragma unroll
    for (int l = 0; l < 4; ++l) {
      const float v2 = a0[l] * (7.9719386E-5f);
      const float v4 = v2 + xp4[l];
      yp5[l] = v4;
    }
    *(float4*)(p5 + e) = *(const float4*)yp5;
  }
}
