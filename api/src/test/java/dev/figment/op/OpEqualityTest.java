package dev.figment.op;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.figment.DType;
import dev.figment.NdArray;
import dev.figment.Shape;
import dev.figment.TensorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Equal ops are computed once, so ops that differ in anything must not be equal. */
class OpEqualityTest {
  private static final ConvGeometry PLANE = ConvGeometry.of(2);
  private static final TensorType REAL = TensorType.f32(2);

  private static List<ConvGeometry> geometries() {
    return List.of(
        PLANE,
        PLANE.stride(2),
        PLANE.stride(1, 2),
        PLANE.pad(1),
        PLANE.pad(new int[] {1, 0}, new int[] {0, 1}),
        PLANE.pad(new int[] {0, 0}, new int[] {1, 1}),
        PLANE.dilation(2),
        PLANE.dilation(1, 2),
        PLANE.groups(2),
        ConvGeometry.of(1));
  }

  /** Ops that all differ, every attribute changed at least once. */
  private static List<Op> different() {
    List<Op> ops = new ArrayList<>(Pointwise.all());
    for (ConvGeometry geometry : geometries()) {
      ops.add(new Conv(geometry));
      ops.add(new ConvInputGrad(geometry, 4, 4));
      ops.add(new ConvInputGrad(geometry, 4, 5));
      ops.add(new ConvWeightGrad(geometry, 3, 3));
      ops.add(new ConvWeightGrad(geometry, 3, 2));
      ops.add(new MaxPool(geometry, 3, 3));
      ops.add(new MaxPool(geometry, 3, 2));
      ops.add(new MaxPoolScatter(geometry, 3, 3));
      ops.add(new MaxPoolScatter(geometry, 3, 2));
    }
    ops.addAll(
        List.of(
            new MatMul(false, false),
            new MatMul(true, false),
            new MatMul(false, true),
            new MatMul(true, true),
            new Reduce(Reduce.Kind.SUM),
            new Reduce(Reduce.Kind.SUM, 0),
            new Reduce(Reduce.Kind.SUM, 0, 1),
            new Reduce(Reduce.Kind.MAX, 0),
            new Reduce(Reduce.Kind.MAX),
            new Variance(),
            new Variance(0),
            new Variance(0, 1),
            new Broadcast(Shape.of(2, 3)),
            new Broadcast(Shape.of(23)),
            new Reshape(Shape.of(2, 3)),
            new Reshape(Shape.of(23)),
            new Reshape(Shape.SCALAR),
            new Transpose(0, 1),
            new Transpose(1, 0),
            new Transpose(),
            new Slice(0, 1, 2, 3),
            new Slice(1, 1, 2, 3),
            new Slice(0, 2, 2, 3),
            new Slice(0, 1, 3, 3),
            new Slice(0, 1, 2, 1),
            new Pad(0, 1, 2, 3),
            new Pad(1, 1, 2, 3),
            new Pad(0, 2, 2, 3),
            new Pad(0, 1, 3, 3),
            new Pad(0, 1, 2, 0),
            new Concat(0),
            new Concat(1),
            new Gather(),
            new ScatterAdd(2),
            new ScatterAdd(3),
            new Cast(DType.F32),
            new Cast(DType.F64),
            new Cast(DType.I32)));
    ops.addAll(
        List.of(
            new Iota(TensorType.f32(2, 2), 0),
            new Iota(TensorType.f32(2, 2), 1),
            new Iota(TensorType.f32(2, 3), 0),
            new Iota(TensorType.of(DType.I32, Shape.of(2, 2)), 0),
            new Random(Random.Distribution.UNIFORM, REAL, 0),
            new Random(Random.Distribution.NORMAL, REAL, 0),
            new Random(Random.Distribution.UNIFORM, REAL, 1),
            new Random(Random.Distribution.UNIFORM, TensorType.f32(3), 0),
            new Random(Random.Distribution.UNIFORM, REAL, 0).ofReplica(1),
            new ReplicaMean(1),
            new ReplicaMean(2),
            Placeholder.input("x", REAL),
            Placeholder.input("y", REAL),
            Placeholder.variable("x", REAL),
            Constant.fill(1, REAL),
            Constant.fill(1.0000000001, REAL),
            Constant.fill(0, REAL),
            Constant.fill(-0.0, REAL),
            Constant.fill(1, TensorType.f32(3)),
            Constant.fill(1, TensorType.of(DType.F64, Shape.of(2))),
            Constant.of(NdArray.of(new float[] {1, 2}, 2)),
            Constant.of(NdArray.of(new float[] {1, 2}, 1, 2)),
            Constant.of(NdArray.of(new float[] {1, 3}, 2)),
            Constant.of(NdArray.of(new float[20], 20)),
            Constant.of(NdArray.of(new float[20], 4, 5)),
            Constant.of(NdArray.of(new int[20], 20))));
    for (int i = 0; i < 20; i++) {
      float[] array = new float[20];
      array[i] = 1;
      ops.add(Constant.of(NdArray.of(array, 20)));
    }
    return ops;
  }

  @Test
  void ops_that_differ_in_an_attribute_are_not_equal() {
    Set<Op> kept = new HashSet<>();
    for (Op op : different()) {
      assertThat(kept.add(op)).as("%s is equal to another", op).isTrue();
    }
  }

  @Test
  void ops_made_alike_are_equal() {
    List<Op> once = different();
    List<Op> again = different();
    assertThat(once).isEqualTo(again);
    for (int i = 0; i < once.size(); i++) {
      assertThat(once.get(i)).hasSameHashCodeAs(again.get(i));
    }
  }

  @Test
  void every_op_is_in_the_list() {
    Set<String> listed = new TreeSet<>();
    different().forEach(op -> listed.add(op.getClass().getSimpleName()));
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.figment.op")) {
      if (type.isAssignableTo(Op.class) && !type.getModifiers().contains(JavaModifier.ABSTRACT)) {
        assertThat(listed).contains(type.getSimpleName());
      }
    }
  }

  @Test
  void nothing_else_is_equal_to_an_op() {
    assertThat(new Gather().equals((Object) "gather")).isFalse();
    assertThat(new Gather().equals(null)).isFalse();
  }
}
