package dev.figment.cpu;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.figment.cpu", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule only_one_package_knows_the_bindings_of_oneDNN =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.figment.cpu.dnnl")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco.dnnl..", "com.sun.jna..");

  @ArchTest
  static final ArchRule kernels_do_not_know_the_backend =
      noClasses()
          .that()
          .resideInAnyPackage("dev.figment.cpu.kernel", "dev.figment.cpu.dnnl")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.figment.cpu");

  @ArchTest
  static final ArchRule the_bindings_do_not_know_kernels =
      noClasses()
          .that()
          .resideInAPackage("dev.figment.cpu.dnnl")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.figment.cpu.kernel");
}
