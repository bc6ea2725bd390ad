package dev.figment.cuda.source;

import dev.figment.compile.Format;
import dev.figment.op.Random;
import java.util.List;

/**
 * Random numbers, the same bits as {@link dev.figment.Philox} draws: whole numbers, and double
 * precision in a fixed order, fused multiply-add only where it rounds as Java's division does. A
 * thread makes the four numbers of a block.
 */
public final class RandomText {
  private RandomText() {}

  /** Fills {@code p2} from a seed {@code p0 [2]} and a step {@code p1 [1]}. */
  public static KernelText of(Random op, int count) {
    int threads = (count + 3) / 4;
    Lines lines = new Lines();
    String stream = op.getStream() + "u, " + op.getReplica() + "u";
    lines.add("word c[4] = {(word) t, (word) p1[0], " + stream + "};");
    lines.add("philox((word) p0[0], (word) p0[1], c);");
    lines.add("alignas(16) float v[4];");
    if (op.getDistribution() == Random.Distribution.UNIFORM) {
      lines.add("for (int l = 0; l < 4; ++l) v[l] = (c[l] >> 8) * 0x1p-24f;");
    } else {
      lines.add("normals(c[0], c[1], v);");
      lines.add("normals(c[2], c[3], v + 2);");
    }
    lines.add(
        count % 4 == 0
            ? "*(float4*)(p2 + t * 4) = *(const float4*)v;"
            : "for (int l = 0; l < 4 && t * 4 + l < " + count + "; ++l) p2[t * 4 + l] = v[l];");
    List<Parameter> parameters =
        List.of(
            Parameter.operand(0, Format.I32, false),
            Parameter.operand(1, Format.I32, false),
            Parameter.operand(2, Format.F32, true));
    return KernelText.perThread("random", threads, parameters, lines);
  }

  /**
   * The functions that {@link Prelude} brings for it. {@code divided} is a quotient by a constant,
   * whose reciprocal the compiler knows: an estimate, corrected by its remainder (Markstein 1990).
   * It is exact for all angles there are.
   */
  static final String FUNCTIONS =
      """
      __device__ inline void philox(word k0, word k1, word* c) {
        for (int round = 0; round < 10; ++round) {
          const word h0 = __umulhi(c[0], 0xD2511F53u), l0 = c[0] * 0xD2511F53u;
          const word h1 = __umulhi(c[2], 0xCD9E8D57u), l1 = c[2] * 0xCD9E8D57u;
          c[0] = h1 ^ c[1] ^ k0; c[1] = l1; c[2] = h0 ^ c[3] ^ k1; c[3] = l0;
          k0 += 0x9E3779B9u; k1 += 0xBB67AE85u;
        }
      }
      __device__ inline double mul(double a, double b) { return __dmul_rn(a, b); }
      __device__ inline double add(double a, double b) { return __dadd_rn(a, b); }
      __device__ inline double logarithm(double x) {
        const long long bits = __double_as_longlong(x);
        int exponent = (int) (bits >> 52) - 1023;
        double m = __longlong_as_double((bits & 0xfffffffffffffLL) | 0x3ff0000000000000LL);
        if (m > 1.4142135623730951) { m = mul(m, 0.5); exponent += 1; }
        const double s = __ddiv_rn(add(m, -1.0), add(m, 1.0)), z = mul(s, s);
        double p = 1.0 / 15.0;
        for (int k = 13; k >= 1; k -= 2) p = add(mul(p, z), __ddiv_rn(1.0, k));
        return add(mul(exponent, 0.6931471805599453), mul(mul(2.0, s), p));
      }
      __device__ inline double divided(double z, double d) {
        const double r = __ddiv_rn(1.0, d), q = mul(z, r);
        return __fma_rn(__fma_rn(-q, d, z), r, q);
      }
      __device__ inline double series(double z, int from) {
        double p = 1.0;
        for (int k = from; k >= 1; k -= 2) p = add(1.0, -mul(divided(z, k * (k + 1)), p));
        return p;
      }
      __device__ inline void normals(word w0, word w1, float* out) {
        const double r = __dsqrt_rn(mul(-2.0, logarithm(mul((double) ((w0 >> 8) + 1), 0x1p-24))));
        const int quadrant = w1 >> 30;
        const double angle = mul(mul(add((double) ((w1 >> 6) & 0xffffffu), 0.5), 0x1p-24),
            1.5707963267948966);
        const double z = mul(angle, angle);
        const double sine = mul(angle, series(z, 16)), cosine = series(z, 17);
        const double x = quadrant & 1 ? sine : cosine, y = quadrant & 1 ? cosine : sine;
        out[0] = (float) mul(r, quadrant == 1 || quadrant == 2 ? -x : x);
        out[1] = (float) mul(r, quadrant >= 2 ? -y : y);
      }
      """;
}
