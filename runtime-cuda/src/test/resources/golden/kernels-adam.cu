// 1 x 1 blocks of 256 x 1 threads
extern "C" __global__ void __launch_bounds__(256) f_cast_add_mul_exp_sub_sqrt_mul_mul_exp_su_01b7d5d011(const int* p0, float* p1, float* p2, int* p3) {
  const int t = blockIdx.x * 256 + threadIdx.x;
  if (t >= 1) return;
  const int e = t;
  const int i = e;
  const int xp0 = p0[i];
  const float v2 = (float) xp0;
  const float v3 = v2 + (1.0f);
  const float v5 = v3 * (-0.0010005003f);
  const float v6 = expf(v5);
  const float v7 = (1.0f) - v6;
  const float v8 = sqrtf(v7);
  const float v10 = v8 * (0.001f);
  const float v12 = v3 * (-0.105360515f);
  const float v13 = expf(v12);
  const float v14 = (1.0f) - v13;
  const float v15 = v10 / v14;
  const float v17 = v8 * (1.0E-8f);
  const int v19 = xp0 + (1);
  p1[i] = v15;
  p2[i] = v17;
  p3[i] = v19;
}

// 100 x 1 blocks of 256 x 1 threads
extern "C" __global__ void __launch_bounds__(256) f_mul_mul_add_mul_square_mul_add_sqrt_add__4739224d71(const float* p0, const float* __restrict__ p1, float* p6, const float* p2, float* p7, const float* p5, const float* __restrict__ p3, const float* __restrict__ p4, float* p8) {
  const int t = blockIdx.x * 256 + threadIdx.x;
  if (t >= 25600) return;
  const int e = t * 4;
  const float xp3 = p3[0];
  const float xp4 = p4[0];
  alignas(16) float xp0[4];
  *(float4*)xp0 = *(const float4*)(p0 + e);
  alignas(16) float xp1[4];
  *(float4*)xp1 = *(const float4*)(p1 + e);
  alignas(16) float yp6[4];
  alignas(16) float xp2[4];
  *(float4*)xp2 = *(const float4*)(p2 + e);
  alignas(16) float yp7[4];
  alignas(16) float xp5[4];
  *(float4*)xp5 = *(const float4*)(p5 + e);
  alignas(16) float yp8[4];
  #pragma unroll
  for (int l = 0; l < 4; ++l) {
    const float v2 = xp0[l] * (0.9f);
    const float v5 = xp1[l] * (0.1f);
    const float v6 = v2 + v5;
    yp6[l] = v6;
    const float v9 = xp2[l] * (0.999f);
    const float v10 = xp1[l] * xp1[l];
    const float v12 = v10 * (0.001f);
    const float v13 = v9 + v12;
    yp7[l] = v13;
    const float v15 = sqrtf(v13);
    const float v17 = v15 + xp3;
    const float v18 = v6 / v17;
    const float v20 = v18 * xp4;
    const float v21 = xp5[l] - v20;
    yp8[l] = v21;
  }
  *(float4*)(p6 + e) = *(const float4*)yp6;
  *(float4*)(p7 + e) = *(const float4*)yp7;
  *(float4*)(p8 + e) = *(const float4*)yp8;
}
