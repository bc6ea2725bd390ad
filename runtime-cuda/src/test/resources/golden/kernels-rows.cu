// 8 x 1 blocks of 256 x 1 threads
extern "C" __global__ void __launch_bounds__(256) f_gather_4be75c89e5(const float* p0, const int* p1, float* p2) {
  const int t = blockIdx.x * 256 + threadIdx.x;
  if (t >= 2048) return;
  const int row = p1[t / 16];
  p2[t] = row >= 0 && row < 10 ? p0[row * 16 + t % 16] : 0;
}

// 1 x 1 blocks of 256 x 1 threads
extern "C" __global__ void __launch_bounds__(256) f_scatteradd_b5113a4281(const float* p0, const int* p1, float* p2) {
  const int t = blockIdx.x * 256 + threadIdx.x;
  if (t >= 160) return;
  const int row = t / 16;
  float sum = 0;
  for (int i = 0; i < 128; ++i) {
    if (p1[i] == row) sum += p0[i * 16 + t % 16];
  }
  p2[t] = sum;
}
