package dev.figment.cuda;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.figment.cuda", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule only_one_package_knows_the_bindings_of_CUDA =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.figment.cuda.driver")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco..");

  @ArchTest
  static final ArchRule texts_know_no_device =
      noClasses()
          .that()
          .resideInAPackage("dev.figment.cuda.source")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.figment.cuda", "dev.figment.cuda.driver", "dev.figment.cuda.kernel");

  @ArchTest
  static final ArchRule devices_know_no_launches =
      noClasses()
          .that()
          .resideInAPackage("dev.figment.cuda.driver")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.figment.cuda", "dev.figment.cuda.kernel");

  @ArchTest
  static final ArchRule launches_do_not_know_the_backend =
      noClasses()
          .that()
          .resideInAPackage("dev.figment.cuda.kernel")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.figment.cuda");
}
