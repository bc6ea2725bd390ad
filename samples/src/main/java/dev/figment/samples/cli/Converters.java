package dev.figment.samples.cli;

import dev.figment.FigmentException;
import dev.figment.loss.DifferentiableAugmentation;
import dev.figment.loss.GanLoss;
import dev.figment.model.Conditioning;
import dev.figment.samples.run.Regularizer;
import dev.figment.samples.run.VaeSettings;
import dev.figment.samples.run.bench.BenchPreset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What the values of options must look like; others are wrong usage. */
final class Converters {
  private Converters() {}

  /** A whole number from 1. */
  static final class Count implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      try {
        int number = Integer.parseInt(value);
        if (number >= 1) {
          return number;
        }
      } catch (NumberFormatException error) {
        throw new TypeConversionException("'" + value + "' is no whole number");
      }
      throw new TypeConversionException(value + " is less than 1");
    }
  }

  /** A number above 0. */
  static final class Positive implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
      double number = number(value);
      if (number > 0) {
        return number;
      }
      throw new TypeConversionException(value + " is not above 0");
    }
  }

  /** A number from 0. */
  static final class NotNegative implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
      double number = number(value);
      if (number >= 0) {
        return number;
      }
      throw new TypeConversionException(value + " is less than 0");
    }
  }

  /** A number from 0 to below 1. */
  static final class Decay implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
      double number = number(value);
      if (number >= 0 && number < 1) {
        return number;
      }
      throw new TypeConversionException(value + " is not from 0 to below 1");
    }
  }

  /** A number from 0.01. */
  static final class Truncation implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
      double number = number(value);
      if (number >= 0.01) {
        return number;
      }
      throw new TypeConversionException(value + " is less than 0.01");
    }
  }

  private static double number(String value) {
    try {
      double number = Double.parseDouble(value);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException error) {
      throw new TypeConversionException("'" + value + "' is no number");
    }
    throw new TypeConversionException(value + " is not finite");
  }

  /** A text that the program itself can read, and that is kept as it is. */
  private abstract static class Text implements ITypeConverter<String> {
    abstract Object read(String value);

    @Override
    public final String convert(String value) {
      try {
        read(value);
        return value;
      } catch (FigmentException error) {
        throw new TypeConversionException(String.valueOf(error.getMessage()));
      }
    }
  }

  /** A likelihood's name, with a scale behind a colon if it is fixed. */
  static final class LikelihoodName extends Text {
    @Override
    Object read(String value) {
      return VaeSettings.likelihood(value);
    }
  }

  /** The name of a GAN's loss. */
  static final class GanLossName extends Text {
    @Override
    Object read(String value) {
      return GanLoss.named(value);
    }
  }

  /** The name of a random change of images. */
  static final class AugmentationName extends Text {
    @Override
    Object read(String value) {
      return DifferentiableAugmentation.named(value);
    }
  }

  /** How a GAN uses labels. */
  static final class ConditioningName extends Text {
    @Override
    Object read(String value) {
      return Conditioning.named(value);
    }
  }

  /** What holds a critic, as {@link Regularizer} reads it. */
  static final class RegularizerText extends Text {
    @Override
    Object read(String value) {
      return Regularizer.parse(value);
    }
  }

  /** The name of a model that is measured. */
  static final class BenchPresetName extends Text {
    @Override
    Object read(String value) {
      return BenchPreset.named(value);
    }
  }

  /** {@code 32} or {@code 32x48}, made {@code HEIGHTxWIDTH}. */
  static final class Size implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
      if (value.matches("[1-9][0-9]{0,4}")) {
        return value + "x" + value;
      }
      if (value.matches("[1-9][0-9]{0,4}x[1-9][0-9]{0,4}")) {
        return value;
      }
      throw new TypeConversionException("'" + value + "' is no size such as 32 or 32x48");
    }
  }
}
