package dev.figment;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The arrows between packages, and what main code must not do. */
@AnalyzeClasses(packages = "dev.figment", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] CORE = {
    "dev.figment",
    "dev.figment.op",
    "dev.figment.graph",
    "dev.figment.autodiff",
    "dev.figment.backend"
  };

  /** A package that knows nothing of Figment but itself and these packages. */
  private static ArchRule onlyDependsOn(String name, String... others) {
    String own = "dev.figment." + name;
    return noClasses()
        .that()
        .resideInAPackage(own)
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.figment..")
                .and(DescribedPredicate.not(resideInAnyPackage(others)))
                .and(DescribedPredicate.not(resideInAPackage(own))))
        .allowEmptyShould(true)
        .as(own + " depends only on " + String.join(", ", others));
  }

  private static String[] core(String... more) {
    String[] all = java.util.Arrays.copyOf(CORE, CORE.length + more.length);
    System.arraycopy(more, 0, all, CORE.length, more.length);
    return all;
  }

  @ArchTest
  static final ArchRule the_core_depends_on_nothing_else =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.figment..")
                  .and(DescribedPredicate.not(resideInAnyPackage(CORE))));

  @ArchTest static final ArchRule compile_depends_on_the_core = onlyDependsOn("compile", CORE);

  @ArchTest static final ArchRule nn_depends_on_the_core = onlyDependsOn("nn", CORE);

  @ArchTest static final ArchRule image_depends_on_the_root = onlyDependsOn("image", "dev.figment");

  @ArchTest static final ArchRule onnx_depends_on_the_core = onlyDependsOn("onnx", CORE);

  @ArchTest
  static final ArchRule infer_depends_on_files_and_images =
      onlyDependsOn("infer", "dev.figment", "dev.figment.image", "dev.figment.onnx");

  @ArchTest
  static final ArchRule there_is_no_other_package =
      classes()
          .should()
          .resideInAnyPackage(
              core(
                  "dev.figment.compile",
                  "dev.figment.nn",
                  "dev.figment.image",
                  "dev.figment.onnx",
                  "dev.figment.infer"));

  @ArchTest
  static final ArchRule gradients_name_no_op =
      noClasses()
          .that()
          .resideInAPackage("dev.figment.autodiff")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.figment.op")
                  .and(DescribedPredicate.not(JavaClass.Predicates.simpleName("Op"))));

  @ArchTest
  static final ArchRule only_inference_touches_onnx_runtime =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.figment.infer")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..");

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
          .accessField(System.class, "err")
          .orShould()
          .callMethod(Throwable.class, "printStackTrace");

  @ArchTest
  static final ArchRule the_desktop_is_not_touched =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.awt..", "javax.imageio..", "javax.swing..");

  @ArchTest
  static final ArchRule the_default_charset_is_not_used =
      noClasses()
          .should()
          .callMethod(String.class, "getBytes")
          .orShould()
          .callConstructor(String.class, byte[].class)
          .orShould()
          .callConstructor(String.class, byte[].class, int.class, int.class)
          .orShould()
          .callConstructor(java.io.InputStreamReader.class, java.io.InputStream.class)
          .orShould()
          .callConstructor(java.io.OutputStreamWriter.class, java.io.OutputStream.class)
          .orShould()
          .callMethod(java.nio.charset.Charset.class, "defaultCharset")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.io\\.(FileReader|FileWriter|PrintStream|PrintWriter)");

  @ArchTest
  static final ArchRule every_package_is_null_marked = classes().should(beInNullMarkedPackages());

  private static ArchCondition<JavaClass> beInNullMarkedPackages() {
    return new ArchCondition<>("be in a package that is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().tryGetAnnotationOfType(NullMarked.class).isPresent();
        events.add(new SimpleConditionEvent(type, marked, type.getName() + " marked: " + marked));
      }
    };
  }

  @ArchTest
  static final ArchRule there_are_no_records_or_sealed_types = classes().should(beOrdinary());

  private static ArchCondition<JavaClass> beOrdinary() {
    return new ArchCondition<>("be neither a record nor sealed") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean ordinary = !type.isRecord() && !type.reflect().isSealed();
        events.add(new SimpleConditionEvent(type, ordinary, type.getName() + ": " + ordinary));
      }
    };
  }

  @ArchTest
  static final ArchRule public_classes_are_abstract_or_final =
      classes()
          .that()
          .arePublic()
          .and()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .should()
          .haveModifier(JavaModifier.ABSTRACT)
          .orShould()
          .haveModifier(JavaModifier.FINAL);

  @ArchTest
  static final ArchRule no_public_name_is_a_keyword_of_kotlin =
      methods()
          .that()
          .arePublic()
          .should()
          .haveNameNotMatching("as|fun|in|is|object|typealias|typeof|val|var|when");

  @ArchTest
  static final ArchRule public_fields_are_constants =
      fields().that().arePublic().should().beFinal();

  /** What users close, the tool that proves exported files, and the backends there are. */
  private static final Set<String> CLOSEABLE =
      Set.of(
          "dev.figment.Backend",
          "dev.figment.backend.ReferenceBackend",
          "dev.figment.backend.NullBackend",
          "dev.figment.infer.Generator",
          "dev.figment.infer.Autoencoder",
          "dev.figment.infer.OnnxRunner");

  @ArchTest
  static final ArchRule few_public_types_are_closeable =
      classes()
          .that()
          .arePublic()
          .and()
          .areAssignableTo(AutoCloseable.class)
          .should(beOneOf(CLOSEABLE));

  private static ArchCondition<JavaClass> beOneOf(Set<String> names) {
    return new ArchCondition<>("be one of " + names) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean known = names.contains(type.getName());
        events.add(new SimpleConditionEvent(type, known, type.getName() + " is closeable"));
      }
    };
  }
}
