package dev.figment.cuda.driver;

/** What the loader of the bindings says, as a plain reason with its cure. */
final class LoaderWords {
  private LoaderWords() {}

  /** The words of the first cause. */
  static String root(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /**
   * A reason.
   *
   * @param library that was to be loaded
   * @param message of the loader
   * @param cure where it is a library of the host that is missing
   */
  static String explain(String library, String message, String cure) {
    if (message.contains("libcuda.so") || message.contains("nvcuda.dll")) {
      return "no NVIDIA driver is installed ("
          + missing(message)
          + "); install driver 580 or newer";
    }
    if (message.startsWith("Platform ")) {
      return "CUDA does not exist for this platform (" + message + ")";
    }
    if (message.startsWith("Could not find jni") || message.contains("no jni")) {
      return "the natives of the CUDA bindings are not on the class path; add"
          + " org.bytedeco:cuda with the classifier of this platform";
    }
    if (message.startsWith("org/bytedeco/") || message.startsWith("org.bytedeco.")) {
      return "the CUDA bindings are not on the class path (" + message + "); add org.bytedeco:cuda";
    }
    return library + " cannot be loaded (" + missing(message) + "); " + cure;
  }

  /** What is missing, without the path of the library that misses it. */
  private static String missing(String message) {
    return message.substring(message.lastIndexOf(".so: ") + 1).replace("so: ", "");
  }
}
