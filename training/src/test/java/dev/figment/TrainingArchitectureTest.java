package dev.figment;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/**
 * The arrows between the packages of training: data, then train and metric, then model, then
 * report.
 */
@AnalyzeClasses(
    packages = "dev.figment",
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      TrainingArchitectureTest.OwnModule.class
    })
class TrainingArchitectureTest {
  private static final String[] LANGUAGE = {
    "dev.figment", "dev.figment.op", "dev.figment.graph", "dev.figment.backend"
  };

  /** Leaves out the classes of other modules, which have tests of their own. */
  static final class OwnModule implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return location.contains("/training/");
    }
  }

  private static ArchRule onlyDependsOn(String name, String... others) {
    String own = "dev.figment." + name;
    String[] allowed =
        Stream.concat(Stream.of(LANGUAGE), Stream.of(others).map(other -> "dev.figment." + other))
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(own)
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.figment..")
                .and(DescribedPredicate.not(resideInAnyPackage(allowed)))
                .and(DescribedPredicate.not(resideInAPackage(own))))
        .as(own + " depends only on the language and " + String.join(", ", others));
  }

  @ArchTest static final ArchRule data_reads_images = onlyDependsOn("data", "image");

  @ArchTest static final ArchRule optimizers_build_graph = onlyDependsOn("optim");

  @ArchTest static final ArchRule losses_build_graph = onlyDependsOn("loss", "nn");

  @ArchTest
  static final ArchRule the_trainer_knows_no_model = onlyDependsOn("train", "data", "optim", "nn");

  @ArchTest static final ArchRule metrics_know_no_model = onlyDependsOn("metric", "data", "infer");

  @ArchTest
  static final ArchRule models_use_everything_but_reports =
      onlyDependsOn("model", "data", "optim", "loss", "nn", "train", "metric", "onnx", "infer");

  @ArchTest
  static final ArchRule training_does_not_touch_runtimes =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.figment.cpu..", "dev.figment.cuda..", "ai.onnxruntime..", "org.bytedeco..");

  @ArchTest
  static final ArchRule there_is_no_ambient_randomness =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.util\\.(Random|SplittableRandom|UUID|concurrent\\.ThreadLocalRandom)"
                  + "|java\\.security\\.SecureRandom|java\\.util\\.random\\..*")
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule nothing_is_printed =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");
}
