// 62 x 1 blocks of 256 x 1 threads
__device__ static inline void part_b63d6a2cd7_0(const int block, const float* p0, const float* p1, float* p2) {
  const int t = block * 256 + threadIdx.x;
  if (t >= 3136) return;
  const int x = t % 14, y = t / 14 % 14;
  const int c = t / 196 % 8, n = t / 1568;
  int by = -1;
  [[maybe_unused]] int bx = -1;
  float best = 0;
  for (int i = 0; i < 9; ++i) {
    const int sy = y * 2 - 1 + i / 3 * 1;
    const int sx = x * 2 - 1 + i % 3 * 1;
    if (sy < 0 || sy >= 28 || sx < 0 || sx >= 28) continue;
    const float value = p0[n * 6272 + c * 784 + sy * 28 + sx * 1];
    if (by < 0 || value > best) { best = value; by = sy; bx = sx; }
  }
  p2[n * 1568 + c * 196 + y * 14 + x * 1] = p1[n * 6272 + c * 784 + by * 28 + bx * 1];
}
__device__ static inline void part_b63d6a2cd7_1(const int block, const float* p0, const float* p1, float* p2) {
  const int t = block * 256 + threadIdx.x;
  if (t >= 12544) return;
  const int x = t % 28, y = t / 28 % 28;
  const int c = t / 784 % 8, n = t / 6272;
  float sum = 0;
  for (int ky = 0; ky < 3; ++ky) {
    for (int kx = 0; kx < 3; ++kx) {
      const int oy = y + 1 - ky * 1;
      const int ox = x + 1 - kx * 1;
      if (oy < 0 || oy % 2 || oy / 2 >= 14) continue;
      if (ox < 0 || ox % 2 || ox / 2 >= 14) continue;
      const int wy = oy / 2, wx = ox / 2;
      int by = -1;
      [[maybe_unused]] int bx = -1;
      float best = 0;
      for (int i = 0; i < 9; ++i) {
        const int sy = wy * 2 - 1 + i / 3 * 1;
        const int sx = wx * 2 - 1 + i % 3 * 1;
        if (sy < 0 || sy >= 28 || sx < 0 || sx >= 28) continue;
        const float value = p0[n * 6272 + c * 784 + sy * 28 + sx * 1];
        if (by < 0 || value > best) { best = value; by = sy; bx = sx; }
      }
      if (by == y && bx == x) sum += p1[n * 1568 + c * 196 + wy * 14 + wx * 1];
    }
  }
  p2[n * 6272 + c * 784 + y * 28 + x * 1] = sum;
}
extern "C" __global__ void __launch_bounds__(256) f_maxpool_and_1_more_9fd2beb1a0(const float* p0, const float* p1, float* p2, const float* p3, const float* p4, float* p5) {
  if (blockIdx.x < 13) {
    part_b63d6a2cd7_0(blockIdx.x - 0, p0, p1, p2);
    return;
  }
  if (blockIdx.x < 62) {
    part_b63d6a2cd7_1(blockIdx.x - 13, p3, p4, p5);
    return;
  }
}
