// 8 x 1 blocks of 16 x 16 threads
extern "C" __global__ void __launch_bounds__(256) f_max_6c098f5752(const float* __restrict__ p0, float* p1) {
  const int k = blockIdx.x * 16 + threadIdx.y;
  float a0 = __int_as_float(0xff800000);
  if (k < 128) {
    for (int r = threadIdx.x; r < 10; r += 16) {
      [[maybe_unused]] const int e = r + k * 10;
      const int i = e;
      const float xp0 = p0[i];
      a0 = maximum(a0, xp0);
    }
  }
  for (int d = 8; d > 0; d >>= 1) a0 = maximum(a0, __shfl_xor_sync(0xffffffffu, a0, d));
  if (threadIdx.x == 0 && k < 128) {
    p1[k] = a0;
  }
}

// 8 x 1 blocks of 16 x 16 threads
extern "C" __global__ void __launch_bounds__(256) f_sub_exp_sum_5e7cb0f2ef(const float* __restrict__ p0, const float* __restrict__ p1, float* p3, float* p2) {
  const int k = blockIdx.x * 16 + threadIdx.y;
  float a0 = 0.f;
  if (k < 128) {
    for (int r = threadIdx.x; r < 10; r += 16) {
      [[maybe_unused]] const int e = r + k * 10;
      const int i = e;
      const float xp0 = p0[i];
      const float xp1 = p1[i / 10];
      const float v2 = xp0 - xp1;
      const float v3 = expf(v2);
      a0 = a0 + v3;
      p3[i] = v3;
    }
  }
  for (int d = 8; d > 0; d >>= 1) a0 = a0 + __shfl_xor_sync(0xffffffffu, a0, d);
  if (threadIdx.x == 0 && k < 128) {
    p2[k] = a0;
  }
}

// 2 x 1 blocks of 256 x 1 threads
extern "C" __global__ void __launch_bounds__(256) f_div_92877f9408(const float* __restrict__ p0, const float* __restrict__ p1, float* p2) {
  const int t = blockIdx.x * 256 + threadIdx.x;
  if (t >= 320) return;
  const int e = t * 4;
  alignas(16) float xp0[4];
  *(float4*)xp0 = *(const float4*)(p0 + e);
  alignas(16) float yp2[4];
  #pragma unroll
  for (int l = 0; l < 4; ++l) {
    const int i = e + l;
    const float xp1 = p1[i / 10];
    const float v2 = xp0[l] / xp1;
    yp2[l] = v2;
  }
  *(float4*)(p2 + e) = *(const float4*)yp2;
}
