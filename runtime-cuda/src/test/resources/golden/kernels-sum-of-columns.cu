// 13 x 1 blocks of 8 x 32 threads
extern "C" __global__ void __launch_bounds__(256) f_sum_037085bd58(const float* __restrict__ p0, float* p1) {
  const int k = (blockIdx.x * 8 + threadIdx.x) * 4;
  __shared__ float s_float[32][40];
  float a0[4] = {0.f, 0.f, 0.f, 0.f};
  if (k < 400) {
    for (int r = threadIdx.y; r < 128; r += 32) {
      [[maybe_unused]] const int e = k + r * 400;
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
  if (threadIdx.y == 0 && k < 400) {
    #pragma unroll
    for (int l = 0; l < 4; ++l) p1[k + l] = a0[l];
  }
}
