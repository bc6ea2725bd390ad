// 201 x 1 blocks of 256 x 1 threads
__device__ static inline void part_4e79f8fce6_0(const int block, const float* p0, float* p1) {
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
__device__ static inline void part_4e79f8fce6_1(const int block, const float* p0, float* p1) {
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
extern "C" __global__ void __launch_bounds__(256) f_reordered_and_1_more_8d0df04ec1(const float* p0, float* p1, const float* p2, float* p3) {
  if (blockIdx.x < 196) {
    part_4e79f8fce6_0(blockIdx.x - 0, p0, p1);
    return;
  }
  if (blockIdx.x < 201) {
    part_4e79f8fce6_1(blockIdx.x - 196, p2, p3);
    return;
  }
}

// 1 x 98 blocks of 8 x 32 threads
extern "C" __global__ void __launch_bounds__(256) f_sum_91e4c9ef91(const float* p0, float* w0) {
  const int k = (blockIdx.x * 8 + threadIdx.x) * 4;
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
  __shared__ float shared_float[32][32];
  #pragma unroll
  for (int l = 0; l < 4; ++l) shared_float[threadIdx.y][threadIdx.x + 8 * l] = a0[l];
  __syncthreads();
  for (int h = 16; h > 0; h >>= 1) {
    if (threadIdx.y < h) {
      #pragma unroll
      for (int l = 0; l < 4; ++l) shared_float[threadIdx.y][threadIdx.x + 8 * l] = shared_float[threadIdx.y][threadIdx.x + 8 * l] + shared_float[threadIdx.y + h][threadIdx.x + 8 * l];
    }
    __syncthreads();
  }
  if (threadIdx.y == 0 && k < 32) {
    #pragma unroll
    for (int l = 0; l < 4; ++l) w0[(k + l) * 98 + blockIdx.y] = shared_float[0][threadIdx.x + 8 * l];
  }
}

// 4 x 1 blocks of 32 x 8 threads
extern "C" __global__ void __launch_bounds__(256) f_finish_sum_bdbdf98f45(const float* w0, float* p1) {
  const int k = blockIdx.x * 8 + threadIdx.y;
  if (k >= 32) return;
  float a0 = 0.f;
  for (int r = threadIdx.x; r < 98; r += 32) a0 = a0 + w0[k * 98 + r];
  for (int d = 16; d > 0; d >>= 1) a0 = a0 + __shfl_xor_sync(0xffffffffu, a0, d);
  if (threadIdx.x == 0) p1[k] = a0;
}

// 1 x 1 blocks of 256 x 1 threads
extern "C" __global__ void __launch_bounds__(256) f_mul_9bd6791ce5(const float* p0, float* p1) {
  const int t = blockIdx.x * 256 + threadIdx.x;
  if (t >= 8) return;
  const int e = t * 4;
  alignas(16) float xp0[4];
  *(float4*)xp0 = *(const float4*)(p0 + e);
  alignas(16) float yp1[4];
  #pragma unroll
  for (int l = 0; l < 4; ++l) {
    const float v2 = xp0[l] * (7.9719386E-5f);
    yp1[l] = v2;
  }
  *(float4*)(p1 + e) = *(const float4*)yp1;
}

// 1 x 98 blocks of 8 x 32 threads
extern "C" __global__ void __launch_bounds__(256) f_sub_square_sum_4f730fb149(const float* p0, const float* p1, float* w0) {
  const int k = (blockIdx.x * 8 + threadIdx.x) * 4;
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
  __shared__ float shared_float[32][32];
  #pragma unroll
  for (int l = 0; l < 4; ++l) shared_float[threadIdx.y][threadIdx.x + 8 * l] = a0[l];
  __syncthreads();
  for (int h = 16; h > 0; h >>= 1) {
    if (threadIdx.y < h) {
      #pragma unroll
      for (int l = 0; l < 4; ++l) shared_float[threadIdx.y][threadIdx.x + 8 * l] = shared_float[threadIdx.y][threadIdx.x + 8 * l] + shared_float[threadIdx.y + h][threadIdx.x + 8 * l];
    }
    __syncthreads();
  }
  if (threadIdx.y == 0 && k < 32) {
    #pragma unroll
    for (int l = 0; l < 4; ++l) w0[(k + l) * 98 + blockIdx.y] = shared_float[0][threadIdx.x + 8 * l];
  }
}

// 4 x 1 blocks of 32 x 8 threads
extern "C" __global__ void __launch_bounds__(256) f_finish_sub_square_sum_86f294d500(const float* w0, float* p2) {
  const int k = blockIdx.x * 8 + threadIdx.y;
  if (k >= 32) return;
  float a0 = 0.f;
  for (int r = threadIdx.x; r < 98; r += 32) a0 = a0 + w0[k * 98 + r];
  for (int d = 16; d > 0; d >>= 1) a0 = a0 + __shfl_xor_sync(0xffffffffu, a0, d);
  if (threadIdx.x == 0) p2[k] = a0;
}

// 1 x 1 blocks of 256 x 1 threads
extern "C" __global__ void __launch_bounds__(256) f_mul_add_a36806634f(const float* p0, const float* p1, float* p2) {
  const int t = blockIdx.x * 256 + threadIdx.x;
  if (t >= 8) return;
  const int e = t * 4;
  alignas(16) float xp0[4];
  *(float4*)xp0 = *(const float4*)(p0 + e);
  alignas(16) float xp1[4];
  *(float4*)xp1 = *(const float4*)(p1 + e);
  alignas(16) float yp2[4];
  #pragma unroll
  for (int l = 0; l < 4; ++l) {
    const float v2 = xp0[l] * (7.9719386E-5f);
    const float v4 = v2 + xp1[l];
    yp2[l] = v4;
  }
  *(float4*)(p2 + e) = *(const float4*)yp2;
}
