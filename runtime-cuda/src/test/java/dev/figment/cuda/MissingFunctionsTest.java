package dev.figment.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The bindings are those of CUDA 13.1, a GPU's host may have 13.0: calling a function that it lacks
 * would end the JVM. The list has those functions, and {@code cudaGraphAddNode}, whose structure
 * has changed.
 */
class MissingFunctionsTest {
  private static final String BINDINGS = "org.bytedeco.cuda.global.";

  @Test
  void no_function_is_called_that_cuda_13_0_lacks() throws IOException {
    Set<String> called = called();
    assertThat(called)
        .contains("cudaMalloc", "cublasLtMatmul", "cudnnBackendExecute", "ncclAllReduce");
    assertThat(called).doesNotContainAnyElementsOf(missing());
  }

  /** The names of native functions, as they are in the class files. */
  private static Set<String> called() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.figment.cuda");
    return classes.stream()
        .flatMap(each -> each.getMethodCallsFromSelf().stream())
        .map(JavaMethodCall::getTarget)
        .filter(target -> target.getOwner().getName().startsWith(BINDINGS))
        .map(target -> target.getName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> missing() throws IOException {
    try (InputStream stream =
        MissingFunctionsTest.class.getResourceAsStream("/missing-on-cuda-13.0.txt")) {
      String all = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.asList(all.trim().split("\\s+"));
    }
  }
}
