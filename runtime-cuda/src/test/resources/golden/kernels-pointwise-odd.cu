// 1 x 1 blocks of 256 x 1 threads
extern "C" __global__ void __launch_bounds__(256) f_tanh_mul_fbb7142048(const float* __restrict__ p0, float* p1) {
  const int t = blockIdx.x * 256 + threadIdx.x;
  if (t >= 105) return;
  const int e = t;
  const int i = e;
  const float xp0 = p0[i];
  const float v1 = tanhf(xp0);
  const float v3 = v1 * (2.0f);
  p1[i] = v3;
}
